"""A challan taken out of force: nobody may pay in under it any more, and the centre is told."""

from sqlalchemy.orm import Session

from app.counter.at import At
from app.counter.model import ChallanState
from app.counter.reading import challan_in_force, row_of
from app.counter.records import ApplicationRow, ChallanRow
from app.errors import WrongStep
from app.records.books import cancel_number
from app.records.journal import write_entry


def void(session: Session, at: At, row: ApplicationRow, reason: str) -> None:
    """Take the open challan out of force and tell the centre; the walk is the caller's."""
    challan = open_challan(session, row.id)
    lapsed = challan.valid_until < at.today()
    row.updated_at = at.now()
    challan.state = (ChallanState.EXPIRED if lapsed else ChallanState.CANCELLED).value
    cancel_number(session, challan.number, reason, clock=at.clock)
    tell(session, at, row, "challan.cancelled", challan.number, reason=reason)


def open_challan(session: Session, id: str) -> ChallanRow:
    """Return the application's challan in force, else its newest. Raises: WrongStep, where it never had one."""
    found = challan_in_force(session, id)
    if found is None:
        raise WrongStep(state=row_of(session, id).state, event="challan")
    return found


def tell(session: Session, at: At, row: ApplicationRow, kind: str, number: str, **facts: str | int) -> None:
    """Write an entry about the challan of a number."""
    body = {"application": row.id, "number": number, **facts}
    write_entry(session, at.acting, kind, row.id, body, (), row.version, clock=at.clock)
