"""What the desk took, gave back and issued on a day, what is still due of it, and whether the numbers are whole."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.accounts.people import names_of
from app.base.days import office_day
from app.base.document import Kind
from app.base.money import Paise
from app.base.words import Words
from app.counter.at import At
from app.counter.corrected import Correction, corrections, notes
from app.counter.day_model import DayAccount, Due, Receipt, Sum, Used
from app.counter.day_words import (
    BOOKED_WRONGLY,
    BROUGHT_BACK,
    CHALLAN,
    DEPOSIT,
    DEPOSIT_NOW_FEE,
    DUE,
    IN_CASH,
    NOW_FEE,
    PUT_RIGHT,
    SENT_TWICE,
    STOPPED,
    SURPLUS,
    TO_ASK_BACK,
    TO_CONFIRM,
    WAYS,
    note_of,
    other_number,
)
from app.counter.find import unsent_among
from app.counter.given_twice import Twice, given_twice, to_ask_back
from app.counter.hands import besides, hands, takers
from app.counter.model import MENDABLE, ChallanState, Mode
from app.counter.reading import board_fee, user_charge
from app.counter.records import ApplicationRow, ChallanRow, MoneyRow
from app.counter.sent_back import sent_back
from app.counter.surplus import SLACK, Surplus, surplus
from app.counter.walk import State
from app.papers.issue import papers_of
from app.papers.issued_on import CameOut, day_span, issued_on
from app.records.tables import JournalRow

_RECEIPTS = frozenset({Kind.BOARD_FEE, Kind.USER_CHARGE})
_AMONG = text("application.id IN (SELECT value FROM json_each(:ids))")


@dataclass(frozen=True, slots=True)
class _Back:
    """One refund as its entry says it; `because`: why what came online did not go back online."""

    document: str
    head: str
    mode: Mode
    amount: int
    who: str
    because: str
    number: str  # of the gateway, where the voucher names another one


def day_account(session: Session, at: At, day: date) -> DayAccount:
    """Read the account of a day of this desk from the records alone."""
    papers = issued_on(session, _touched(session, day), day)
    rows = _rows(session, {each.paper.subject for each in papers})
    since, until = day_span(day)
    spare, back = tuple(surplus(session, since, until)), tuple(_given_back(session, papers, day))
    twice = tuple(given_twice(session, since, until))
    put_right = tuple(corrections(session, since, until))
    filed = _filed(session, day)
    taken = (
        *_taken(session, at, day),
        *_sums(at, (*_moved(spare, since, until), *_twice(twice, back=True), *_corrected(put_right))),
    )
    given = _sums(at, (*((each.head, each.mode.value, each.amount) for each in back), *_twice(twice)))
    through = hands(session, day, [(each.who, each.mode, each.amount) for each in back], twice, put_right)
    people = _people(session, day, back) if len(through) > 1 else {}
    return DayAccount(
        day=day,
        at=at.now(),
        filed=len(filed),
        acknowledged=sum(each.paper.kind is Kind.ACKNOWLEDGEMENT for each in papers),
        ended=sum(State(state) in STOPPED for state in filed.values()),
        unsent=len(unsent_among(session, list(filed), MENDABLE)),
        taken=taken,
        hands=(*through, *besides(through, _in_all(taken), _in_all(given))),
        back=given,
        due=tuple(_due(session, at, day, [each for each in spare if each.owed])),
        receipts=tuple(
            replace(each, by=people.get(each.document))
            for each in _receipts(session, papers, rows, {each.document: each for each in back}, day)
        ),
        used=_used(papers),
        unlike=_unlike(session, papers, day),
        lent=_lent(back, twice),
    )


def _in_all(sums: Iterable[Sum]) -> int:
    return sum(each.amount for each in sums)


def _people(session: Session, day: date, back: Iterable[_Back]) -> Mapping[str, Words]:
    """Return by document who took or gave back the money that it names."""
    who = takers(session, day) | {each.document: each.who for each in back}
    names = names_of(session, who.values())
    return {document: names.get(person, Words(person, person)) for document, person in who.items()}


def _touched(session: Session, day: date) -> Sequence[str]:
    """Return the applications that may have had a paper on the day: begun before its end, touched since it began."""
    since, until = day_span(day)
    asked = select(ApplicationRow.id).where(
        ApplicationRow.updated_at >= since - SLACK, ApplicationRow.created_at < until
    )
    return session.scalars(asked).all()


def _filed(session: Session, day: date) -> Mapping[str, str]:
    """Return the applications that were filed on the day, with their states."""
    touched = ApplicationRow.updated_at >= day_span(day)[0] - SLACK
    asked = select(ApplicationRow.id, ApplicationRow.state).where(touched, ApplicationRow.filed_on == day)
    return {row.id: row.state for row in session.execute(asked)}


def _rows(session: Session, ids: Iterable[str]) -> Mapping[str, ApplicationRow]:
    found = session.scalars(select(ApplicationRow).where(_AMONG), {"ids": json.dumps(sorted(ids))})
    return {row.id: row for row in found}


def _taken(session: Session, at: At, day: date) -> tuple[Sum, ...]:
    asked = select(MoneyRow.head, MoneyRow.mode, MoneyRow.amount).where(
        MoneyRow.day == day, MoneyRow.amount > 0
    )
    return _sums(at, (tuple(row) for row in session.execute(asked)))


def _moved(spare: Iterable[Surplus], since: datetime, until: datetime) -> Iterator[tuple[str, str, int]]:
    """Yield what came in unasked between the two; less than nothing, what is a fee now and in an earlier account."""
    for each in spare:
        came, counts = (SURPLUS, NOW_FEE) if each.online else (DEPOSIT, DEPOSIT_NOW_FEE)
        if each.stood_at(until) and not each.stood_at(since):
            yield each.head, came, each.amount
        elif each.stood_at(since) and not each.stood_at(until):
            yield each.head, counts, -each.amount


def _twice(events: Iterable[Twice], *, back: bool = False) -> Iterator[tuple[str, str, int]]:
    """Yield what the gateway sent besides; or, of that, what the citizen brought `back`."""
    for each in events:
        if each.back is back:
            yield each.head, BROUGHT_BACK if back else SENT_TWICE, each.amount


def _corrected(put_right: Iterable[Correction]) -> Iterator[tuple[str, str, int]]:
    """Yield what moves from the way it was booked under to the way it came; in all it is nothing."""
    for each in put_right:
        yield each.head, BOOKED_WRONGLY[each.was], -each.amount
        yield each.head, PUT_RIGHT[each.mode], each.amount


def _lent(back: Iterable[_Back], twice: Iterable[Twice]) -> Paise:
    """Return what the department owes of what was given back; what the gateway sent besides it owes no more."""
    given = sum(each.amount for each in back if each.mode is not Mode.ONLINE)
    return Paise(given - sum(each.amount for each in twice if not each.back))


def _sums(at: At, events: Iterable[tuple[Any, ...]]) -> tuple[Sum, ...]:
    """Add up events (head, way, paise) by head and way, the fees of departments first."""
    added: dict[tuple[str, str], list[int]] = defaultdict(list)
    for head, way, amount in events:
        added[head, way].append(amount)
    heads = _heads(at)
    places = list(heads)
    known = sorted(added, key=lambda key: (places.index(key[0]) if key[0] in heads else len(places), key))
    return tuple(
        Sum(
            head=heads.get(head, Words(head, head)),
            way=WAYS[way],
            in_cash=way in IN_CASH,
            count=len(added[head, way]),
            amount=Paise(sum(added[head, way])),
        )
        for head, way in known
    )


def _heads(at: At) -> dict[str, Words]:
    """Return what each head is called: the departments' fees in the order of the services, then the user charge."""
    packs = sorted(at.packs.values(), key=lambda pack: pack.order)
    fees = {
        pack.board_fee.head: Words(
            f"{pack.outcome.fee.hi}: {pack.board_fee.words.hi}",
            f"{pack.outcome.fee.en}: {pack.board_fee.words.en}",
        )
        for pack in packs
        if pack.board_fee
    }
    return fees | {pack.user_charge.head: pack.user_charge.words for pack in packs}


def _given_back(session: Session, papers: Sequence[CameOut], day: date) -> Iterator[_Back]:
    """Yield the refunds of the day: each has one voucher and one entry, in the same order."""
    for subject in sorted({each.paper.subject for each in papers if each.paper.kind is Kind.REFUND}):
        vouchers = [paper for paper in papers_of(session, subject) if paper.kind is Kind.REFUND]
        made = (JournalRow.subject == subject) & (JournalRow.kind == "refund.made")
        asked = select(JournalRow.who, JournalRow.body).where(made).order_by(JournalRow.position)
        for voucher, (who, text_form) in zip(vouchers, session.execute(asked).all(), strict=True):
            body = json.loads(text_form)
            if office_day(voucher.issued_at) == day:
                because = str(body.get("not_online_because", ""))
                mode, number = Mode(body["mode"]), _other_number(session, subject, body)
                yield _Back(voucher.id, body["head"], mode, body["amount"], who, because, number)


def _other_number(session: Session, subject: str, body: Mapping[str, Any]) -> str:
    """Return the number that the gateway told, where it is not the one that was written down before."""
    told = sent_back(session, subject).get(body.get("payment", ""), "")
    return told if body["mode"] == Mode.ONLINE and told.casefold() != body["reference"].casefold() else ""


def _due(session: Session, at: At, day: date, twice: Sequence[Surplus]) -> Iterator[Due]:
    """Yield what is open now of the applications filed up to the day, and the payments that came in `twice`."""
    open_ones = select(ApplicationRow).where(
        ApplicationRow.state.in_([state.value for state in DUE]), ApplicationRow.filed_on <= day
    )
    owed: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in session.scalars(open_ones.order_by(ApplicationRow.updated_at)):
        if row.service in at.packs:
            owed[DUE[State(row.state)].hi].append((row.id, _owed(row, at)))
    owed[DUE[State.REFUND_DUE].hi] += [(each.application, each.amount) for each in twice]
    owed[TO_CONFIRM.hi], owed[TO_ASK_BACK.hi] = _to_confirm(session), to_ask_back(session)
    for what in dict.fromkeys((*DUE.values(), TO_CONFIRM, TO_ASK_BACK)):
        if found := owed[what.hi]:
            ids, amounts = zip(*found, strict=True)
            yield Due(what, len(found), Paise(sum(amounts)), tuple(dict.fromkeys(ids)))


def _to_confirm(session: Session) -> list[tuple[str, int]]:
    """Return the deposits beside the fee that the bank has not confirmed: of which application, and how many paise."""
    asked = select(ChallanRow.application, ChallanRow.amount)
    found = session.execute(asked.where(ChallanRow.state == ChallanState.SURPLUS.value))
    return [(row.application, row.amount) for row in found]


def _owed(row: ApplicationRow, at: At) -> int:
    pack = at.pack(row.service)
    if State(row.state) in (State.REGISTERED, State.USER_CHARGE_DUE):
        return user_charge(row, pack, at).amount
    fee = board_fee(row, pack, at)
    return fee.amount if fee else 0


def _receipts(
    session: Session,
    papers: Sequence[CameOut],
    rows: Mapping[str, ApplicationRow],
    back: Mapping[str, _Back],
    day: date,
) -> Iterator[Receipt]:
    numbers = [each.paper.number for each in papers if each.paper.kind is Kind.CHALLAN]
    asked = select(ChallanRow.number, ChallanRow.state).where(ChallanRow.number.in_(numbers))
    challans = {number: ChallanState(state) for number, state in session.execute(asked)}
    paid_in, corrected = _by_challan(session, day), notes(session, rows)
    for each in papers:
        paper = each.paper
        row, challan = rows[paper.subject], challans.get(paper.number)
        refund = back.get(paper.id)
        because = refund.because if refund else row.cancelled_because
        note = note_of(each, State(row.state), because, challan)
        if refund and refund.number:
            note = other_number(refund.number)
        if paper.kind is Kind.USER_CHARGE:
            note = corrected.get(paper.subject, note)
        yield Receipt(
            document=paper.id,
            application=paper.subject,
            kind=paper.kind,
            number=paper.number,
            at=paper.issued_at,
            applicant=row.applicant,
            amount=each.amount,
            duplicates=max(paper.copies - 1, 0),
            note=note,
            by=None,
            came_in=challan is None or (challan is ChallanState.VERIFIED and paper.subject in paid_in),
        )


def _by_challan(session: Session, day: date) -> frozenset[str]:
    """Return the applications whose fee came in by challan on the day."""
    asked = (MoneyRow.day == day) & (MoneyRow.mode == CHALLAN)
    return frozenset(session.scalars(select(MoneyRow.application).where(asked)))


def _used(papers: Sequence[CameOut]) -> tuple[Used, ...]:
    serials: dict[str, list[int]] = defaultdict(list)
    for each in papers:
        book, _, serial = each.paper.number.rpartition("/")
        if serial.isdecimal():  # it is of a book
            serials[book].append(int(serial))
    return tuple(_used_of(book, sorted(found)) for book, found in sorted(serials.items()))


def _used_of(book: str, serials: Sequence[int]) -> Used:
    first, last = serials[0], serials[-1]
    missing = sorted(set(range(first, last + 1)) - set(serials))
    return Used(book, first, last, len(serials), tuple(missing))


def _unlike(session: Session, papers: Sequence[CameOut], day: date) -> Paise:
    """Return what the receipts of the day say less what its book holds under them."""
    held = select(func.sum(MoneyRow.amount)).where(
        MoneyRow.day == day, MoneyRow.amount > 0, MoneyRow.document != ""
    )
    said = sum(each.amount or 0 for each in papers if each.paper.kind in _RECEIPTS)
    return Paise(said - int(session.scalar(held) or 0))
