"""Through whose hands a day's money went: what each person took and gave back, and the cash that is with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.people import names_of
from app.base.money import Paise
from app.base.words import Words
from app.counter.corrected import Correction
from app.counter.day_model import Hand
from app.counter.given_twice import Twice
from app.counter.model import Mode
from app.counter.records import MoneyRow

_NOBODY = Words(
    "बिना किसी के हाथ (ऑनलाइन या बैंक से, लौटाने को)", "Nobody's hand (online or at the bank, owed back)"
)
Moved = tuple[str, Mode, int]
"""Who gave back, how, and how many paise."""


def hands(
    session: Session,
    day: date,
    back: Sequence[Moved],
    twice: Sequence[Twice],
    put_right: Sequence[Correction],
) -> tuple[Hand, ...]:
    """Return a line for each person: a desk has one box and may have had two people at it."""
    taken = [*_taken(session, day), *((each.who, Mode.CASH, each.amount) for each in twice if each.back)]
    cash = [(who, amount) for who, mode, amount in taken if mode == Mode.CASH]
    cash += [(who, -amount) for who, mode, amount in back if mode is Mode.CASH]
    cash += [(each.who, each.amount if each.mode is Mode.CASH else -each.amount) for each in put_right]
    came, went, held = _added((who, amount) for who, _, amount in taken), _added(_given(back)), _added(cash)
    times = _added((who, 1) for who, _, _ in (*taken, *back))
    people = sorted(times.keys() | held.keys())
    names = names_of(session, people)
    return tuple(
        Hand(
            names.get(who, Words(who, who)), times[who], Paise(came[who]), Paise(went[who]), Paise(held[who])
        )
        for who in people
    )


def besides(found: Sequence[Hand], taken: int, back: int) -> tuple[Hand, ...]:
    """Return what of the day's sums, in paise, went through nobody's hands here, so that the lines add up to them."""
    came, went = taken - sum(each.taken for each in found), back - sum(each.back for each in found)
    return (Hand(_NOBODY, 0, Paise(came), Paise(went), Paise(0)),) if came or went else ()


def takers(session: Session, day: date) -> dict[str, str]:
    """Return by the receipts of the day who took the money."""
    asked = select(MoneyRow.document, MoneyRow.who).where(MoneyRow.day == day, MoneyRow.document != "")
    return {row.document: row.who for row in session.execute(asked)}


def _taken(session: Session, day: date) -> Iterator[tuple[str, str, int]]:
    asked = select(MoneyRow.who, MoneyRow.mode, MoneyRow.amount)
    for row in session.execute(asked.where(MoneyRow.day == day, MoneyRow.amount > 0)):
        yield row.who, row.mode, row.amount


def _given(back: Iterable[Moved]) -> Iterator[tuple[str, int]]:
    return ((who, amount) for who, _, amount in back)


def _added(moved: Iterable[tuple[str, int]]) -> defaultdict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for who, amount in moved:
        found[who] += amount
    return found
