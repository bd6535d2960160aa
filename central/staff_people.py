"""Which rows of a chunk enter the master, whose they are, and why the others do not."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.base.identity import holds_aadhaar, is_mobile
from app.base.names import alike
from app.staff.posts import LEAVES, Change
from central.body import number, text, wrong
from central.sheet import Sheet
from central.staff_model import SERVING, StaffBatch, StaffPerson

Reply = dict[str, Any]
_DOMAINS = (".nic.in", ".gov.in")
_NUMBERS = frozenset({"mobile", "employee_code"})  # of twelve digits, some may look like one
_TWELVE = re.compile(r"\d{4}[ -]?\d{4}[ -]?\d{4}")  # of any script: the rest need not be looked at closely
_TEXT_ALONE = frozenset({str})


def put_people(
    sheet: Sheet, batch: StaffBatch, rows: Sequence[Mapping[str, Any]], told: Container[int] = ()
) -> list[Reply]:
    """Keep the people of these rows but those who clash; return what is said of each of the latter.

    `told` are the places of the rows of which whoever confirmed them was told that the person left service.
    """
    people = [person_of(batch, row) for row in rows]
    taken = _Taken(sheet, people)
    refused: list[Reply] = []
    for place, (row, came) in enumerate(zip(rows, people, strict=True)):
        before = sheet.get(StaffPerson, came.id) or taken.same(came)
        found = _as_held(came, before) if before else came
        clash = _fault(found) or _elsewhere(found, before) or _left(found, before, is_told=place in told)
        clash = clash or taken.clash(found)
        if clash:
            refused.append({"row": row["row"], **clash})
            continue
        taken.add(found)
        sheet.put(replace(found, version=before.version + 1) if before else found)
    return refused


def _as_held(came: StaffPerson, before: StaffPerson) -> StaffPerson:
    """Return the person as they came, under the id they have; a sheet ends no suspension."""
    state = before.state if before.state == Change.SUSPENDED else came.state
    return replace(came, id=before.id, state=state)


def person_of(batch: StaffBatch, row: Mapping[str, Any]) -> StaffPerson:
    values = row.get("values")
    number(row, "row")
    if not isinstance(values, dict) or not set(map(type, values.values())) <= _TEXT_ALONE:
        raise wrong("values")
    return StaffPerson(
        id=text(row, "person", most=36),
        version=1,
        office=batch.office,
        desk_office=batch.desk_office,
        code=values.get("employee_code", "")[:64],
        email=values.get("email", "")[:254].lower(),
        mobile=values.get("mobile", "")[:16],
        token=text(row, "token", least=0, most=64),
        state=SERVING,
        batch=batch.id,
        row_values=values,
    )


def _fault(found: StaffPerson) -> Reply | None:
    """The desk has checked every rule; the centre asks again what must never be wrong in the master."""
    if not found.row_values.get("name"):
        return _said("name", "staff.name-missing")
    if not is_mobile(found.mobile):
        return _said("mobile", "staff.mobile-wrong")
    if not f".{found.email.rpartition('@')[2]}".endswith(_DOMAINS):
        return _said("email", "staff.email-wrong")
    return None


def holds_number(found: StaffPerson) -> bool:
    """Say whether a whole Aadhaar number stands in a row, that no other desk may be shown."""
    free = " | ".join(each for name, each in found.row_values.items() if name not in _NUMBERS)
    return bool(_TWELVE.search(free)) and holds_aadhaar(free)


def _elsewhere(found: StaffPerson, before: StaffPerson | None) -> Reply | None:
    """Who serves in another office, suspended or not, is relieved there before this one can have them."""
    if before is None or before.office == found.office or before.state in LEAVES:
        return None
    name = str(before.row_values.get("name", ""))
    return _said("office", "staff.serves-elsewhere", office=before.office, name=name)


def _left(found: StaffPerson, before: StaffPerson | None, *, is_told: bool) -> Reply | None:
    """Nobody serves again by a sheet of their own office that had not been told; and nobody who died."""
    if before is None or before.office != found.office or before.state not in LEAVES:
        return None
    if is_told and before.state != Change.DIED:
        return None
    return _said("name", "staff.left-service", name=str(before.row_values.get("name", "")))


class _Taken:
    """Who has a code, an address or an Aadhaar number already, in the master and in the chunk so far."""

    _ONCE = (
        ("code", "employee_code", "staff.code-taken"),
        ("email", "email", "staff.email-taken"),
        ("token", "aadhaar", "staff.aadhaar-taken"),
    )

    def __init__(self, sheet: Sheet, people: Sequence[StaffPerson]) -> None:
        columns = ("id", *(column for column, _, _ in self._ONCE))
        wanted = {name: frozenset(getattr(each, name) for each in people) - {""} for name in columns}
        self._held: dict[tuple[str, str], StaffPerson] = {}
        self._came = set[str]()  # with this chunk: two rows are two people
        for found in sheet.fetch_any(StaffPerson, wanted):
            self._hold(found)

    def clash(self, person: StaffPerson) -> Reply | None:
        for column, field, code in self._ONCE:
            value = getattr(person, column)
            other = self._held.get((column, value)) if value else None
            if other is not None and other.id != person.id:
                return _said(field, code, office=other.office, name=str(other.row_values.get("name", "")))
        return None

    def same(self, person: StaffPerson) -> StaffPerson | None:
        """Return who of another office, or who left service, is this one: a desk may not have known of them.

        An Aadhaar number is one person's; a code or an address is theirs if the name is, and no other sign is against.
        """
        for column, _, _ in reversed(self._ONCE):
            value = getattr(person, column)
            other = self._held.get((column, value)) if value else None
            if other is None or other.id in self._came:
                continue
            is_elsewhere = other.office != person.office or other.state != SERVING
            if is_elsewhere and (column == "token" or _may_be(other, person)):
                return other
        return None

    def add(self, person: StaffPerson) -> None:
        self._came.add(person.id)
        self._hold(person)

    def _hold(self, person: StaffPerson) -> None:
        for column, _, _ in self._ONCE:
            self._held[column, getattr(person, column)] = person


def _may_be(other: StaffPerson, person: StaffPerson) -> bool:
    tokens = {other.token, person.token} - {""}
    names = other.row_values.get("name", ""), person.row_values.get("name", "")
    return len(tokens) < 2 and alike(*names)  # noqa: PLR2004  two are two people


def _said(field: str, code: str, **facts: str) -> Reply:
    return {"field": field, "code": code, "facts": facts}
