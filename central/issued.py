"""Whether a number that a form names was given here: the Board takes nothing for a registration that nobody has."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.packs.model import Field, Outcome, Pack
from central.body import Rejected
from central.filing import pack_of
from central.model import AppState
from central.sheet import Sheet
from central.tables import application


def require_issued(sheet: Sheet, pack: Pack, given: Mapping[str, Any]) -> None:
    """Hold every number of this centre's own form to what it has given; of any other form it knows nothing.

    Raises: Rejected("application.number-unknown"), naming the field.
    """
    for field in pack.fields:
        written = str(given.get(field.id, ""))
        number = _of_ours(sheet, field, written) if field.number_of else ""
        if number and not _is_given(sheet, field.number_of, number):
            raise Rejected("application.number-unknown", field=field.id, number=written.strip().upper())


def _of_ours(sheet: Sheet, field: Field, written: str) -> str:
    giver = pack_of(sheet.centre.packs, field.number_of, 0)
    prefix = (giver.outcome if giver else Outcome()).prefix
    return sheet.centre.charter.as_given("registration", written, prefix)


def _is_given(sheet: Sheet, service: str, number: str) -> bool:
    asked = select(application.c.id).where(application.c.registration == number)
    stands = asked.where(application.c.service == service, application.c.state == AppState.REGISTERED)
    return sheet.connection.scalar(stands) is not None
