"""What became of a paper's matter since it was issued, so that no later print says what is no longer true."""

import json
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.days import day_words, iso
from app.base.document import Document, Kind, Notice, Title
from app.base.money import Paise, figures
from app.base.words import Words
from app.counter.day_words import STOPPED
from app.counter.model import ChallanState, Mode
from app.counter.papers import MODES
from app.counter.records import ApplicationRow, ChallanRow, MoneyRow
from app.counter.walk import State
from app.papers.issue import issued, snapshot
from app.papers.model import IssuedPaper
from app.records.tables import CancelledNumberRow, JournalRow

_OF_THE_FEE = frozenset({Kind.BOARD_FEE, Kind.CHALLAN, Kind.PROVISIONAL, Kind.ACKNOWLEDGEMENT})
_ASK_FOR_A_DEPOSIT = frozenset({Kind.CHALLAN, Kind.PROVISIONAL})
_VOID = (ChallanState.CANCELLED.value, ChallanState.EXPIRED.value)
_OWED = Words("यह राशि लौटाई जानी है", "This amount is owed back")


def paper_today(session: Session, document: str) -> Document:
    """Return a paper as it was issued, with a frame under its title that says what is no longer so.

    Raises: InputError("paper.unknown").
    """
    paper, told = snapshot(session, document), since(session, document)
    titled = bool(paper.blocks) and isinstance(paper.blocks[0], Title)
    head, rest = paper.blocks[:titled], paper.blocks[titled:]
    return replace(paper, blocks=(*head, *map(Notice, told), *rest)) if told else paper


def since(session: Session, document: str) -> tuple[Words, ...]:
    """Return what is no longer so of a paper as it was issued. Raises: InputError("paper.unknown")."""
    return tuple(_since(session, issued(session, document), snapshot(session, document)))


def _since(session: Session, sheet: IssuedPaper, paper: Document) -> list[Words]:
    told: list[Words] = []
    subject = sheet.subject
    void = session.get(CancelledNumberRow, paper.number)
    if void is not None:
        told.append(_because("यह संख्या रद्द है", "This number is void", void.reason))
    told += _not_to_be_paid_in(session, subject, paper)
    row = session.get(ApplicationRow, subject)
    if row is None:
        return told
    if (
        State(row.state) not in STOPPED
    ):  # a fee that went back may have been paid once more: under another receipt
        return told + (_given_back(session, row, after=sheet.issued_at) if paper.kind in _OF_THE_FEE else [])
    if paper.kind is Kind.REFUND:
        return told  # it says so itself
    told.append(_because("यह आवेदन समाप्त हो गया", "This application has ended", row.cancelled_because))
    if paper.kind in _OF_THE_FEE:
        told += _given_back(session, row, after=sheet.issued_at)
    return told


def _not_to_be_paid_in(session: Session, subject: str, paper: Document) -> list[Words]:
    """Return that nothing is to be brought to the bank, on the papers that ask for it, once their challan is void."""
    if paper.kind not in _ASK_FOR_A_DEPOSIT:
        return []
    numbers = select(ChallanRow.number).where(ChallanRow.application == subject, ChallanRow.state.in_(_VOID))
    text = str(paper.to_json())
    return [
        Words(f"चालान {number} अब बैंक में जमा न करें", f"Do not pay in under challan {number} any more")
        for number in session.scalars(numbers)
        if number in text
    ]


def _because(hindi: str, english: str, reason: str) -> Words:
    """Return the words with the reason; it is as it was written, in one language."""
    return Words(f"{hindi}: {reason}", english) if reason else Words(hindi, english)


def _given_back(session: Session, row: ApplicationRow, *, after: datetime) -> list[Words]:
    """Return how the fee went back, `after` the paper was issued, or that it has to; nothing where none came in."""
    if row.state == State.REFUND_DUE and row.fee_paid:
        return [_OWED]
    asked = select(MoneyRow).where(MoneyRow.application == row.id, MoneyRow.amount < 0, MoneyRow.at >= after)
    return [_went_back(session, back) for back in session.scalars(asked.order_by(MoneyRow.id))]


def _went_back(session: Session, back: MoneyRow) -> Words:
    amount, day, mode = figures(Paise(-back.amount)), day_words(back.day), MODES[Mode(back.mode)]
    reference = _reference(session, back)
    return Words(
        f"यह राशि {amount} {day} को लौटाई गई, {mode.hi}, सन्दर्भ {reference}",
        f"{amount} of this was refunded on {day}, {mode.en}, ref. {reference}",
    )


def _reference(session: Session, back: MoneyRow) -> str:
    """Return what the refund was made under: its entry is the first that was written with the money's row."""
    asked = select(JournalRow.body).where(
        JournalRow.subject == back.application,
        JournalRow.kind == "refund.made",
        JournalRow.at >= iso(back.at),
    )
    body = session.scalars(asked.order_by(JournalRow.position).limit(1)).one()
    return str(json.loads(body)["reference"])
