"""Opens the records and gives out sessions on them: many readers, one writer at a time."""

import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, MetaData, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import Session

from app.errors import RecordsLocked
from app.records.device import Identity
from app.records.faults import explained
from app.records.look import schema_version
from app.records.schema import bring_up_to_date
from app.records.turn import Turn

Item = TypeVar("Item")
FILE = "records.sqlite3"
BUSY_SECONDS = 5.0
"""How long another program is waited for."""
PATIENCE = 30.0
"""How long another thread of this desk is waited for: it is sure to end, however busy the computer is."""
_KEPT_OPEN, _MOST_OPEN = 2, 25
_IN_ONE_GO = 25
_FOLDERS = ("blobs", "drafts", "out")

# Ctrl+C may fall between SQLite's commit and SQLAlchemy's own note of it: the work is whole, a person is told already.
warnings.filterwarnings("ignore", "transaction already deassociated from connection", SAWarning)


class Records:
    """The open records of one desk. Threads may share it; a session belongs to the thread that asked."""

    def __init__(self, home: Path, engine: Engine) -> None:
        self.home = home
        self.identity = Identity(home)
        self._engine = engine
        self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")
        self._turn = Turn()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose work is kept whole at the end, or not at all where anything is raised.

        Keep it short: no wire, no device, no person waits inside. What a person does goes before what works by itself.
        Raises: RecordsLocked("records.busy") where this desk writes itself, RecordsLocked where another program does;
        RecordsDamaged, RecordsReadOnly, DiskFull.
        """
        if not self._turn.take(PATIENCE):
            raise RecordsLocked(reason="records.busy")
        try:
            with (
                explained(self.home / FILE),
                self._session(self._writer) as session,
                session.begin(),
            ):
                yield session
        finally:
            self._turn.give_back()

    def until_waited_for(self, items: Sequence[Item]) -> Iterator[Item]:
        """Give item after item, one at least, for one transaction of what works by itself.

        It ends early where somebody else waits to write, or many are done: the rest is for the next transaction.
        """
        for done, item in enumerate(items):
            if done and (done == _IN_ONE_GO or self._turn.is_waited_for):
                return
            yield item

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one moment of the records and changes nothing."""
        with explained(self.home / FILE), self._session(self._engine) as session:
            yield session

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _session(self, bind: Engine) -> Session:
        return Session(bind, expire_on_commit=False, info={"identity": self.identity})


def open_records(home: Path, schema: MetaData | None = None) -> Records:
    """Open the records under `home`, making or migrating them where needed.

    `schema`, where given, makes those tables instead of running the migrations (a room's own tests).
    Raises: RecordsLocked, RecordsDamaged, RecordsReadOnly, DiskFull; a damaged file is left as it is.
    """
    file = home / FILE
    with explained(file):
        for folder in _FOLDERS:
            (home / folder).mkdir(parents=True, exist_ok=True)
    version = schema_version(file)
    engine = _engine(file)
    try:
        with explained(file):
            bring_up_to_date(engine, version, schema)
    except BaseException:
        engine.dispose()
        raise
    return Records(home, engine)


def _engine(file: Path) -> Engine:
    engine = create_engine(
        f"sqlite+pysqlite:///{file}",
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        hide_parameters=True,
        # A connection keeps two megabytes of pages: the warm ones are used again first, and few are kept.
        pool_size=_KEPT_OPEN,
        max_overflow=_MOST_OPEN - _KEPT_OPEN,
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: object) -> None:
    """Set what SQLite keeps by connection. `isolation_level` None leaves BEGIN to us."""
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
