"""Filing an application against one bare SQLite transaction that writes the same rows, as safely."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.desk import HOUSE, empty_home, ready, training_desk
from tests.bench.figure import Reading, as_times, seconds

ROUNDS = 25
Rows = dict[str, sqlite3.Row]


def file() -> Reading:
    """Both end with everything on the disk: WAL, synchronous FULL, one commit of the same bytes on as many pages. On the
    disk of this checkout, for where temporary things are kept in memory nothing is ever synchronised.

    The floor is given the rows that ours has just written, and puts them into a copy of the records.
    """
    (HOUSE / "out").mkdir(exist_ok=True)
    with empty_home(beside=HOUSE / "out") as home, training_desk(home) as office:
        waiting = [ready(office) for _ in range(ROUNDS + 2)]
        office.counter.file(waiting.pop())
        ours, floor = [], []
        with (
            closing(opened(home / "records.sqlite3")) as records,
            closing(opened(copied(records, home / "floor.sqlite3"))) as bare,
        ):
            for application in waiting:
                ours.append(seconds(lambda: office.counter.file(application)))  # noqa: B023  called at once
                kept = written(records, application)
                floor.append(seconds(lambda: keep(bare, kept)))  # noqa: B023  called at once
    return as_times(ours[1:], floor[1:])


def opened(file: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(file, isolation_level=None)
    bare.row_factory = sqlite3.Row
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("PRAGMA foreign_keys = ON")
    return bare


def copied(records: sqlite3.Connection, file: Path) -> Path:
    """Copy the records with their tables and indexes as they stand."""
    with closing(sqlite3.connect(file)) as copy:
        records.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")
    return file


def written(records: sqlite3.Connection, application: str) -> Rows:
    """Return what filing wrote: the entry, what is owed of it, and the application's row."""
    entry = records.execute("SELECT * FROM journal WHERE subject = ?", (application,)).fetchone()
    owed = records.execute("SELECT * FROM outbox WHERE entry = ?", (entry["id"],)).fetchone()
    row = records.execute("SELECT * FROM application WHERE id = ?", (application,)).fetchone()
    return {"journal": entry, "outbox": owed, "application": row}


def keep(bare: sqlite3.Connection, kept: Rows) -> None:
    row = kept["application"]
    bare.execute("BEGIN IMMEDIATE")
    bare.execute(insertion("journal", kept["journal"]), tuple(kept["journal"]))
    bare.execute(insertion("outbox", kept["outbox"]), tuple(kept["outbox"]))
    bare.execute(
        "UPDATE application SET state = ?, filed_on = ?, updated_at = ? WHERE id = ?",
        (row["state"], row["filed_on"], row["updated_at"], row["id"]),
    )
    bare.execute("COMMIT")


def insertion(table: str, row: Sequence[object]) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})"
