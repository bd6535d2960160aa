"""One at a time with a file that is being brought: among our threads, and among the processes that share the folder."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_PLACE_DIGITS = 15  # 60 bits: what a file lock's offset holds


class Turns:
    """Each name has one byte of one lock file; the system frees the bytes of a process that dies.

    On Windows a centre is one process, and its threads are all there is to keep apart.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._line = os.open(folder / "turns.lock", os.O_RDWR | os.O_CREAT, 0o600)
        self._busy, self._held = threading.Lock(), set[str]()

    @contextmanager
    def take(self, sha256: str) -> Iterator[bool]:
        """Say whether the file is ours until the end of the block; never waits."""
        with self._busy:
            ours = sha256 not in self._held and self._lock(sha256)
            if ours:
                self._held.add(sha256)
        try:
            yield ours
        finally:
            if ours:
                with self._busy:
                    self._held.discard(sha256)
                    self._unlock(sha256)

    def close(self) -> None:
        os.close(self._line)

    def _lock(self, sha256: str) -> bool:
        if sys.platform == "win32":
            return True
        try:
            fcntl.lockf(self._line, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _place(sha256))
        except BlockingIOError:
            return False
        return True

    def _unlock(self, sha256: str) -> None:
        if sys.platform != "win32":
            fcntl.lockf(self._line, fcntl.LOCK_UN, 1, _place(sha256))


def _place(sha256: str) -> int:
    return int(sha256[:_PLACE_DIGITS], 16)
