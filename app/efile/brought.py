"""What lies before whoever judges: a PDF, or a folder of notings, read no further than it is asked about."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.efile.verdict import Judged
from app.efile.verify import Judging, verify_folder, verify_pdf
from app.errors import InputError


class Folder(Mapping[str, bytes]):
    """The plain files of a folder by their names. A folder chosen by mistake may hold gigabytes beside the notings."""

    def __init__(self, place: Path) -> None:
        self._files = {each.name: each for each in place.iterdir() if each.is_file()}

    def __getitem__(self, name: str) -> bytes:
        return self._files[name].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def judge_brought(place: Path, judging: Judging, head: str = "") -> Judged:
    """Judge an export or a letter (a PDF), or a folder that holds a chain; `head` is its end, where it is known.

    Raises: InputError("verify.cannot-read"); what `judging.beat` raises.
    """
    try:
        if place.is_dir():
            return verify_folder(Folder(place), judging, head)
        return verify_pdf(place.read_bytes(), judging)
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(reason="verify.cannot-read", field="file", file=str(place), said=said) from wrong
