"""A counter with years behind it: one real registration, told again 50,000 times with other names, numbers and days."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.base.document import Kind
from tests.bench.desk import registered, started, training_desk

APPLICATIONS, TODAY = 50_000, 40
MOMENT = "%Y-%m-%d %H:%M:%S.%f"
# The tables an application has rows in, and by which column they belong to it.
OWNED = {
    "document": "subject",
    "money": "application",
    "payment": "application",
    "journal": "subject",
    "outbox": "subject",
}
UNIQUE = {
    "document": ("id", "number"),
    "money": ("id",),
    "payment": ("key",),
    "journal": ("id",),
    "outbox": ("entry",),
}
FIND = "INSERT INTO application_find (rowid, id, name, sound, numbers) VALUES (?, ?, ?, ?, ?)"
Row = Mapping[str, Any]


def make_past(home: Path, count: int = APPLICATIONS) -> None:
    """Fill an empty home: a trained operator, `count` finished applications, and a queue of today."""
    with training_desk(home) as office:
        model = registered(office)
        shelf = [paper for paper in office.counter.open(model).papers if paper.kind is Kind.ACKNOWLEDGEMENT]
        office.counter.hand_over(shelf[0].id)
        for _ in range(TODAY):
            started(office)
    with closing(sqlite3.connect(home / "records.sqlite3", isolation_level=None)) as records:
        records.row_factory = sqlite3.Row
        records.execute("PRAGMA synchronous = OFF")
        records.execute("BEGIN")
        _tell_again(records, model, count)
        records.execute("INSERT OR REPLACE INTO mark SELECT 'find.indexed', max(rowid) FROM application")
        records.execute("COMMIT")
        records.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tell_again(records: sqlite3.Connection, model: str, count: int) -> None:
    row = dict(records.execute("SELECT * FROM application WHERE id = ?", (model,)).fetchone())
    first = records.execute("SELECT max(rowid) FROM application").fetchone()[0] + 1
    _insert(records, "application", (_shifted(row, number) | {"id": _id(number)} for number in range(count)))
    names = (
        (first + each, _id(each), f"आवेदक {each}", f"avdk {each}", f"98{each:08}") for each in range(count)
    )
    records.executemany(FIND, names)
    for table, owner in OWNED.items():
        kept = [
            dict(each) for each in records.execute(f'SELECT * FROM "{table}" WHERE "{owner}" = ?', (model,))
        ]
        again = (_other(table, owner, each, number) for number in range(count) for each in kept)
        _insert(records, table, again)


def _other(table: str, owner: str, row: Row, number: int) -> Row:
    found = _shifted(row, number) | {owner: _id(number)}
    found |= {column: f"{row[column]}-{number}" for column in UNIQUE[table]}
    if table == "journal":
        # An epoch of its own: the chain of this desk goes on where it was.
        found |= {"position": None, "epoch": -1 - number}
    return found


def _id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012}"


def _shifted(row: Row, number: int) -> dict[str, Any]:
    """Return the row as of an earlier day; about a hundred applications a day."""
    return {name: _earlier(value, number) for name, value in row.items()}


def _earlier(value: Any, number: int) -> Any:
    try:
        moment = datetime.strptime(value, MOMENT)
    except (TypeError, ValueError):
        return value
    return (moment - timedelta(days=1 + number // 100)).strftime(MOMENT)


def _insert(records: sqlite3.Connection, table: str, rows: Iterator[Row]) -> None:
    first = next(rows, None)
    if first is None:
        return
    columns = list(first)
    named, marks = ", ".join(f'"{each}"' for each in columns), ", ".join("?" * len(columns))
    statement = f'INSERT INTO "{table}" ({named}) VALUES ({marks})'
    records.execute(statement, list(first.values()))
    records.executemany(statement, ([row[column] for column in columns] for row in rows))
