"""Serving the centre: listen, say where in one line of JSON, stop when told or when the parent is gone."""

import gc
import json
import logging
import os
import socket
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from app.errors import InputError
from central.app import create

_GRACE_SECONDS, _BACKLOG = 5, 128
_GARBAGE = (50_000, 20, 100)
"""How many objects come between two looks for garbage: a batch of rows makes far more, and all are in use."""


@dataclass(frozen=True, slots=True)
class Options:
    """`port` 0 takes a free one. `with_parent`: end when the standard input ends, as a child of the window must."""

    database: str
    folder: Path
    packs: Path
    host: str = "127.0.0.1"
    port: int = 0
    training: bool = False
    with_parent: bool = False


class _Announcing(uvicorn.Server):
    """Says where it listens as soon as it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            print(json.dumps({"url": f"http://{host}:{port}"}), flush=True)


def run(options: Options) -> int:
    """Serve until SIGTERM, SIGINT or the end of the parent; return the exit code.

    Raises: InputError, when the centre's set-up is wrong or its port is taken.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = create(options.database, options.folder, training=options.training, packs_root=options.packs)
    listening = _listening(options.host, options.port)
    gc.freeze()  # what stands now stands until the end
    gc.set_threshold(*_GARBAGE)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        server_header=False,
    )
    server = _Announcing(config)
    if options.with_parent:
        threading.Thread(target=_end_with_parent, args=(server,), name="parent-watch", daemon=True).start()
    server.run(sockets=[listening])
    return 0 if server.started else 1


def openapi(packs: Path) -> dict[str, Any]:
    """Return the published contract (OpenAPI 3.1), the training centre's doors included."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'centre.sqlite3'}"
        app = create(database, Path(folder), training=True, packs_root=packs)
        app.state.centre.close()
        return app.openapi()


def _listening(host: str, port: int) -> socket.socket:
    """Return a bound socket. Its protocol is named, or asyncio leaves Nagle on and each reply waits 40 ms."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as taken:
        listening.close()
        raise InputError(reason="centre.port-taken", field="port", host=host, port=port) from taken
    listening.listen(_BACKLOG)
    return listening


def _end_with_parent(server: uvicorn.Server) -> None:
    while sys.stdin.buffer.read(1024):
        pass  # nothing is expected on this line; only its end says something
    server.should_exit = True
