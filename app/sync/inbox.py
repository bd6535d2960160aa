"""The way down: what changed at the centre, page by page; the desk's place moves on with the last of each page."""

from collections.abc import Callable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.errors import AppError, BookMissing, CentralRefused, InputError
from app.ports.centre import Centre, Change, Page
from app.records.engine import Records
from app.records.marks import mark, set_mark
from app.records.tables import table_of
from app.sync.records import HeldRow
from app.sync.sending import GoOn
from app.sync.snapshot import CURSOR, Snapshot

Receiver = Callable[[Session, Change], None]
Receivers = Mapping[str, Receiver]
"""What takes in the documents of each collection; called inside the transaction that moves the cursor on.
A collection without a receiver is none of this desk's.
"""

PAGE = 100
_UNKNOWN_CURSOR = 410
_HELD = table_of(HeldRow)
_NEW = insert(_HELD)
_HOLD = _NEW.on_conflict_do_update(
    index_elements=["collection", "id"], set_={"version": _NEW.excluded.version}
)


class Inbox:
    """Takes in what the centre has for this desk.

    A document that cannot be taken in now holds none behind it: the desk's place in the feed stays before it, so
    that it comes again with the next pull. `kept_back` says why the first of them was not taken in.
    """

    def __init__(self, records: Records, centre: Centre, receivers: Receivers) -> None:
        self._records, self._centre, self._receivers = records, centre, receivers
        self._snapshot = Snapshot(records, centre, self._take_anyway)
        self.kept_back: AppError | None = None

    def pull(self, go_on: GoOn) -> int:
        """Take in all there is; return how many documents were news. Raises: CentralError."""
        self.kept_back = None
        news = self._snapshot.finish(go_on) if self._snapshot.begun() else 0
        with self._records.read() as session:
            cursor = mark(session, CURSOR)
        while go_on():
            if not cursor:
                return news + self._all_again(go_on)
            try:
                page = self._centre.changes(cursor, PAGE)
            except CentralRefused as refused:
                if refused.facts.get("status") != _UNKNOWN_CURSOR:
                    raise
                return news + self._all_again(go_on)
            news += self._take_page(page)
            cursor = page.cursor
            if not page.more:
                break
        return news

    def _take_page(self, page: Page) -> int:
        """Take in a page; return how many documents were news. Cut short between two, it comes whole once more."""
        news = taken = 0
        while True:
            with self._records.write() as session:
                for change in self._records.until_waited_for(page.items[taken:]):
                    news += self._take(session, change)
                    taken += 1
                if taken == len(page.items):
                    if self.kept_back is None:
                        set_mark(session, CURSOR, page.cursor)
                    return news

    def _all_again(self, go_on: GoOn) -> int:
        self._snapshot.begin()
        return self._snapshot.finish(go_on)

    def _take(self, session: Session, change: Change) -> bool:
        """Take in one document unless the desk holds it, or a later one, already."""
        held = select(_HELD.c.version).where(_HELD.c.collection == change.collection, _HELD.c.id == change.id)
        if change.version <= (session.scalar(held) or 0):
            return False
        try:
            with session.begin_nested():
                return self._take_anyway(session, change)
        except (InputError, BookMissing) as error:
            self.kept_back = self.kept_back or error
            return False

    def _take_anyway(self, session: Session, change: Change) -> bool:
        """Take in a document of whatever version: after a snapshot the centre's word is the only one."""
        receiver = self._receivers.get(change.collection)
        if receiver is None:
            return False
        receiver(session, change)
        place = {"collection": change.collection, "id": change.id, "version": change.version}
        if change.version:
            session.execute(_HOLD, place)
        else:
            session.execute(
                delete(_HELD).where(_HELD.c.collection == change.collection, _HELD.c.id == change.id)
            )
        return True
