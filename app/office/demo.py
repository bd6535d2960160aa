"""The main job once, from form to paper, without a window: what `main.py demo` does and tells.

Five stories on the real parts: one applicant online, one by challan, the user charge of both, a duplicate, and one
application taken while the centre is down; at the end the account of the day.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.attachments.model import Box, SlotState
from app.base.document import Copy, Document, Kind, Shape
from app.counter.actions.draft import Typed
from app.counter.model import Application, Deposit, Mode, NextStep
from app.counter.walk import State
from app.errors import CentralUnreachable, FileRefused, InputError
from app.office.office import Office
from app.packs.model import DocumentSlot, FieldKind
from app.ports.scanning import Source
from app.words import explain, words

Leave = Callable[[str, Document, Copy], list[str]]
"""Writes a paper's files under a name and returns what they are called."""

_WAIT_SECONDS, _STEP_SECONDS = 60.0, 0.1


@dataclass(frozen=True, slots=True)
class Applicant:
    """What one applicant tells, as a person types it. `files` are papers brought along; the rest is scanned."""

    service: str
    answers: Mapping[str, Typed]
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Stage:
    """What the demo cannot do through the office: where Aadhaar digits lie on a specimen, and the centre's life."""

    leave: Leave
    number_box: Callable[[str], Box | None]
    stop_centre: Callable[[], None]
    start_centre: Callable[[], None]


class Demo:
    """Tells its stories one after the other; each returns what it made."""

    def __init__(self, office: Office, stage: Stage) -> None:
        self._office, self._stage = office, stage

    def run(self, first: Applicant, second: Applicant, third: Applicant) -> dict[str, Any]:
        """Tell all stories; return every number and paper by name, and how many applications were there before."""
        if self._office.training_centre:
            self._office.training_centre.hurry_scanner()
        earlier = self._office.counter.total()
        online = self._online(first)
        challan = self._by_challan(second)
        offline = self._while_down(third)
        day = self._day_account()
        self._office.papers.print_what_waits()
        status = self._office.link.sync_now()
        return {
            "earlier_applications": earlier,
            "online": online,
            "challan": challan,
            "offline": offline,
            "day_account": day,
            "outbox_waiting": status.waiting,
            "needs_attention": status.set_aside,
        }

    def _online(self, applicant: Applicant) -> dict[str, Any]:
        found = self._filed(applicant)
        if found.board_fee:
            found = self._office.counter.pay_online(found.id)
        found = self._registered(found.id)
        papers = self._left(found, "")
        found = self._office.counter.take_charge(found.id, Mode.CASH)
        papers |= self._left(found, "")
        acknowledgement = self._paper(found, Kind.ACKNOWLEDGEMENT)
        reason = "आवेदक ने प्रति माँगी"
        self._office.papers.reprint(acknowledgement, reason)
        document = self._office.papers.snapshot(acknowledgement)
        copy = Copy(2, 1, self._by(), reason, document.issued_at)
        papers["duplicate"] = self._stage.leave("duplicate", document, copy)
        return self._told(found, papers)

    def _by_challan(self, applicant: Applicant) -> dict[str, Any]:
        found = self._filed(applicant)
        if found.board_fee is None:
            return self._told(self._registered(found.id), {})
        found = self._office.counter.make_challan(found.id)
        today = self._office.counter.today_is()
        deposit = Deposit("भारतीय स्टेट बैंक, बक्शी का तालाब", today, _scroll(found))
        found = self._office.counter.record_deposit(found.id, deposit)
        found = self._registered(found.id)
        found = self._office.counter.take_charge(found.id, Mode.UPI)
        return self._told(found, self._left(found, "challan-"))

    def _while_down(self, applicant: Applicant) -> dict[str, Any]:
        """Take an application with the centre stopped: everything is kept, a challan can go out, and it syncs later."""
        self._stage.stop_centre()
        try:
            found = self._filed(applicant)
            if found.board_fee:
                found = self._office.counter.make_challan(found.id)
            down = self._office.link.sync_now()
            papers = self._left(found, "offline-")
        finally:
            self._stage.start_centre()
        found = self._office.counter.open(found.id)
        if found.next_step is NextStep.RECORD_DEPOSIT:
            deposit = Deposit("भारतीय स्टेट बैंक, बक्शी का तालाब", self._office.counter.today_is(), _scroll(found))
            found = self._office.counter.record_deposit(found.id, deposit)
        found = self._registered(found.id)
        papers |= self._left(found, "offline-")
        return self._told(found, papers) | {"waiting_while_down": down.waiting}

    def _day_account(self) -> dict[str, Any]:
        """Close the day: its account on a page, with its sums in paise; an earlier run of the day is in it."""
        account = self._office.account
        number = account.print(account.today(), Shape.PAGE).number
        found = account.of(account.today())
        return {
            "number": number,
            "taken": found.total_taken,
            "given_back": found.total_back,
            "cash": found.cash,
            "whole": found.whole,
            "papers": {"day-account": self._stage.leave("day-account", account.as_printed(number), Copy())},
        }

    def _filed(self, applicant: Applicant) -> Application:
        found = self._office.counter.start(applicant.service)
        found = self._office.counter.answer_all(found.id, applicant.answers)
        _require_right(found, applicant.answers)
        for view in found.slots:
            if view.slot.id in applicant.files:
                found = self._brought(found.id, view.slot.id, applicant.files[view.slot.id])
            elif view.slot.required:
                found = self._scanned(found.id, view.slot)
        if found.likenesses and not found.likeness_accepted:
            found = self._settled(found)
        return self._office.counter.file(found.id)

    def _settled(self, found: Application) -> Application:
        counter = self._office.counter
        if found.same_again:
            return counter.same_again(found.id)
        return counter.accept_likeness(found.id, "प्रदर्शन: दूसरा आवेदक")

    def _brought(self, id: str, slot: str, file: Path) -> Application:
        """Take in a file that the applicant brought. Raises: FileRefused, saying which file and why."""
        try:
            return self._office.slots.import_file(id, slot, file)
        except FileRefused as refused:
            said = explain(refused)
            raise FileRefused(
                reason="demo.file-refused",
                field=slot,
                file=file.name,
                why=refused.key,
                hindi=said.hi,
                english=said.en,
            ) from refused

    def _scanned(self, id: str, slot: DocumentSlot) -> Application:
        found = self._office.slots.scan(id, slot.id, Source.FLATBED, lambda _percent: None)
        view = next(each for each in found.slots if each.slot.id == slot.id)
        if view.state is not SlotState.NEEDS_MASK:
            return found
        box = self._stage.number_box(slot.id)
        if box is None:
            return self._office.slots.say_no_aadhaar(id, slot.id)
        self._office.slots.mask(id, slot.id, view.pages[0].id, (box,))
        return self._office.slots.say_no_aadhaar(id, slot.id)

    def _registered(self, id: str) -> Application:
        """Keep in step with the centre until it has registered the application. Raises: CentralUnreachable."""
        until = time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < until:
            status = self._office.link.sync_now()
            found = self._office.counter.open(id)
            if found.state in {
                State.USER_CHARGE_DUE,
                State.CLOSED,
                State.OBJECTION,
                State.REFUND_DUE,
                State.REJECTED,
            }:
                return found
            if status.set_aside and found.next_step is NextStep.MEND_REFUSED:
                return found
            time.sleep(_STEP_SECONDS)
        raise CentralUnreachable(
            reason="demo.not-registered", state=self._office.counter.open(id).state.value
        )

    def _left(self, found: Application, prefix: str) -> dict[str, list[str]]:
        """Leave the files of every paper of the application under its story's name, each paper under one name."""
        papers, names = self._office.papers, {Kind.CHALLAN: "challan"} if prefix == "challan-" else {}
        return {
            (name := names.get(paper.kind, f"{prefix}{paper.kind.value}")): self._stage.leave(
                name, papers.snapshot(paper.id), Copy()
            )
            for paper in found.papers
        }

    def _paper(self, found: Application, kind: Kind) -> str:
        return next(paper.id for paper in found.papers if paper.kind is kind)

    def _by(self) -> str:
        acting = self._office.people.acting
        return acting.person.name.hi if acting else ""

    def _told(self, found: Application, papers: Mapping[str, list[str]]) -> dict[str, Any]:
        found = self._office.counter.open(found.id)
        return {
            "application": found.id,
            "service": found.pack.id,
            "state": found.state.value,
            "application_number": found.application_number,
            "registration_number": found.registration_number,
            "gateway_ref": found.payment.gateway_ref if found.payment else "",
            "numbers": {paper.kind.value: paper.number for paper in found.papers},
            "papers": dict(papers),
            "attachments": {
                view.slot.id: {"bytes": view.fitted.bytes, "sha256": view.fitted.sha256}
                for view in found.slots
                if view.fitted
            },
        }


def _require_right(found: Application, given: Mapping[str, Typed]) -> None:
    """Hold that each answer is in order. Raises: InputError("demo.answer-wrong"), for the first that is not."""
    for problem in found.problems.values():
        key = problem.key
        if key == "answer.missing" and given.get(problem.field):
            # It was given and is not there: what is or holds an Aadhaar number that is wrong is kept nowhere.
            field = next(each for each in found.pack.fields if each.id == problem.field)
            key = "answer.aadhaar-wrong" if field.kind is FieldKind.AADHAAR else "answer.holds-aadhaar"
        said = words(key, **problem.facts)
        raise InputError(
            reason="demo.answer-wrong", field=problem.field, why=key, hindi=said.hi, english=said.en
        )


def _scroll(found: Application) -> str:
    """Return a scroll number that no other deposit of the day has, at whichever desk."""
    return f"SCR {found.challan.number}" if found.challan else ""
