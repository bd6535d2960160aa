"""How a second start of the program on one home brings the window to the front that is open there already.

By a line within the computer, whose number stands in the home. Qt's own local sockets would cost every counter 4 MB.
"""

import hashlib
import socket
import weakref
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Signal

WAIT_SECONDS = 0.5
_HERE = "127.0.0.1"
_NAMED = "window.port"


class FrontDoor(QObject):
    """Listens for the next start of the program; only whoever holds the lock of the home has one."""

    asked = Signal()

    def __init__(self, home: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._name = _name_of(home)
        self._ear = socket.create_server((_HERE, 0))
        self._ear.setblocking(False)
        weakref.finalize(self, self._ear.close)
        (home / _NAMED).write_text(str(self._ear.getsockname()[1]), "ascii")
        heard = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        heard.activated.connect(self._answer)

    def _answer(self) -> None:
        try:
            caller, _ = self._ear.accept()
            with caller:
                caller.sendall(self._name)
        except OSError:  # whoever knocked is gone again
            return
        self.asked.emit()


def knock(home: Path) -> bool:
    """Ask the window that is open on this home to come forward, and say whether one answered."""
    try:
        port = int((home / _NAMED).read_text("ascii"))
        with socket.create_connection((_HERE, port), timeout=WAIT_SECONDS) as line:
            return line.recv(len(_name_of(home))) == _name_of(home)
    except (OSError, ValueError):  # a window that was killed left its number behind
        return False


def _name_of(home: Path) -> bytes:
    """Return what the window of a home answers: a port may have gone to another program since."""
    return hashlib.sha256(str(home.resolve()).encode()).hexdigest().encode("ascii")
