"""Finds other applications that may be the same person's, before money is taken."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.base.names import alike
from app.base.text import number_as_compared
from app.counter.at import At
from app.counter.find import find
from app.counter.model import OTHER_HOLDER, OTHER_NAME, Likeness
from app.counter.records import ApplicationRow
from app.counter.walk import State

_MOST = 5
_VOID = (State.CANCELLED.value, State.REJECTED.value, State.REFUNDED.value)
SAME_AADHAAR, SAME_MOBILE = "duplicate.same-aadhaar", "duplicate.same-mobile-similar-name"


def likenesses(session: Session, at: At, row: ApplicationRow) -> tuple[Likeness, ...]:
    """Return up to five, newest first: the same Aadhaar token, or the same mobile and a name that sounds alike.

    Only applications for the same service count: one worker may well take all three. But one Aadhaar number under
    two names is wrong in whichever services they stand.
    """
    same, holders = [], _other_holders(session, at, row)
    if row.aadhaar_token:
        same.append(ApplicationRow.aadhaar_token == row.aadhaar_token)
    if row.mobile:
        same.append(and_(ApplicationRow.mobile == row.mobile, ApplicationRow.service == row.service))
    if not same:
        return holders
    asked = (
        select(ApplicationRow)
        .where(or_(*same), ApplicationRow.id != row.id)
        .where(ApplicationRow.state.not_in(_VOID))
        .order_by(ApplicationRow.updated_at.desc())
    )
    found = (_likeness(at, row, other) for other in session.scalars(asked.limit(_MOST * 4)))
    return (*holders, *(each for each in found if each))[:_MOST]


def _other_holders(session: Session, at: At, row: ApplicationRow) -> tuple[Likeness, ...]:
    """Return who was given, at this desk and under quite another name, a number that the form names."""
    asked = {
        number_as_compared(str(row.answers.get(field.id, "")))
        for field in at.pack(row.service).fields
        if field.number_of
    }
    given = (each for number in sorted(asked - {""}) for each in find(session, at, number, _MOST))
    return tuple(
        Likeness(each.id, each.service, each.applicant, each.state, each.updated_at, OTHER_HOLDER)
        for each in given
        if number_as_compared(each.registration_number) in asked
        and row.applicant
        and not alike(row.applicant, each.applicant)
    )


def _likeness(at: At, row: ApplicationRow, other: ApplicationRow) -> Likeness | None:
    named, same_service = row.applicant and other.applicant, row.service == other.service
    if row.aadhaar_token and row.aadhaar_token == other.aadhaar_token:
        other_name = bool(named) and not alike(row.applicant, other.applicant)
        if not other_name and not same_service:
            return None
        reason = OTHER_NAME if other_name else SAME_AADHAAR
    elif same_service and alike(row.applicant, other.applicant):
        reason = SAME_MOBILE
    else:
        return None
    name = at.pack(other.service).name
    return Likeness(other.id, name, other.applicant, State(other.state), other.updated_at, reason)
