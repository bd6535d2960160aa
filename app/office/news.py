"""What the centre's news mean at this desk: numbers, money, registrations and notices reach the counter's acts.

Whatever arrives by itself is done in the name of the person who filed: it is their work, finished later. Where
they have left the post, it is done in the name of somebody who may do it now.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.directory import COLLECTIONS, take_change
from app.accounts.model import Acting, may
from app.accounts.people import acting_for, people_here, posts_of
from app.attachments.blobs import blob_path
from app.base.days import office_day
from app.base.words import Words
from app.counter.actions import challan, forgotten, pay, told
from app.counter.at import At
from app.counter.model import FILED, WITHDRAWN, ChallanState
from app.counter.reading import UNFILED, row_of
from app.counter.records import ApplicationRow, PaymentRow
from app.counter.walk import State
from app.office import efile_news, staff_news
from app.office.desk import Desk, Happened
from app.ports.centre import Change, PaymentAnswer
from app.sync.inbox import Receiver, Receivers
from app.sync.outbox import Accepted
from app.sync.worker import Meaning

NUMBERED, ISSUED = frozenset({FILED, WITHDRAWN}), "acknowledgement.issued"
_PAID_IN = frozenset({ChallanState.DEPOSITED, ChallanState.VERIFIED})
Take = Callable[[Session, At, Mapping[str, Any]], None]


def meaning(desk: Desk, in_passing: Callable[[], None]) -> Meaning:
    """Return what the wire needs to know of the rooms it does not know; `in_passing` is done with each round."""

    def due() -> None:
        _ask_of_late_ones(desk)
        efile_news.due(desk)
        in_passing()

    return Meaning(
        partial(_apply, desk),
        _receivers(desk),
        lambda sha256: blob_path(desk.records.home, sha256),
        due,
    )


def _ask_of_late_ones(desk: Desk) -> None:
    with desk.records.read() as session:
        ids = told.unasked(session)
    if ids:
        with desk.records.write() as session:
            told.ask(session, ids, desk.clock.now())
        desk.tell(Happened.APPLICATIONS)


def _apply(desk: Desk, session: Session, accepted: Sequence[Accepted]) -> None:
    told.filed(session, {each.subject: each.reply for each in accepted if each.kind in NUMBERED})
    for each in accepted:
        if each.kind in efile_news.ANSWERED:
            efile_news.answered(session, each.kind, each.subject, each.reply)
        elif each.kind in staff_news.ANSWERED:
            staff_news.answered(session, desk, each.kind, each.subject, each.reply)


def _receivers(desk: Desk) -> Receivers:
    return {
        "application": _for(desk, "id", told.application),
        "payment": _for(desk, "application", _payment),
        "challan": _for(desk, "application", _challan),
        "money-told": partial(_money_told, desk),
        "notice": lambda session, change: told.notice(session, change.document),
        **dict.fromkeys(COLLECTIONS, take_change),
        **efile_news.receivers(desk.clock),
        **staff_news.RECEIVERS,
    }


def _money_told(desk: Desk, session: Session, change: Change) -> None:
    """Take in what this desk did before it was put back from a backup; what it still knows is passed over."""
    for told_once in change.document["entries"]:
        row = session.get(ApplicationRow, told_once["application"])
        if (
            row is not None
            and State(row.state) not in UNFILED
            and not forgotten.is_known(session, told_once["id"])
        ):
            forgotten.remember(session, desk.at(in_whose_name(session, row, desk)), told_once)


def _for(desk: Desk, key: str, take: Take) -> Receiver:
    """Take in a document about an application of this desk; one of another desk is none of ours."""

    def received(session: Session, change: Change) -> None:
        row = session.get(ApplicationRow, str(change.document.get(key, "")))
        if row is not None:
            take(session, desk.at(in_whose_name(session, row, desk)), change.document)

    return received


def in_whose_name(session: Session, row: ApplicationRow, desk: Desk) -> Acting:
    """Raises: InputError("login.no-post"), where who filed is not known any more and nobody else may act."""
    day = office_day(desk.clock.now())
    if row.post not in {post.id for post in posts_of(session, row.created_by, day)}:
        for person in people_here(session, day):
            for post in posts_of(session, person.id, day):
                if may(post.roles, ISSUED):
                    return acting_for(session, person.id, post.id)
    return acting_for(session, row.created_by, row.post)


def _payment(session: Session, at: At, document: Mapping[str, Any]) -> None:
    if _is_unfiled(session, document):
        return
    refund_ref = document.get("refund_ref", "")  # an older centre says it in the citizen's notice alone
    answer = PaymentAnswer(document["key"], document["state"], document["gateway_ref"], "", refund_ref)
    if session.get(PaymentRow, answer.key) is None:
        pay.learned(session, at, row_of(session, document["application"]), answer)
    else:
        pay.answered(session, at, answer)


def _challan(session: Session, at: At, document: Mapping[str, Any]) -> None:
    if _is_unfiled(session, document):
        return
    refusal = Words(document["reason_hi"], document["reason_en"]) if document["reason_hi"] else None
    if document["state"] in _PAID_IN:
        challan.learned(session, at, row_of(session, document["application"]), document["number"])
    challan.decided(session, at, document["number"], document["state"], refusal)


def _is_unfiled(session: Session, document: Mapping[str, Any]) -> bool:
    """Say whether it is a form by these records: put back from a backup, they forgot the filing, and no money of it is
    owed back for that.
    """
    return State(row_of(session, document["application"]).state) in UNFILED
