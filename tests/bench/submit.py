"""Filing an application against one bare SQLite transaction that keeps as much, as safely."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bench.desk import empty_home, ready, training_desk
from tests.bench.figure import Reading, as_times, seconds

ROUNDS = 15
Rows = set[tuple[object, ...]]


def file() -> Reading:
    """Both end with everything on the disk: WAL, synchronous FULL, one commit."""
    with empty_home() as home, training_desk(home) as office:
        waiting = [ready(office) for _ in range(ROUNDS + 1)]
        before = rows_of(home)
        office.counter.file(waiting.pop())
        written = sum(len(str(value)) for row in rows_of(home) - before for value in row)
        ours, floor = [], []
        with closing(bare_database(home / "floor.sqlite3")) as bare:
            for application in waiting:
                floor.append(seconds(lambda: keep(bare, written)))
                ours.append(seconds(lambda: office.counter.file(application)))  # noqa: B023  called at once
    return as_times(ours, floor)


def rows_of(home: Path) -> Rows:
    """Return every row of the records, so that what one transaction wrote can be told."""
    with closing(sqlite3.connect(home / "records.sqlite3")) as records:
        tables = [name for (name,) in records.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        plain = [name for name in tables if not name.startswith(("sqlite_", "application_find"))]
        return {(name, *row) for name in plain for row in records.execute(f'SELECT * FROM "{name}"')}


def bare_database(file: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(file, isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, body TEXT)")
    return bare


def keep(bare: sqlite3.Connection, size: int) -> None:
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("INSERT INTO kept (body) VALUES (?)", ("x" * size,))
    bare.execute("COMMIT")
