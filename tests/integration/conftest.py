"""A training centre over real HTTP on this machine, that a test may stop and start again."""

import asyncio
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

HOUSE = Path(__file__).parents[2]


class Server(uvicorn.Server):
    """Leaves no connection open behind it: a process that ends closes them, a thread that ends does not."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        for late in list(self.server_state.connections):  # accepted while uvicorn was closing the others
            late.transport.abort()
        await asyncio.sleep(0.01)  # a transport closes its socket in the loop's next turn


class TrainingCentre:
    """`url` stays the same over `stop` and `start`, as do its database and its folder."""

    def __init__(self, folder: Path, packs: Path) -> None:
        self.folder, self.packs = folder, packs
        self.database = f"sqlite:///{folder / 'centre.sqlite3'}"
        self.port = 0
        self._running: tuple[Server, threading.Thread] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def centre(self) -> Any:
        """The running centre itself, for what a test must see or spoil behind the wire."""
        assert self._running
        app: Any = self._running[0].config.app
        return app.state.centre

    def start(self) -> None:
        from central.app import create
        from central.serve import _listening

        app = create(self.database, self.folder, training=True, packs_root=self.packs)
        listening = _listening("127.0.0.1", self.port)
        self.port = listening.getsockname()[1]
        server = Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listening],), name="training-centre", daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.005)
        self._running = (server, thread)

    def stop(self) -> None:
        if self._running:
            server, thread = self._running
            server.should_exit = True
            thread.join(10)
            for listening in server.servers:
                listening.close()
            self._running = None

    def behave(self, **fields: Any) -> None:
        from central.behaviour import Gateway

        if "gateway" in fields:
            fields["gateway"] = Gateway(fields["gateway"])
        self.centre.stage.change(**fields)


@pytest.fixture(scope="session")
def set_up_centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre that was set up and stopped: its people's passwords are hashed once, not for every test."""
    centre = TrainingCentre(tmp_path_factory.mktemp("centre"), HOUSE / "packs")
    centre.start()
    centre.stop()
    return centre.folder


@pytest.fixture
def start_centre(tmp_path: Path, set_up_centre: Path) -> Iterator[Callable[..., TrainingCentre]]:
    """Starts centres, each in a folder of its own."""
    started: list[TrainingCentre] = []

    def start(name: str = "centre", packs: Path = HOUSE / "packs") -> TrainingCentre:
        centre = TrainingCentre(tmp_path / name, packs)
        shutil.copytree(set_up_centre, centre.folder)
        centre.start()
        started.append(centre)
        return centre

    yield start
    for centre in started:
        centre.stop()


@pytest.fixture
def training_centre(start_centre: Callable[..., TrainingCentre]) -> TrainingCentre:
    return start_centre()
