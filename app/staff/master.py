"""Who is in the master already: what the rules of a sheet ask, answered from this desk's copy by indexes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.people import office_of, post_of
from app.accounts.records import OfficeRow, PostRow
from app.records.tables import table_of
from app.staff.designations import common
from app.staff.open_elsewhere import OpenElsewhere
from app.staff.records import MasterRow
from app.staff.serving import LEFT
from app.staff.sheets.model import Known

_PERSON = table_of(MasterRow)
_COLUMNS = {
    "employee_code": _PERSON.c.code,
    "email": _PERSON.c.email,
    "mobile": _PERSON.c.mobile,
    "aadhaar_token": _PERSON.c.token,
}
T = TypeVar("T")
_AT_ONCE = 500  # values in one question; SQLite takes 32,766


class MasterOf:
    """The `Master` that the rules ask; it lives as long as the session it reads with.

    Those of the master who left service are known too: their addresses are not given again. With `besides`, the code
    of an office, those are known too who stand in the open sheets of other offices.
    """

    def __init__(self, session: Session, besides: str = "") -> None:
        self._session = session
        self._open = OpenElsewhere(session, besides) if besides else None

    def designations(self) -> Collection[str]:
        """Return the designations of all posts, in both languages, those the master's people bear, and the common."""
        posts = (
            post_of(document).designation for document in self._session.scalars(select(PostRow.document))
        )
        borne = select(func.json_extract(_PERSON.c.cells, "$.designation")).distinct()
        named = {text for words in posts for text in (words.hi, words.en)}
        return frozenset(named | {text for text in self._session.scalars(borne) if text} | common())

    def offices(self) -> Mapping[str, str]:
        offices = map(office_of, self._session.scalars(select(OfficeRow.document)))
        return {each.code: each.name.hi for each in offices}

    def titles(self) -> Mapping[str, Collection[str]]:
        offices = map(office_of, self._session.scalars(select(OfficeRow.document)))
        return {each.code: (each.name.hi, each.name.en) for each in offices}

    def known(self, field: str, values: Collection[str]) -> Mapping[str, Collection[Known]]:
        column, found = _COLUMNS[field], defaultdict[str, list[Known]](list)
        codes = self._codes()
        for some in _some(sorted(set(values) - {""})):
            told = column, _PERSON.c.name, _PERSON.c.office, _PERSON.c.code, _PERSON.c.state
            for value, name, office, code, state in self._session.execute(
                select(*told).where(column.in_(some))
            ):
                known = Known(name, codes.get(office, office), code, left=state if state in LEFT else "")
                found[value].append(known)
        for value, people in self._open.known(field, values).items() if self._open else ():
            found[value] += people
        return found

    def holds(self, field: str, value: ColumnElement[str], office: str) -> ColumnElement[bool]:
        """Say in a question of one's own that somebody of another office, or who left, has `value` in the field."""
        is_other = or_(_PERSON.c.office != office, _PERSON.c.state.in_(LEFT))
        return exists().where(value != "", _COLUMNS[field] == value, is_other)

    def ids(self, keys: Collection[str]) -> Mapping[str, str]:
        """Return the id of each person by a key as `key_of` writes it: who is known keeps their id."""
        return self._by_key(keys, _PERSON.c.id)

    def values(self, keys: Collection[str]) -> Mapping[str, Mapping[str, str]]:
        """Return what the master has of each person, likewise."""
        return self._by_key(keys, _PERSON.c.cells)

    def _by_key(self, keys: Collection[str], what: ColumnElement[T]) -> dict[str, T]:
        found: dict[str, T] = {}
        wanted = defaultdict[str, list[str]](list)
        for key in keys:
            field, _, value = key.partition(":")
            if value:
                wanted[field].append(value)
        for field, values in wanted.items():
            column = _COLUMNS[field]
            for some in _some(sorted(set(values))):
                asked = select(column, what).where(column.in_(some))
                found |= {f"{field}:{value}": told for value, told in self._session.execute(asked)}
        return found

    def _codes(self) -> dict[str, str]:
        offices = map(office_of, self._session.scalars(select(OfficeRow.document)))
        return {each.id: each.code for each in offices}


def _some(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(values), _AT_ONCE):
        yield values[first : first + _AT_ONCE]
