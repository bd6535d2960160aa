"""The training centre as a child process of the desk: started on a free port, asked where it listens, ended."""

import json
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from app.errors import CentralUnreachable

_STOP_SECONDS = 10.0


class Child:
    """A centre that lives as long as we do: its standard input is ours to close, and its end when we die."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        """`command` starts a centre that takes `--port N` and says on its first line where it listens."""
        self._command, self._log = tuple(command), log
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self.url = ""

    def start(self) -> str:
        """Start, or start again on the same port, and return the address. Raises: CentralUnreachable."""
        self.launch()
        return self.wait()

    def choose_port(self) -> None:
        """Have the address known before it starts."""
        self._port = self._port or _free_port()
        self.url = f"http://127.0.0.1:{self._port}"

    def launch(self) -> None:
        """Start without waiting until it listens; the address is known at once."""
        self.choose_port()
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [*self._command, "--port", str(self._port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def wait(self) -> str:
        """Wait until it listens, and return the address. Raises: CentralUnreachable."""
        self.url = self._told()
        return self.url

    def stop(self) -> None:
        """Let it finish what it does, and end it; a second call does nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _told(self) -> str:
        process = self._process
        if process is None or process.stdout is None:
            raise CentralUnreachable(reason="central.child-failed", log=str(self._log))
        line = process.stdout.readline()
        if not line:
            self.stop()
            raise CentralUnreachable(reason="central.child-failed", log=str(self._log))
        return str(json.loads(line)["url"])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
