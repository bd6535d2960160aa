"""The readiness of offices as the CDO and the DESTO see it, and what they note: evidence, exemptions, meetings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.model import Office, OfficeType
from app.accounts.people import office_of
from app.accounts.records import OfficeRow
from app.base.identity import holds_aadhaar
from app.base.text import tidy
from app.base.words import Words
from app.errors import InputError
from app.office.desk import Desk
from app.staff import readiness
from app.staff.actions.notes import ITEM, MEETING, note, notes
from app.staff.at import At
from app.staff.checklist import checklist
from app.staff.model import ActionPoint, Call, Heat, Item, ItemStanding, Mark, Meeting, Readiness
from app.staff.readiness import Table, mark_of, percent_of

_NOWHERE = Words("—", "—")
_LEVELS = frozenset({OfficeType.BLOCK, OfficeType.TEHSIL})


class ReadinessDesk:
    """`after` is called once something was noted."""

    def __init__(self, desk: Desk, after: Callable[[], None]) -> None:
        self._desk, self._after = desk, after

    def items(self) -> tuple[Item, ...]:
        return checklist().items

    def offices(self) -> tuple[Readiness, ...]:
        """Return every office's checklist, the least ready first."""
        with self._desk.records.read() as session:
            offices = {row.id: office_of(row.document) for row in session.scalars(select(OfficeRow))}
            noted = {row.id: row.document for row in notes(session, ITEM)}
        found = [_readiness(each, offices, noted, self._at().today()) for each in offices.values()]
        return tuple(sorted(found, key=lambda each: (each.percent, each.name.hi)))

    def by_item(self) -> tuple[ItemStanding, ...]:
        return readiness.by_item(self.offices(), checklist())

    def calls(self) -> tuple[Call, ...]:
        """Return who to call about what is late."""
        return readiness.calls(self.offices())

    def heat(self) -> tuple[Heat, ...]:
        """Return the mean percent of each block and department."""
        return readiness.heat(self.offices())

    def office_table(self) -> Table:
        """Return the view by office as headings and rows, for a sheet or a page."""
        return readiness.office_table(self.offices(), checklist())

    def late_table(self) -> Table:
        return readiness.late_table(self.offices(), checklist())

    def give_evidence(self, office: str, item: str, evidence: Mapping[str, str]) -> Readiness:
        """Note the evidence for an item.

        Raises: NotAllowed; InputError("staff.item-unknown" | "staff.evidence-needed" | "staff.holds-aadhaar").
        """
        known = _item(item)
        given = {name: tidy(value) for name, value in evidence.items() if tidy(value)}
        missing = [name for name in known.needs if name not in given]
        if missing:
            raise InputError(reason="staff.evidence-needed", field=missing[0])
        _no_aadhaar(given.values())
        return self._noted(office, item, {"evidence": given})

    def exempt(self, office: str, item: str, order: str, until: date) -> Readiness:
        """Note that an office is exempt of an item by an order, until a day.

        Raises: NotAllowed; InputError("staff.item-unknown" | "staff.order-needed" | "staff.term-over").
        """
        _item(item)
        if not tidy(order):
            raise InputError(reason="staff.order-needed", field="order")
        if until < self._at().today():
            raise InputError(reason="staff.term-over", field="until")
        return self._noted(office, item, {"exempt": {"order": tidy(order), "until": until.isoformat()}})

    def meetings(self) -> tuple[Meeting, ...]:
        """Return the meetings, the latest first."""
        with self._desk.records.read() as session:
            found = [_meeting(row.id, row.document) for row in notes(session, MEETING)]
        return tuple(sorted(found, key=lambda each: each.on, reverse=True))

    def keep_meeting(
        self, on: date, chair: str, minutes: str, points: Sequence[ActionPoint], id: str = ""
    ) -> Meeting:
        """Keep a meeting's minutes with its action points. Raises: NotAllowed; InputError("staff.minutes-needed")."""
        if not tidy(minutes) or not tidy(chair):
            raise InputError(reason="staff.minutes-needed", field="minutes")
        _no_aadhaar([minutes, *(each.text for each in points)])
        document = {
            "on": on.isoformat(),
            "chair": tidy(chair),
            "minutes": minutes.strip(),
            "points": [
                {"text": each.text, "office": each.office, "due": each.due.isoformat(), "done": each.done}
                for each in points
            ],
        }
        at = self._at_work()
        with self._desk.records.write() as session:
            made = note(session, at, MEETING, at.acting.office.id, document, id)
        self._after()
        return _meeting(made, document)

    def points_due(self) -> tuple[tuple[Meeting, ActionPoint], ...]:
        """Return the action points that are not done, the longest due first."""
        found = [(each, point) for each in self.meetings() for point in each.points if not point.done]
        return tuple(sorted(found, key=lambda pair: pair[1].due))

    def _noted(self, office: str, item: str, change: dict[str, Any]) -> Readiness:
        at, place = self._at_work(), _place(office, item)
        with self._desk.records.write() as session:
            held = next((row.document for row in notes(session, ITEM, office) if row.id == place), {})
            note(session, at, ITEM, office, {**held, "item": item, **change, "by": at.who}, place)
            found = _one(session, office, at.today())
        self._after()
        return found

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock)

    def _at_work(self) -> At:
        self._desk.at_work()
        return self._at()


def _one(session: Session, office: str, today: date) -> Readiness:
    offices = {row.id: office_of(row.document) for row in session.scalars(select(OfficeRow))}
    if office not in offices:
        raise InputError(reason="staff.office-unknown", field="office", office=office)
    return _readiness(offices[office], offices, {row.id: row.document for row in notes(session, ITEM)}, today)


def _readiness(
    office: Office, offices: Mapping[str, Office], noted: Mapping[str, Mapping[str, Any]], today: date
) -> Readiness:
    known = checklist()
    marks = tuple(
        _mark(item, noted.get(_place(office.id, item.id), {}), known.on, today) for item in known.items
    )
    chain = _up_from(office, offices)
    return Readiness(
        office=office.id,
        name=office.name,
        kind=office.kind.value,
        block=next((each.name for each in chain if each.kind in _LEVELS), office.district),
        department=next(
            (each.name for each in chain if each.kind is OfficeType.HEAD_OF_DEPARTMENT), _NOWHERE
        ),
        phone=office.phone,
        marks=marks,
        percent=percent_of(marks, known),
    )


def _place(office: str, item: str) -> str:
    """Return the id of what is noted: the same from every desk."""
    return f"{office}:{item}"[-64:]


def _mark(item: Item, noted: Mapping[str, Any], order: date, today: date) -> Mark:
    exempt = noted.get("exempt")
    until = date.fromisoformat(exempt["until"]) if exempt else None
    return mark_of(item, noted.get("evidence", {}), until, order, today, by=str(noted.get("by", "")))


def _up_from(office: Office, offices: Mapping[str, Office]) -> list[Office]:
    chain: list[Office] = []
    at: Office | None = office
    while at is not None and at not in chain:
        chain.append(at)
        at = offices.get(at.parent)
    return chain


def _meeting(id: str, told: Mapping[str, Any]) -> Meeting:
    points = tuple(
        ActionPoint(each["text"], each["office"], date.fromisoformat(each["due"]), each["done"])
        for each in told["points"]
    )
    return Meeting(id, date.fromisoformat(told["on"]), told["chair"], told["minutes"], points)


def _item(id: str) -> Item:
    found = checklist().item(id)
    if found is None:
        raise InputError(reason="staff.item-unknown", field="item", item=id)
    return found


def _no_aadhaar(texts: Iterable[str]) -> None:
    if any(map(holds_aadhaar, texts)):
        raise InputError(reason="staff.holds-aadhaar", field="evidence")
