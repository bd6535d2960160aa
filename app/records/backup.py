"""All records of a desk in one sealed file, and back from it into an empty home.

What comes back is an older moment of this desk: its number books are closed, and it writes nothing new until the
centre has given it the next epoch, so that no number is given twice.
"""

import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from app.errors import DiskFull, InputError
from app.records.device import ENROLMENT_FILE, KEY_FILE
from app.records.engine import FILE, Records
from app.records.faults import explained
from app.records.sealed import Opener, Sealer
from app.records.whole import sync_folder

_BESIDE = (KEY_FILE, ENROLMENT_FILE, "settings.toml")
_FOLDERS = ("blobs", "drafts", "centre")  # the last is the centre inside a training desk
_DATABASE = ".sqlite3"
_SHORTEST = 8


def backup(records: Records, file: Path, passphrase: str) -> None:
    """Write every record, paper taken in and key of the desk into `file`, sealed; whole, or not at all.

    The desk may go on working meanwhile. Raises: InputError("backup.exists" | "backup.no-folder" |
    "backup.passphrase-short");
    RecordsReadOnly or DiskFull, when `file` cannot be written.
    """
    if len(passphrase) < _SHORTEST:
        raise InputError(reason="backup.passphrase-short", field="passphrase", least=_SHORTEST)
    if not file.parent.is_dir():
        raise InputError(reason="backup.no-folder", field="file", folder=str(file.parent))
    if file.exists():
        raise InputError(reason="backup.exists", field="file", file=file.name)
    part = file.with_name(f"{file.name}.part")
    with _no_room_said("backup.disk-full", home=str(records.home)), explained(file):
        try:
            with part.open("wb") as out:
                sealer = Sealer(out, passphrase)
                _pack(records.home, sealer)
                sealer.finish()
                out.flush()
                os.fsync(out.fileno())
            part.replace(file)
            sync_folder(file.parent)
        finally:
            part.unlink(missing_ok=True)


def restore(file: Path, home: Path, passphrase: str) -> None:
    """Bring a backup back into `home`, which must be empty or not there. Nothing is left there unless all came back.

    Raises: InputError("backup.home-not-empty" | "backup.not-ours" | "backup.passphrase-wrong" | "backup.damaged").
    """
    if home.exists() and not (home.is_dir() and _is_empty(home)):
        raise InputError(reason="backup.home-not-empty", field="home", folder=str(home))
    if not file.is_file():
        raise InputError(reason="backup.not-here", field="file", file=file.name)
    with _no_room_said("restore.disk-full", home=str(home)), explained(home / FILE):
        home.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}-") as folder:
            came = Path(folder) / "home"
            came.mkdir()
            _unpack(file, came, passphrase)
            _begin_again(came / FILE)
            _sync(came)
            if home.exists():
                home.rmdir()
            came.replace(home)
            sync_folder(home.parent)


@contextmanager
def _no_room_said(reason: str, home: str) -> Iterator[None]:
    """A full disk stops a backup whole: of no step of the desk's work was anything lost."""
    try:
        yield
    except DiskFull as full:
        raise DiskFull(**full.facts | {"reason": reason, "home": home}) from full


def _pack(home: Path, sealer: Sealer) -> None:
    # A stream needs only `write`. What is copied in clear stays within the home.
    with (
        tarfile.open(fileobj=cast("IO[bytes]", sealer), mode="w|") as tar,
        tempfile.TemporaryDirectory(dir=home, prefix=".backup-") as folder,
    ):
        for name in (*_BESIDE, *_FOLDERS):
            for file in sorted([home / name, *(home / name).rglob("*")]):
                if _DATABASE not in file.name:  # may be written to meanwhile; a copy is taken
                    _add(tar, file, str(file.relative_to(home)))
        for file in (home / FILE, *(home / "centre").glob(f"*{_DATABASE}")):
            copy = Path(folder) / file.name
            _copy(file, copy)
            tar.add(copy, str(file.relative_to(home)))


def _add(tar: tarfile.TarFile, file: Path, name: str) -> None:
    """Add one file or folder; one that went meanwhile was of no more use, or never there."""
    try:
        tar.add(file, name, recursive=False)
    except FileNotFoundError:
        return


def _copy(file: Path, to: Path) -> None:
    """Copy a database that may be written to meanwhile, as it is at one moment."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _unpack(file: Path, into: Path, passphrase: str) -> None:
    with file.open("rb") as source:
        opener = Opener(source, passphrase)
        try:
            with tarfile.open(fileobj=cast("Any", opener), mode="r|") as tar:
                tar.extractall(into, filter="data")
        except tarfile.TarError as wrong:
            raise InputError(reason="backup.damaged", field="file") from wrong
        while opener.read(1024 * 1024):
            pass  # what follows the last file must open too, or the file was cut
    if not (into / FILE).is_file():
        raise InputError(reason="backup.damaged", field="file")


def _is_empty(folder: Path) -> bool:
    with explained(folder):
        return not any(folder.iterdir())


def _sync(folder: Path) -> None:
    """Have every file on the disk before the folder takes its name: a power cut leaves no home of empty files."""
    for each in sorted(folder.rglob("*")):
        if each.is_dir():
            sync_folder(each)
        else:
            with each.open("r+b") as stream:  # Windows syncs only what may be written
                os.fsync(stream.fileno())
    sync_folder(folder)


def _begin_again(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE device SET renewal_due = 1")
        connection.execute("UPDATE book SET closed = 1")
