"""A PostgreSQL server of our own: made in a folder of its own, reached by a socket in it, gone after the tests."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def missing() -> str:
    if os.name != "posix":
        return "PostgreSQL is tried on Linux; on Windows the centre keeps SQLite"
    return "" if _BINARIES else "PostgreSQL is not installed (postgresql)"


needs_postgresql = pytest.mark.skipif(bool(missing()), reason=missing() or "PostgreSQL is here")


class Server:
    """Gives databases, each a copy of the one it is asked for."""

    def __init__(self, sockets: Path) -> None:
        self._sockets, self._made = sockets, 0

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self._sockets), safe='')}"

    def new_database(self, template: str = "template1") -> str:
        """Return the URL of a new database."""
        self._made += 1
        name = f"centre_{self._made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and end it. PostgreSQL refuses to run as root: there another user is taken for it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path may have 107 bytes
    other = _other_user(folder)
    tools = _BINARIES[-1].parent

    def run(tool: str, *options: str) -> None:
        command = [str(tools / tool), "-D", str(folder / "data"), *options]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60, **other)

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-F -c listen_addresses= -c unix_socket_directories={folder}"
        run("pg_ctl", "-l", str(folder / "log"), "-w", "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _other_user(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    import pwd  # there is none on Windows

    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
