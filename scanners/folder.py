"""How does a folder, into which a camera or a phone puts its pictures, stand in for a scanner?"""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from app.base.ids import new_id
from app.base.words import Words
from app.errors import DeviceMissing, PaperOut, ScanFailed
from app.ports.scanning import ScannerFound, ScanSettings, Source, Watch
from scanners.whole import is_whole

SUFFIXES = {".jpg", ".jpeg", ".png"}
PATIENCE = 30.0  # seconds in which a picture, taken after "scan" was pressed, may still arrive
LOOK_EVERY = 0.2  # seconds

_Mark = tuple[str, int, int]


class FolderScanner:
    """Takes the newest whole picture, or as a feeder every new one, oldest first.

    A picture is taken once: it never comes up again in the next person's application. It stays in its folder.
    `memory` is the file that remembers what was taken when the program has ended; without one it is forgotten then.
    """

    def __init__(self, address: str, patience: float = PATIENCE, memory: Path | None = None) -> None:
        self._folder = Path(address)
        self._patience = patience
        self._memory = memory
        self._taken = _remembered(memory) if memory else set()

    @property
    def name(self) -> str:
        return f"folder {self._folder}"

    def devices(self) -> list[ScannerFound]:
        if not self._folder.is_dir():
            return []
        return [
            ScannerFound(
                str(self._folder), Words(f"फ़ोल्डर {self._folder.name}", f"Folder {self._folder.name}")
            )
        ]

    def scan(self, settings: ScanSettings, into: Path, watch: Watch) -> Iterator[Path]:
        new = self._awaited(watch)
        for picture in new if settings.source is Source.FEEDER else new[-1:]:
            watch(0)
            kept = Path(shutil.copyfile(picture, into / f"{new_id()}{picture.suffix.lower()}"))
            self._remember([picture])
            watch(100)
            yield kept
        self._remember(new)

    def _remember(self, pictures: list[Path]) -> None:
        """Note that these were taken, whole or not at all; pictures that are gone from the folder are forgotten."""
        self._taken |= {_mark(each) for each in pictures}
        if self._memory is None:
            return
        here = {each.name for each in self._folder.iterdir()}
        lines = [f"{size} {changed} {name}\n" for name, size, changed in sorted(self._taken) if name in here]
        part = self._memory.with_name(f"{self._memory.name}.part")
        part.write_text("".join(lines), "utf-8")
        part.replace(self._memory)

    def _awaited(self, watch: Watch) -> list[Path]:
        """Return new whole pictures as soon as there are any, oldest first.

        Raises: PaperOut, ScanFailed, DeviceMissing; Cancelled, from `watch`.
        """
        until = time.monotonic() + self._patience
        while True:
            new = self._new()
            whole = [each for each in new if is_whole(each)]
            if whole:
                return whole
            if time.monotonic() >= until:
                raise (
                    ScanFailed(reason="scanner.picture-broken")
                    if new
                    else PaperOut(reason="scanner.no-picture")
                )
            watch(0)
            time.sleep(LOOK_EVERY)

    def _new(self) -> list[Path]:
        if not self._folder.is_dir():
            raise DeviceMissing(reason="scanner.no-folder")
        found = [
            each for each in self._folder.iterdir() if each.suffix.lower() in SUFFIXES and each.is_file()
        ]
        return sorted((each for each in found if _mark(each) not in self._taken), key=_arrived)


def _remembered(memory: Path) -> set[_Mark]:
    """Read what was taken before; a line that says nothing is of no use, and no hindrance."""
    if not memory.exists():
        return set()
    told = [line.split(" ", 2) for line in memory.read_text("utf-8", errors="replace").splitlines()]
    whole = [each for each in told if len(each) == 3 and each[0].isdigit() and each[1].isdigit()]  # noqa: PLR2004
    return {(name, int(size), int(changed)) for size, changed, name in whole}


def _mark(picture: Path) -> _Mark:
    known = picture.stat()
    return picture.name, known.st_size, known.st_mtime_ns


def _arrived(picture: Path) -> tuple[int, str]:
    return picture.stat().st_mtime_ns, picture.name
