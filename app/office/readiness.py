"""The readiness of offices as the CDO and the DESTO see it, and what they note: evidence, exemptions, meetings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.model import Office, OfficeType, Role
from app.accounts.people import office_of
from app.accounts.records import OfficeRow
from app.base.days import from_iso, iso
from app.base.identity import holds_aadhaar, is_mobile
from app.base.text import tidy
from app.base.words import Language, Words
from app.efile import dsc_register
from app.efile.at import At as FileAt
from app.efile.walk import Enrolled
from app.errors import DeviceMissing, InputError
from app.office.desk import Desk
from app.ports.report import Report
from app.records.whole import write_whole
from app.staff import readiness, reading
from app.staff.actions.notes import ITEM, MEETING, note, notes
from app.staff.at import At
from app.staff.checklist import checklist
from app.staff.entered import Entered, entered
from app.staff.places import Places
from app.staff.posts import Seat
from app.staff.proposals import proposals
from app.staff.readiness import mark_of, percent_of
from app.staff.records import NoteRow
from app.staff.report import report_of
from app.staff.seats import seats
from app.staff.sheets.report_book import write_report
from app.staff.standings import (
    ActionPoint,
    Call,
    FactKind,
    Heat,
    Item,
    ItemStanding,
    Mark,
    Meeting,
    Readiness,
    Standing,
    Standings,
)

_DAYS = frozenset({FactKind.DAY, FactKind.TERM})
_OF_OTHERS = frozenset({OfficeType.KENDRA, OfficeType.BOARD})
"""Offices that move no files of the district."""
_HEADS = frozenset({Role.SENIOR_OFFICER.value, Role.SECTION_OFFICER.value, Role.EMD_MANAGER.value})


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
            told = _told(session)
        counted = [each for each in offices.values() if each.kind not in _OF_OTHERS]
        places, today = Places(offices), self._at().today()
        found = [_readiness(each, places, told, today) for each in counted]
        return tuple(sorted(found, key=lambda each: (each.percent, each.name.hi)))

    def by_item(self) -> tuple[ItemStanding, ...]:
        return readiness.by_item(self.offices(), checklist())

    def calls(self) -> tuple[Call, ...]:
        """Return who to call about what is late: who was named, else the head whom the directory knows."""
        return self.standings().calls

    def heat(self) -> tuple[Heat, ...]:
        """Return the mean percent of each block and department."""
        return readiness.heat(self.offices())

    def standings(self) -> Standings:
        """Return everything at once, so that a screen or a page tells of one moment."""
        today, found = self._at().today(), self.offices()
        with self._desk.records.read() as session:
            held, sheets = seats(session, today), reading.sheets(session, self._at())
        late = readiness.calls(found, checklist())
        calls = tuple(
            replace(_with_head(each, held.get(each.office, ())), sheet=sheets.get(each.office))
            for each in late
        )
        return Standings(
            day=today,
            percent=readiness.mean_percent(found, checklist(), today),
            items=self.items(),
            offices=found,
            heat=readiness.heat(found),
            by_item=readiness.by_item(found, checklist()),
            calls=calls,
            due=self.points_due(),
            progress=readiness.progress(found, checklist()),
            keepers={office: name for office, each in held.items() if (name := _keeper(each))},
        )

    def export(self, file: Path, language: Language = Language.HINDI) -> Path:
        """Write all of it as a workbook, or as A4 pages where the name ends in `.pdf`; return the file.

        Raises: InputError("export.cannot-write"); DeviceMissing("readiness.no-pages").
        """
        at = self._at()
        report = report_of(
            self.standings(),
            at.acting.office.name,
            at.acting.person.name,
            at.now(),
            language,
            training=self._desk.settings.training,
        )
        if file.suffix.lower() == ".pdf":
            _write(file, self._pages(report))
            return file
        workbook = file if file.suffix.lower() == ".xlsx" else file.with_name(f"{file.name}.xlsx")
        write_report(report, workbook)
        return workbook

    def proposals(self, office: str, item: str) -> Mapping[str, str]:
        """Return what this desk knows already of an item's evidence, by the facts' names."""
        at = self._at()
        with self._desk.records.read() as session:
            file_at = FileAt(at.acting, at.clock, self._desk.records.home)
            register = dsc_register.register(session, file_at)
            signers = frozenset(each.person for each in register if each.state is Enrolled.APPROVED)
            return proposals(session, office, at.today(), signers).get(item, {})

    def give_evidence(self, office: str, item: str, evidence: Mapping[str, str]) -> Readiness:
        """Note the evidence for an item.

        Raises: NotAllowed; InputError("staff.item-unknown" | "staff.evidence-by-centre" | "staff.evidence-needed" |
        "staff.evidence-wrong" | "staff.holds-aadhaar").
        """
        known = _item(item)
        if known.by_centre:
            raise InputError(reason="staff.evidence-by-centre", field="item")
        given = {name: tidy(value) for name, value in evidence.items() if tidy(value)}
        missing = [name for name in known.needs if name not in given]
        if missing:
            raise InputError(reason="staff.evidence-needed", field=missing[0])
        for fact in known.facts:
            if fact.id in given and not _fits(fact.kind, given[fact.id]):
                raise InputError(reason="staff.evidence-wrong", field=fact.id)
        _no_aadhaar(given.values())
        return self._noted(office, item, lambda by: {"evidence": given, **by})

    def exempt(self, office: str, item: str, order: str, until: date) -> Readiness:
        """Note that an office is exempt of an item by an order, until a day.

        When evidence was given, if any was, stays as it was: that is the day from which the item counts as done.

        Raises: NotAllowed; InputError("staff.item-unknown" | "staff.order-needed" | "staff.term-over" |
        "staff.holds-aadhaar").
        """
        _item(item)
        if not tidy(order):
            raise InputError(reason="staff.order-needed", field="order")
        if until < self._at().today():
            raise InputError(reason="staff.term-over", field="until")
        _no_aadhaar([order])
        exempt = {"order": tidy(order), "until": until.isoformat()}
        return self._noted(office, item, lambda by: {"exempt": exempt | by})

    def meetings(self) -> tuple[Meeting, ...]:
        """Return the meetings, the latest first."""
        with self._desk.records.read() as session:
            found = [_meeting(row.id, row.document) for row in notes(session, MEETING)]
        return tuple(sorted(found, key=lambda each: each.on, reverse=True))

    def keep_meeting(
        self,
        on: date,
        chair: str,
        minutes: str,
        points: Sequence[ActionPoint],
        id: str = "",
        stood: Meeting | None = None,
    ) -> Meeting:
        """Keep a meeting's minutes with its action points. `stood` is how it was when this was begun.

        Raises: NotAllowed; InputError("staff.minutes-needed" | "staff.meeting-to-come" |
        "staff.point-before-meeting" | "staff.meeting-moved"), the last where somebody else wrote meanwhile.
        """
        if not tidy(minutes) or not tidy(chair):
            raise InputError(reason="staff.minutes-needed", field="minutes")
        _no_aadhaar([chair, minutes, *(each.text for each in points)])
        document = {
            "on": on.isoformat(),
            "chair": tidy(chair),
            "minutes": minutes.strip(),
            "points": [
                {"text": each.text, "office": each.office, "due": each.due.isoformat(), "done": each.done}
                for each in points
            ],
        }
        self._at_work()
        self._check_days(on, points, id)
        with self._desk.records.write() as session:
            if stood is not None and _held(session, id) != stood:
                raise InputError(reason="staff.meeting-moved", field="minutes")
            made = self._kept(session, document, id)
        self._after()
        return _meeting(made, document)

    def end_point(self, meeting: str, point: ActionPoint) -> Meeting:
        """Note that a point is done, in the minutes as they are now.

        Raises: NotAllowed; InputError("staff.point-gone").
        """
        self._at_work()
        with self._desk.records.write() as session:
            held = session.get(NoteRow, meeting)
            points = _meeting(meeting, held.document).points if held else ()
            if held is None or point not in points:
                raise InputError(reason="staff.point-gone", field="point")
            place = points.index(point)
            told = {**held.document, "points": [dict(each) for each in held.document["points"]]}
            told["points"][place]["done"] = True
            self._kept(session, told, meeting)
        self._after()
        return _meeting(meeting, told)

    def _kept(self, session: Session, document: dict[str, Any], id: str) -> str:
        """Keep minutes as a note of the office that held the meeting, whoever of above goes on with it."""
        at, held = self._at(), session.get(NoteRow, id) if id else None
        return note(session, at, MEETING, held.thing if held else at.acting.office.id, document, id)

    def _check_days(self, on: date, points: Sequence[ActionPoint], id: str) -> None:
        """Hold new minutes to the calendar; what was kept before stays as it was kept."""
        held = next((each for each in self.meetings() if each.id == id), None)
        if on > self._at().today() and (held is None or held.on != on):
            raise InputError(reason="staff.meeting-to-come", field="on")
        known = {(each.text, each.due) for each in held.points} if held else set[tuple[str, date]]()
        if any(each.due < on and (each.text, each.due) not in known for each in points):
            raise InputError(reason="staff.point-before-meeting", field="due")

    def points_due(self) -> tuple[tuple[Meeting, ActionPoint], ...]:
        """Return the action points that are not done, the longest due first."""
        found = [(each, point) for each in self.meetings() for point in each.points if not point.done]
        return tuple(sorted(found, key=lambda pair: pair[1].due))

    def _noted(self, office: str, item: str, change: Callable[[dict[str, str]], dict[str, Any]]) -> Readiness:
        """Note what `change` says, given by whom and when."""
        at, place = self._at_work(), _place(office, item)
        with self._desk.records.write() as session:
            held = next((row.document for row in notes(session, ITEM, office) if row.id == place), {})
            told = {**held, "item": item, **change({"by": at.who, "at": iso(at.now())})}
            note(session, at, ITEM, office, told, place)
            found = _one(session, office, at.today())
        self._after()
        return found

    def _pages(self, report: Report) -> bytes:
        if self._desk.reporter is None:
            raise DeviceMissing(reason="readiness.no-pages")
        return self._desk.reporter.pages(report)

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock)

    def _at_work(self) -> At:
        self._desk.at_work()
        return self._at()


def _one(session: Session, office: str, today: date) -> Readiness:
    offices = {row.id: office_of(row.document) for row in session.scalars(select(OfficeRow))}
    if office not in offices:
        raise InputError(reason="staff.office-unknown", field="office", office=office)
    return _readiness(offices[office], Places(offices), _told(session), today)


@dataclass(frozen=True, slots=True)
class _Told:
    """What people noted, by its place, and by office what the centre took."""

    noted: Mapping[str, Mapping[str, Any]]
    entered: Mapping[str, Entered]

    def of(self, office: str, item: Item) -> Mapping[str, Any]:
        """Return what is told of an item; of one that follows from what the centre took no typed word counts."""
        noted = self.noted.get(_place(office, item.id), {})
        if not item.by_centre:
            return noted
        taken = self.entered.get(office)
        told = {"evidence": taken.evidence, "by": taken.person, "at": iso(taken.at)} if taken else {}
        return told | {"exempt": noted.get("exempt")}


def _told(session: Session) -> _Told:
    return _Told({row.id: row.document for row in notes(session, ITEM)}, entered(session))


def _readiness(office: Office, places: Places, told: _Told, today: date) -> Readiness:
    known = checklist()
    marks = tuple(_mark(item, told.of(office.id, item), known.on, today) for item in known.items)
    return Readiness(
        office=office.id,
        name=office.name,
        kind=office.kind.value,
        block=places.block_of(office),
        department=places.department_of(office),
        phone=office.phone,
        marks=marks,
        percent=percent_of(marks, known),
        code=office.code,
    )


def _place(office: str, item: str) -> str:
    """Return the id of what is noted: the same from every desk."""
    return f"{office}:{item}"[-64:]


def _mark(item: Item, noted: Mapping[str, Any], order: date, today: date) -> Mark:
    exempt = noted.get("exempt")
    until = date.fromisoformat(exempt["until"]) if exempt else None
    mark = mark_of(item, noted.get("evidence", {}), until, order, today)
    said = {**noted, **exempt} if exempt and mark.standing is Standing.EXEMPT else noted
    return replace(mark, by=str(said.get("by", "")), at=from_iso(said["at"]) if said.get("at") else None)


def _meeting(id: str, told: Mapping[str, Any]) -> Meeting:
    points = tuple(
        ActionPoint(each["text"], each["office"], date.fromisoformat(each["due"]), each["done"])
        for each in told["points"]
    )
    return Meeting(id, date.fromisoformat(told["on"]), told["chair"], told["minutes"], points)


def _held(session: Session, meeting: str) -> Meeting | None:
    held = session.get(NoteRow, meeting)
    return _meeting(held.id, held.document) if held else None


def _item(id: str) -> Item:
    found = checklist().item(id)
    if found is None:
        raise InputError(reason="staff.item-unknown", field="item", item=id)
    return found


def _fits(kind: FactKind, given: str) -> bool:
    if kind is FactKind.NUMBER:
        return given.isascii() and given.isdecimal()
    if kind in _DAYS:
        return readiness.day_of(given) is not None
    return kind is not FactKind.MOBILE or is_mobile(given)


def _with_head(call: Call, seats: Sequence[Seat]) -> Call:
    """Where an office named nobody, its head is called: who holds the post with most say there."""
    found = [each for each in seats if each.holders and not _HEADS.isdisjoint(each.roles)]
    if call.who is not None or not found:
        return call
    head = max(found, key=lambda seat: Role.SENIOR_OFFICER.value in seat.roles)
    return replace(call, who=head.holders[-1].named, post=head.designation)


def _keeper(seats: Sequence[Seat]) -> Words | None:
    held = (seat for seat in seats if seat.holders and Role.EMD_MANAGER.value in seat.roles)
    return next((seat.holders[-1].named for seat in held), None)


def _write(file: Path, data: bytes) -> None:
    try:
        write_whole(file, data)
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(reason="export.cannot-write", field="file", file=str(file), said=said) from wrong


def _no_aadhaar(texts: Iterable[str]) -> None:
    if any(map(holds_aadhaar, texts)):
        raise InputError(reason="staff.holds-aadhaar", field="evidence")
