"""How a second start of the program on one home brings the window to the front that is open there already."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500


def name_of(home: Path) -> str:
    """Return under what name the window of a home listens: each home has its own."""
    return f"sevadesk-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:24]}"


class FrontDoor(QObject):
    """Listens for the next start of the program; only whoever holds the lock of the home has one."""

    asked = Signal()

    def __init__(self, home: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name_of(home))  # one that was killed left it behind
        self._server.listen(name_of(home))

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.asked.emit()


def knock(home: Path) -> bool:
    """Ask the window that is open on this home to come forward, and say whether one answered."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(home))
    found = socket.waitForConnected(WAIT_MS)
    socket.abort()
    return found
