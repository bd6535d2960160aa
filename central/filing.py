"""A filed application, held to its pack again: the desk's word is not taken for answers, papers or money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.packs import answers, charges
from app.packs.model import Charge, DocumentSlot, FieldKind, Pack
from central.body import Body, Rejected, day, number, sha256, table, tables, text
from central.model import Paper

_KB = 1024
_MEDIA = {"image/jpeg": "jpeg", "application/pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Filing:
    """What an `application.filed` body says, read; money in paise."""

    application: str
    pack: Pack
    answers: Mapping[str, Any]
    papers: tuple[Paper, ...]
    fee: int
    user_charge: int
    filed_on: date

    @property
    def mobile(self) -> str:
        """The applicant's mobile number, or nothing where the form asks for none."""
        fields = (field.id for field in self.pack.fields if field.kind is FieldKind.MOBILE)
        return next((str(self.answers[field]) for field in fields if self.answers.get(field)), "")


def read_filing(body: Body, packs: Mapping[tuple[str, int], Pack]) -> Filing:
    """Read the body. Raises: Rejected, naming the field, or the pack that is not known here."""
    application = text(body, "application", most=64)
    return Filing(
        application=application,
        pack=_pack(table(body, "pack"), text(body, "service"), packs),
        answers=read_answers(body),
        papers=read_papers(body, application),
        fee=number(body, "board_fee"),
        user_charge=number(body, "user_charge"),
        filed_on=day(body, "filed_on"),
    )


def check_filing(filing: Filing) -> None:
    """Hold the filing to the pack's rules on its own day. Raises: Rejected, naming what does not hold."""
    check_answers(filing.pack, filing.answers, filing.filed_on)
    check_papers(filing.pack, filing.papers)
    required = {slot.id for slot in filing.pack.documents if slot.required}
    for slot in sorted(required - {paper.slot for paper in filing.papers}):
        raise Rejected("application.paper-missing", slot=slot)
    _check_money(filing)


def check_answers(pack: Pack, given: Mapping[str, Any], today: date) -> None:
    """Hold answers to the form's rules and to eligibility."""
    for field, problem in answers.problems(pack, given, today=today).items():
        raise Rejected("application.answer-wrong", field=field, reason=problem.key)
    for rule in answers.refusals(pack, given, today=today):
        raise Rejected("application.not-eligible", rule=rule.id)


def check_papers(pack: Pack, papers: tuple[Paper, ...]) -> None:
    """Hold papers to the kinds and sizes that their slots allow."""
    slots = {slot.id: slot for slot in pack.documents}
    for paper in papers:
        slot = slots.get(paper.slot)
        if slot is None or not _fits(paper, slot):
            raise Rejected("application.paper-wrong", slot=paper.slot)


def read_answers(body: Body) -> dict[str, Any]:
    """Return the answers; lists become tuples, as the pack's rules know them."""
    found = table(body, "answers")
    if not all(isinstance(value, str | int | bool | list) for value in found.values()):
        raise Rejected("entry.body-wrong", field="answers")
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


def read_papers(body: Body, application: str) -> tuple[Paper, ...]:
    """Return the documents that the body names."""
    return tuple(
        Paper(
            application=application,
            slot=text(each, "slot", most=64),
            sha256=sha256(each, "sha256"),
            bytes=number(each, "bytes", least=1),
            media=text(each, "media", most=64),
        )
        for each in tables(body, "documents")
    )


def pack_in_force(packs: Mapping[tuple[str, int], Pack], service: str, version: int) -> Pack:
    """Return the pack an application was filed under, or the newest of its service where that one has gone.

    Raises: Rejected, when the service is not offered here any more.
    """
    newest = max((each for name, each in packs if name == service), default=version)
    found = packs.get((service, version)) or packs.get((service, newest))
    if found is None:
        raise Rejected("application.pack-unknown", pack=service, version=version)
    return found


def pack_of(packs: Mapping[tuple[str, int], Pack], service: str, version: int) -> Pack | None:
    """Return the pack as `pack_in_force` does; None where the service is not offered here any more."""
    try:
        return pack_in_force(packs, service, version)
    except Rejected:
        return None


def _pack(named: Body, service: str, packs: Mapping[tuple[str, int], Pack]) -> Pack:
    name, version = text(named, "id", most=64), number(named, "version")
    found = packs.get((name, version))
    if found is None or found.sha256 != sha256(named, "sha256") or service != name:
        raise Rejected("application.pack-unknown", pack=name, version=version)
    return found


def _fits(paper: Paper, slot: DocumentSlot) -> bool:
    kind = _MEDIA.get(paper.media)
    return kind in slot.formats and slot.least_kb * _KB <= paper.bytes <= slot.most_kb * _KB


def _check_money(filing: Filing) -> None:
    pack, on = filing.pack, filing.filed_on
    check_charge("board_fee", pack.board_fee, filing.fee, on, filing.answers)
    check_charge("user_charge", pack.user_charge, filing.user_charge, on, filing.answers)


def check_charge(name: str, charge: Charge | None, told: int, on: date, given: Mapping[str, Any]) -> None:
    """Hold an amount in paise to what the pack asks on the day. Raises: Rejected("application.charge-wrong")."""
    due = charges.due(charge, on, given).amount if charge else 0
    if due != told:
        raise Rejected("application.charge-wrong", charge=name, told=told, due=due)
