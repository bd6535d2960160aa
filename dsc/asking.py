"""How does the window's process ask the signer's, and what if that one dies?"""

import multiprocessing
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from app.errors import AppError, DeviceBusy, DeviceError, DeviceMissing, InputError
from dsc import signer_process
from dsc.signer_process import Stands

_ERRORS: dict[str, type[AppError]] = {
    leaf.__name__: leaf for leaf in (DeviceBusy, DeviceError, DeviceMissing, InputError)
}
FAREWELL = 3.0  # seconds that a library gets to close its session


class Asking:
    """The signer's process, started when it is first asked, and again after it died."""

    def __init__(self, idle: float) -> None:
        """`idle`: seconds without a signature after which the session is closed."""
        self._idle = idle
        self._taking = threading.Lock()
        self._running: tuple[BaseProcess, Connection] | None = None
        self._stands: Any = None

    @property
    def pid(self) -> int | None:
        running = self._running
        return running[0].pid if running else None

    @property
    def is_alive(self) -> bool:
        running = self._running  # another thread may end it between two looks
        return running is not None and running[0].is_alive()

    @property
    def stands(self) -> Stands:
        """How the token stands now; never waits, whatever its library is doing."""
        return Stands(self._stands.value) if self.is_alive else Stands.SHUT

    def ask(self, *request: Any, patience: float) -> Any:
        """Return the answer.

        Raises: what the library means; DeviceError("token.crashed", "token.silent"), and then its process is gone.
        """
        pipe = self._pipe()
        try:
            pipe.send(request)
            if not pipe.poll(patience):
                self.kill()
                raise DeviceError(reason="token.silent", seconds=int(patience))
            name, value = pipe.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise DeviceError(reason="token.crashed") from error
        if name == "done":
            return value
        raise _ERRORS[name](**value)

    def close(self) -> None:
        """End the process, its session closed first."""
        self._end(FAREWELL)

    def kill(self) -> None:
        """End the process now, whatever its library is doing."""
        self._end(0)

    def _end(self, patience: float) -> None:
        """Only who takes it ends it: a closing window and a thread whose question broke off may come at once."""
        with self._taking:
            running, self._running = self._running, None
        if running is None:
            return
        process, pipe = running
        with suppress(OSError):
            pipe.close()  # it reads the end, locks and goes
        process.join(patience)
        process.kill()
        process.join()

    def _pipe(self) -> Connection:
        running = self._running
        if running and running[0].is_alive():
            return running[1]
        self.kill()
        # Spawned, never forked: makers' libraries do not survive a fork, and a fork would hold our open files.
        spawning = multiprocessing.get_context("spawn")
        ours, theirs = spawning.Pipe()
        self._stands = spawning.RawValue("b", Stands.SHUT)  # without a lock: a process that dies holds none
        asked = (theirs, self._idle, self._stands)
        process = spawning.Process(target=signer_process.run, args=asked, name="signer", daemon=True)
        process.start()
        theirs.close()
        self._running = (process, ours)
        return ours
