"""The change feed: every document at its last change, in the order of commits, without gaps.

On PostgreSQL a transaction may take an early position and commit late; so a reader stays behind the oldest
transaction that still writes, and the cursor is (transaction, position). On SQLite the one writer makes the
position enough, and the transaction part is 0. A snapshot is the same feed read from its beginning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, and_, literal_column, or_, select

from central.tables import feed

_CURSOR = re.compile(r"g([0-9a-f]{8})\.(\d{1,18})\.(\d{1,18})")
_HORIZON = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", BigInteger)
_NEXT = literal_column("pg_snapshot_xmax(pg_current_snapshot())::text::bigint", BigInteger)
MOST = 500


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the feed: all up to and with it has been read."""

    generation: str
    xid: int
    pos: int

    def __str__(self) -> str:
        return f"g{self.generation}.{self.xid}.{self.pos}"


@dataclass(frozen=True, slots=True)
class Page:
    items: tuple[dict[str, Any], ...]
    cursor: Cursor
    more: bool


def beginning(generation: str) -> Cursor:
    """Return the cursor before the first document."""
    return Cursor(generation, 0, 0)


def read_cursor(written: str, generation: str) -> Cursor | None:
    """Return the place that `written` names in this database's life, or None when it is not of it."""
    found = _CURSOR.fullmatch(written)
    if found is None or found[1] != generation:
        return None
    return Cursor(generation, int(found[2]), int(found[3]))


def page(connection: Connection, after: Cursor, scopes: Sequence[str], limit: int) -> Page:
    """Return up to `limit` documents of `scopes` after the cursor."""
    most = max(1, min(limit, MOST))
    found = connection.execute(
        select(feed)
        .where(feed.c.scope.in_(scopes), _later_than(after), *_settled(connection))
        .order_by(feed.c.xid, feed.c.pos)
        .limit(most + 1)
    ).all()
    rows = found[:most]
    last = Cursor(after.generation, rows[-1].xid, rows[-1].pos) if rows else after
    return Page(tuple(_item(row) for row in rows), last, len(found) > most)


def head(connection: Connection, generation: str) -> Cursor:
    """Return the place after all that can be read now."""
    newest = (
        select(feed.c.xid, feed.c.pos)
        .where(*_settled(connection))
        .order_by(feed.c.xid.desc(), feed.c.pos.desc())
        .limit(1)
    )
    row = connection.execute(newest).one_or_none()
    return beginning(generation) if row is None else Cursor(generation, row.xid, row.pos)


def is_of_the_future(connection: Connection, place: Cursor) -> bool:
    """Say whether `place` was never given in this database's life, as after a backup was put back.

    On PostgreSQL it is not held to the head: that steps back while a document there changes again.
    """
    if connection.dialect.name == "sqlite":
        return head(connection, place.generation) < place
    return bool(connection.scalar(select(place.xid >= _NEXT)))


def _later_than(after: Cursor) -> ColumnElement[bool]:
    return or_(feed.c.xid > after.xid, and_(feed.c.xid == after.xid, feed.c.pos > after.pos))


def _settled(connection: Connection) -> list[ColumnElement[bool]]:
    """Leave out what a transaction still open could yet come before."""
    return [] if connection.dialect.name == "sqlite" else [feed.c.xid < _HORIZON]


def _item(row: Any) -> dict[str, Any]:
    return {
        "collection": row.collection,
        "id": row.id,
        "version": row.version,
        "deleted": row.deleted,
        "document": row.document,
    }
