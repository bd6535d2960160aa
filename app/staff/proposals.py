"""What the desk knows already of an office's evidence, so that nobody types what the master tells."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.model import Role
from app.staff.actions.notes import INSTANCE, notes
from app.staff.posts import Posted
from app.staff.records import MasterRow
from app.staff.seats import seats
from app.staff.serving import serving

Facts = Mapping[str, str]


def proposals(session: Session, office: str, day: date, signers: frozenset[str]) -> Mapping[str, Facts]:
    """Return facts by item and name of the fact. `signers` are the people whose token is enrolled.

    Nothing counts as evidence before a person has looked at it and entered it.
    """
    everywhere = seats(session, day)
    own, posts = (
        everywhere.get(office, ()),
        {seat.post: seat for each in everywhere.values() for seat in each},
    )
    holders = {each.person for seat in own for each in seat.holders}
    keeper = next((seat.holders[-1] for seat in own if Role.EMD_MANAGER in seat.roles and seat.holders), None)
    people, mailed = _counts(session, office)
    noted = next((row.document for row in notes(session, INSTANCE, office)), {})
    admin = posts.get(str(noted.get("super_admin", "")))
    return {
        "staff-identified": _counted(people=people),
        "nic-mail": _counted(received=mailed, needed=people),
        "training": _counted(needed=people),
        "dsc": _counted(received=len(holders & signers), needed=len(holders)),
        "emd-manager": _named(session, keeper),
        "super-admin": _named(session, admin.holders[-1] if admin and admin.holders else None)
        | {"instance": str(noted.get("instance", ""))},
    }


def _counted(**counts: int) -> dict[str, str]:
    """Return figures; nothing at all where there is nobody to count."""
    return {name: str(count) for name, count in counts.items()} if any(counts.values()) else {}


def _counts(session: Session, office: str) -> tuple[int, int]:
    """Return how many people the master has of an office, and how many of them with an official address."""
    people = serving(session, office)
    return len(people), sum(bool(each.email) for each in people)


def _named(session: Session, posted: Posted | None) -> dict[str, str]:
    if posted is None:
        return {}
    known = session.get(MasterRow, posted.person)
    mobile = known.mobile if known else ""
    return {"name": posted.name.hi, "post": posted.designation.hi, "mobile": mobile}
