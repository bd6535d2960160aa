"""What a records file is, found out without touching it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.errors import RecordsDamaged
from app.records.faults import explained

APPLICATION_ID = 0x53455641
"""`SEVA`: SQLite's mark that the file is ours (PRAGMA application_id)."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100


def schema_version(file: Path) -> str:
    """Return the migration `file` stands at; empty when there is no file yet.

    The file is opened read-only, so that a damaged one is left exactly as it is.
    Raises: RecordsDamaged, RecordsLocked, RecordsReadOnly.
    """
    if not file.exists() or file.stat().st_size == 0:
        return ""
    with explained(file):
        _check_header(file)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as found:
            return _version(found, file)


def _check_header(file: Path) -> None:
    with file.open("rb") as stream:
        header = stream.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise RecordsDamaged(file=file.name, folder=str(file.parent), said="header")
    size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    owed = pages * (0x10000 if size == 1 else size)
    if file.stat().st_size < owed and not _has_wal(file):
        raise RecordsDamaged(
            file=file.name,
            folder=str(file.parent),
            said="truncated",
            bytes_missing=owed,
        )


def _has_wal(file: Path) -> bool:
    """Say whether pages may still stand in the write-ahead log, so that a short main file is no damage."""
    wal = file.with_name(f"{file.name}-wal")
    return wal.exists() and wal.stat().st_size > 0


def _version(found: sqlite3.Connection, file: Path) -> str:
    if found.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise RecordsDamaged(reason="records.not-ours", file=file.name, folder=str(file.parent))
    tables = found.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if tables == (0,):
        return ""
    row = found.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None or not str(row[0]).isdigit():  # the table and its row were written in one transaction
        raise RecordsDamaged(file=file.name, folder=str(file.parent), said="version")
    return str(row[0])
