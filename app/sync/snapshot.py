"""Everything from the beginning, when the centre no longer knows our place in its feed.

The pages are laid beside the live rows; only when all have come are they swapped in, a few at a time, and the
place moves on with the last of them. Cut short, it goes on where it stood. The outbox is never touched.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row, delete, insert, select, text
from sqlalchemy.dialects.sqlite import insert as insert_or_replace
from sqlalchemy.orm import Session

from app.errors import CentralRefused
from app.ports.centre import Centre, Change
from app.records.engine import Records
from app.records.marks import mark, set_mark
from app.records.tables import table_of
from app.sync.records import HeldRow, StagedRow
from app.sync.sending import GoOn

CURSOR = "feed.cursor"
_STATE, _AFTER, _END = "snapshot.state", "snapshot.after", "snapshot.end"
_FETCHING, _SWAPPING = "fetching", "swapping"
_PAGE, _AT_ONCE, _UNKNOWN_CURSOR = 200, 25, 410
_STAGED, _HELD = table_of(StagedRow), table_of(HeldRow)
_LAY = insert_or_replace(_STAGED).prefix_with("OR REPLACE")
_GONE = insert(_STAGED).from_select(
    ["collection", "id", "version", "deleted", "document"],
    select(_HELD.c.collection, _HELD.c.id, text("0"), text("1"), text("'{}'")).where(
        ~select(_STAGED.c.id)
        .where(_STAGED.c.collection == _HELD.c.collection, _STAGED.c.id == _HELD.c.id)
        .exists()
    ),
)
"""What the desk holds and the centre no longer has: a tombstone of version 0."""


class Snapshot:
    """`take` takes in one document, whatever its version."""

    def __init__(self, records: Records, centre: Centre, take: Callable[[Session, Change], bool]) -> None:
        self._records, self._centre, self._take = records, centre, take

    def begun(self) -> bool:
        """Say whether one was begun and not finished."""
        with self._records.read() as session:
            return bool(mark(session, _STATE))

    def begin(self) -> None:
        """Begin anew; what was laid before is thrown away."""
        with self._records.write() as session:
            session.execute(delete(_STAGED))
            set_mark(session, _AFTER, "")
            set_mark(session, _STATE, _FETCHING)

    def finish(self, go_on: GoOn) -> int:
        """Fetch and swap in what is left of it; return how many documents were taken in. Raises: CentralError."""
        while go_on() and self._state() == _FETCHING:
            self._fetch()
        news = 0
        while go_on() and self._state() == _SWAPPING:
            news += self._swap_some()
        return news

    def _state(self) -> str:
        with self._records.read() as session:
            return mark(session, _STATE)

    def _fetch(self) -> None:
        with self._records.read() as session:
            after = mark(session, _AFTER)
        try:
            page = self._centre.snapshot(after, _PAGE)
        except CentralRefused as refused:
            if after and refused.facts.get("status") == _UNKNOWN_CURSOR:
                self.begin()
                return
            raise
        with self._records.write() as session:
            _lay(session, page.items)
            set_mark(session, _AFTER, page.cursor)
            if not page.more:
                session.execute(_GONE)
                set_mark(session, _END, page.cursor)
                set_mark(session, _STATE, _SWAPPING)

    def _swap_some(self) -> int:
        """Swap in a few documents; with the last of them the feed goes on from the snapshot's end."""
        with self._records.write() as session:
            rows = session.execute(
                select(_STAGED).order_by(_STAGED.c.collection, _STAGED.c.id).limit(_AT_ONCE)
            ).all()
            news = taken = 0
            for row in self._records.until_waited_for(rows):
                news += self._take(session, _change(row))
                session.execute(
                    delete(_STAGED).where(_STAGED.c.collection == row.collection, _STAGED.c.id == row.id)
                )
                taken += 1
            if taken == len(rows) < _AT_ONCE:
                set_mark(session, CURSOR, mark(session, _END))
                for name in (_STATE, _AFTER, _END):
                    set_mark(session, name, "")
        return news


def _change(row: Row[Any]) -> Change:
    return Change(row.collection, row.id, row.version, row.deleted, row.document)


def _lay(session: Session, items: tuple[Change, ...]) -> None:
    rows = [
        {
            "collection": change.collection,
            "id": change.id,
            "version": change.version,
            "deleted": change.deleted,
            "document": dict(change.document),
        }
        for change in items
    ]
    if rows:
        session.execute(_LAY, rows)
