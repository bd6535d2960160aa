"""The training centre on SQLite and on PostgreSQL, and desks that speak to it over bare HTTP."""

import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from central.child import Child

from tests.integration.central import postgresql
from tests.integration.central.at_the_wire import WireDesk
from tests.integration.central.postgresql import needs_postgresql
from tests.integration.conftest import HOUSE, TrainingCentre


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    with postgresql.running() as started:
        yield started


@pytest.fixture(scope="session")
def set_up_database(server: postgresql.Server, set_up_centre: Path) -> str:
    """The name of a database that a training centre was set up in."""
    server.execute("CREATE DATABASE set_up")
    centre = TrainingCentre(set_up_centre, HOUSE / "packs")
    centre.database = server.url("set_up")
    centre.start()
    centre.stop()
    return "set_up"


@pytest.fixture
def on_postgresql(
    tmp_path: Path, set_up_centre: Path, server: postgresql.Server, set_up_database: str
) -> Iterator[Callable[[], TrainingCentre]]:
    """Starts processes' worth of centres that share one database and one folder."""
    started: list[TrainingCentre] = []
    folder = tmp_path / "shared-centre"
    shutil.copytree(set_up_centre, folder)
    url = server.new_database(set_up_database)

    def start() -> TrainingCentre:
        centre = TrainingCentre(folder, HOUSE / "packs")
        centre.database = url
        centre.start()
        started.append(centre)
        return centre

    yield start
    for centre in started:
        centre.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgresql)])
def centre(request: pytest.FixtureRequest) -> Any:
    """A running training centre, on each of the two databases."""
    if request.param == "sqlite":
        return request.getfixturevalue("training_centre")
    return request.getfixturevalue("on_postgresql")()


@pytest.fixture
def desk(centre: TrainingCentre) -> WireDesk:
    return WireDesk(centre.url).enrol()


@dataclass(frozen=True)
class Processes:
    """Two real processes of one centre: one database, one folder; `log` is what they said of defects."""

    folder: Path
    database: str
    urls: tuple[str, str]
    log: Path


@pytest.fixture(scope="module")
def two_processes(tmp_path_factory: pytest.TempPathFactory, server: postgresql.Server) -> Iterator[Processes]:
    """Both are started at once on an empty database."""
    place, database = tmp_path_factory.mktemp("processes"), server.new_database()
    folder, log = place / "shared", place / "log"
    command = [sys.executable, str(HOUSE / "main.py"), "central", "--training", "--with-parent"]
    command += ["--folder", str(folder), "--database", database]
    children = Child(command, log), Child(command, log)
    try:
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(Child.start, children)
        yield Processes(folder, database, (first, second), log)
    finally:
        for child in children:
            child.stop()
