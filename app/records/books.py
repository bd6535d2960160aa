"""Number books: the centre leases them, a paper takes its number inside the transaction that issues it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as insert_or_keep
from sqlalchemy.orm import Session

from app.base.canonical import canonical
from app.base.days import financial_year
from app.errors import BookMissing, CentralRefused
from app.ports.clock import Clock
from app.records.device import identity
from app.records.tables import BookRow, CancelledNumberRow, table_of

REFUNDS, BEFORE_REFUNDS = "RFD", "BRD"
"""The book of vouchers of money given back, and the one they stood in before they had one of their own."""

_BOOK = table_of(BookRow)
_TAKE = text(
    "UPDATE book SET next = next + 1 WHERE id = (SELECT id FROM book WHERE series = :series AND year = :year "
    "AND NOT closed AND next <= last ORDER BY first LIMIT 1) RETURNING centre, device_label, next - 1"
)


def store_lease(session: Session, lease: Mapping[str, Any]) -> None:
    """Keep a book the centre leased; the same lease again changes nothing.

    Raises: CentralRefused("book.not-genuine"), when its signature is not the centre's.
    """
    _verify(session, lease)
    book = {
        "id": lease["id"],
        "series": lease["series"],
        "year": lease["year"],
        "centre": lease["centre"],
        "device_label": lease["device_label"],
        "first": lease["first"],
        "last": lease["last"],
        "next": lease["first"],
        "lease": dict(lease),
        "closed": False,
    }
    session.execute(insert_or_keep(_BOOK).on_conflict_do_nothing(), book)


def take_number(session: Session, series: str, day: date) -> str:
    """Take the next number of `series` for the April-March year of `day`: `KND-0423-D1/2026-27/ACK/000017`.

    Gapless: it is given back when the caller's transaction fails.
    Raises: BookMissing, when no leased number is left.
    """
    year = financial_year(day)
    taken = session.connection().execute(_TAKE, {"series": series, "year": year}).one_or_none()
    if taken is None:
        raise BookMissing(series=series, year=year)
    centre, label, number = taken
    return f"{centre}-{label}/{year}/{series}/{number:06d}"


def cancel_number(session: Session, number: str, reason: str, *, clock: Clock) -> None:
    """Mark a taken number void, with the reason. It stays in the books and is never given again."""
    row = {"number": number, "reason": reason, "at": clock.now()}
    session.execute(insert(table_of(CancelledNumberRow)), row)


def revive_number(session: Session, number: str) -> None:
    """Have a number stand again that was void: what it was given for came true after all."""
    void = table_of(CancelledNumberRow)
    session.execute(delete(void).where(void.c.number == number))


def void_numbers(session: Session, most: int) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return how many numbers stay void, and the newest of them, each with its reason."""
    void = table_of(CancelledNumberRow)
    newest = select(void.c.number, void.c.reason).order_by(void.c.at.desc(), void.c.number.desc()).limit(most)
    count = session.scalar(select(func.count()).select_from(void)) or 0
    return count, tuple((number, reason) for number, reason in session.execute(newest))


def left_in(session: Session, series: str, year: str) -> int:
    """Return how many numbers of `series` this desk may still give in `year`."""
    found = session.scalar(
        select(func.sum(_BOOK.c.last + 1 - _BOOK.c.next)).where(
            _BOOK.c.series == series, _BOOK.c.year == year, _BOOK.c.closed.is_(False)
        )
    )
    return int(found or 0)


def series_in_use(session: Session) -> tuple[str, ...]:
    """Return every series this desk was ever leased a book of."""
    return tuple(session.scalars(select(_BOOK.c.series).distinct().order_by(_BOOK.c.series)))


def series_of_refunds(session: Session) -> str:
    """Return the book that the next voucher stands in: the fee's own while the centre has leased no other."""
    held = select(_BOOK.c.id).where(_BOOK.c.series == REFUNDS, _BOOK.c.closed.is_(False)).limit(1)
    return BEFORE_REFUNDS if session.execute(held).first() is None else REFUNDS


def desk_label(session: Session) -> str:
    """Return how this desk is named in its numbers (`KND-0423-D1`); empty before its first book."""
    newest = session.execute(
        select(_BOOK.c.centre, _BOOK.c.device_label).order_by(_BOOK.c.id.desc()).limit(1)
    ).one_or_none()
    return "-".join(newest) if newest else ""


def close_books(session: Session) -> None:
    """Close every open book: after a restore none of their numbers may be given again."""
    session.execute(update(_BOOK).values(closed=True))


def _verify(session: Session, lease: Mapping[str, Any]) -> None:
    centre = Ed25519PublicKey.from_public_bytes(bytes.fromhex(identity(session).enrolment.centre_key))
    sealed = {name: value for name, value in lease.items() if name != "signature"}
    try:
        centre.verify(bytes.fromhex(lease["signature"]), canonical(sealed))
    except InvalidSignature:
        raise CentralRefused(reason="book.not-genuine", series=str(lease["series"])) from None
