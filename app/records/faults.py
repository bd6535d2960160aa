"""What a failure of SQLite or of the disk means for the person at the desk."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import (
    DiskFull,
    RecordsDamaged,
    RecordsError,
    RecordsLocked,
    RecordsReadOnly,
)

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

_PRIMARY = 0xFF
_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_READ_ONLY = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
    }
)
_NO_ROOM = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMMAP,
    }
)
_FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_WRITING = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST})


ROOM = 4 * 1024 * 1024
"""Bytes that must be free for a desk to begin: one application with its papers, and the way out of a full disk."""


def require_room(home: Path) -> None:
    """Hold that the disk under `home` has room to begin work. Raises: DiskFull."""
    with explained(home / "records.sqlite3"):
        free = shutil.disk_usage(home).free
    if free < ROOM:
        raise DiskFull(file="records.sqlite3", folder=str(home), said="ENOSPC")


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what SQLite or the disk says about `file` into a leaf of RecordsError; let anything else through."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _leaf(error, file) or error from error
    except _wrapped() as error:
        raise _leaf(error.orig, file) or error from error


def _wrapped() -> "type[DBAPIError]":
    """Asked for only once something failed: whoever looks at a file alone needs no SQLAlchemy."""
    from sqlalchemy.exc import DBAPIError

    return DBAPIError


def _leaf(error: BaseException | None, file: Path) -> RecordsError | None:
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(error, file)
    if isinstance(error, OSError):
        return _from_disk(error, file)
    return None


def _from_sqlite(error: sqlite3.Error, file: Path) -> RecordsError | None:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    where = {
        "file": file.name,
        "folder": str(file.parent),
        "said": getattr(error, "sqlite_errorname", ""),
    }
    if code & _PRIMARY in _LOCKED:
        return RecordsLocked(**where)
    if code & _PRIMARY == sqlite3.SQLITE_FULL or code in _NO_ROOM:
        return DiskFull(**where)
    if code & _PRIMARY in _READ_ONLY:
        return RecordsReadOnly(**where)
    if code & _PRIMARY in _DAMAGED or code & _PRIMARY == sqlite3.SQLITE_IOERR:
        return RecordsDamaged(**where)
    return None


def _from_disk(error: OSError, file: Path) -> RecordsError | None:
    where = {
        "file": file.name,
        "folder": str(file.parent),
        "said": errno.errorcode.get(error.errno or 0, ""),
    }
    if error.errno in _FULL_DISK:
        return DiskFull(**where)
    if error.errno in _NO_WRITING:
        return RecordsReadOnly(**where)
    return None
