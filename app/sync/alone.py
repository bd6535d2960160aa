"""One worker at a time on one home: two programs that drained one outbox would tread on each other."""

import sys
from pathlib import Path
from typing import IO

from app.errors import RecordsLocked
from app.records.faults import explained

FILE = "sync.lock"


class Alone:
    """Holds the lock of a home from `take` to `leave`; the system lets go of it when the program dies."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE
        self._held: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        return self._held is not None

    def take(self) -> None:
        """Raises: RecordsLocked("sync.already-running"), when another program has it."""
        with explained(self._file):
            stream = self._file.open("ab")
        try:
            _lock(stream)
        except OSError as error:
            stream.close()
            raise RecordsLocked(reason="sync.already-running", folder=str(self._file.parent)) from error
        self._held = stream

    def leave(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None


def _lock(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
