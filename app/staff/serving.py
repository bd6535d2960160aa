"""Who serves in an office, as this desk's copy of the master has it, and who of a sheet serves elsewhere?"""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.model import Office
from app.accounts.people import office_of
from app.accounts.records import OfficeRow
from app.base.words import Words
from app.errors import InputError
from app.records.tables import table_of
from app.staff.pairing import KNOWN_BY, TOKEN
from app.staff.posts import LEAVES
from app.staff.records import MasterRow
from app.staff.sheets.model import CheckedSheet

_PERSON = table_of(MasterRow)
_COLUMNS = {TOKEN: _PERSON.c.token, "employee_code": _PERSON.c.code, "email": _PERSON.c.email}
SERVING = "serving"
LEFT = tuple(sorted(each.value for each in LEAVES))
_AT_ONCE = 500  # values in one question; SQLite takes 32,766


def office_named(session: Session, named: str) -> Office:
    """Return the office of this id or code. Raises: InputError("staff.office-unknown")."""
    offices = map(office_of, session.scalars(select(OfficeRow.document)))
    found = next((each for each in offices if named in {each.id, each.code}), None)
    if found is None:
        raise InputError(reason="staff.office-unknown", field="office", office=named)
    return found


def codes(session: Session) -> dict[str, str]:
    """Return the code of each office by its id."""
    return {each.id: each.code for each in map(office_of, session.scalars(select(OfficeRow.document)))}


def names(session: Session) -> dict[str, Words]:
    """Return what the office of each code is called."""
    return {each.code: each.name for each in map(office_of, session.scalars(select(OfficeRow.document)))}


def serving(session: Session, office: str) -> Sequence[MasterRow]:
    """Return the people of the office of this id by name; whoever was relieved, retired or died is none of them."""
    asked = select(MasterRow).where(MasterRow.office == office, MasterRow.state.not_in(LEFT))
    return session.scalars(asked.order_by(MasterRow.name, MasterRow.id)).all()


def known_anywhere(session: Session, sheet: CheckedSheet) -> Iterator[MasterRow]:
    """Yield whoever of the master has a token, a code or an address of the sheet; some may come twice."""
    for name in KNOWN_BY:
        values = sorted({value for row in sheet.rows if (value := row.values.get(name))})
        for first in range(0, len(values), _AT_ONCE):
            some = values[first : first + _AT_ONCE]
            yield from session.scalars(select(MasterRow).where(_COLUMNS[name].in_(some)))
