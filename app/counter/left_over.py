"""Which pages taken in are of no more use, and how a desk lets go of them: they may show an Aadhaar number."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.attachments.actions import let_go, let_go_uncovered
from app.attachments.records import PageRow
from app.counter.reading import UNFILED
from app.counter.records import ApplicationRow
from app.counter.walk import ENDED, State
from app.packs.model import Pack
from app.records.engine import Records

FORGOTTEN = timedelta(days=30)
"""So long the pages of a form that was never filed are kept after anyone last touched it; no money hangs on it."""

_DONE = ENDED | {State.REFUND_DUE}
_NEVER_FILED = ApplicationRow.filed_on.is_(None)


def let_go_of_ended(records: Records, packs: Iterable[Pack]) -> int:
    """Let go of the pages of forms given up, and of uncovered ones of applications that ended; return of how many."""
    given_up = (ApplicationRow.state == State.CANCELLED) & _NEVER_FILED
    with records.read() as session:
        ended = _with_pages(session, given_up)
        uncovered = {pack.id: _uncovered(session, pack) for pack in packs}
    for each in ended:
        let_go(records, each)
    for pack in packs:
        for each in uncovered[pack.id]:
            let_go_uncovered(records, each, pack)
    return len(ended) + sum(map(len, uncovered.values()))


def let_go_of_forgotten(records: Records, now: datetime) -> int:
    """Let go of the pages of forms that nobody came back to; return of how many. The form itself stays."""
    untouched = (
        _NEVER_FILED & ApplicationRow.state.in_(UNFILED) & (ApplicationRow.updated_at < now - FORGOTTEN)
    )
    with records.read() as session:
        forgotten = _with_pages(session, untouched)
    for each in forgotten:
        let_go(records, each)
    return len(forgotten)


def _with_pages(session: Session, which: ColumnElement[bool]) -> Sequence[str]:
    pages = select(PageRow.id).where(PageRow.application == ApplicationRow.id).exists()
    return session.scalars(select(ApplicationRow.id).where(which, pages)).all()


def _uncovered(session: Session, pack: Pack) -> Sequence[str]:
    """Return the ended applications for a service with a page on which digits were neither covered nor denied."""
    places = [slot.id for slot in pack.documents if slot.mask_aadhaar]
    asked = (
        select(ApplicationRow.id)
        .join(PageRow, PageRow.application == ApplicationRow.id)
        .where(ApplicationRow.service == pack.id, ApplicationRow.state.in_(_DONE), ~_NEVER_FILED)
        .where(PageRow.slot.in_(places), PageRow.cleared.is_(False))
    )
    return session.scalars(asked.distinct()).all()
