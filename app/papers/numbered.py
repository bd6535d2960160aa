"""Whose paper has this number, told as a person tells it: without its book, or without its noughts?"""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.text import latin_digits
from app.papers.records import DocumentRow
from app.records.tables import BookRow, table_of

_DOCUMENT, _BOOK = table_of(DocumentRow), table_of(BookRow)
_TOLD = re.compile(r"(?P<book>.*[/ -])??(?P<series>[A-Z]{3})?[/ -]*0*(?P<serial>\d{1,6})")
_BOOKS = select(_BOOK.c.centre, _BOOK.c.device_label, _BOOK.c.year, _BOOK.c.series).distinct()


def subjects_numbered(session: Session, told: str) -> list[str]:
    """Return what the papers were issued for that have this number in any of the desk's books, the newest first.

    `KND-0423-D1/2026-27/ACK/000017`, `ack/17`, `ACK000017` and `000017` all name it. Each is looked up by its whole
    number: however many papers there are, only the books are gone through.
    """
    number = latin_digits(told).strip().upper()
    wanted = {number, *_in_books(session, number)}
    asked = select(_DOCUMENT.c.subject).where(_DOCUMENT.c.number.in_(wanted))
    return list(session.scalars(asked.order_by(_DOCUMENT.c.issued_at.desc())))


def _in_books(session: Session, number: str) -> list[str]:
    said = _TOLD.fullmatch(number)
    if said is None:
        return []
    ending = f"/{said['serial']:0>6}"
    ending = f"/{said['series']}{ending}" if said["series"] else ending
    ending = f"/{said['book'].strip('/ -')}{ending}" if said["book"] else ending
    books = (f"/{centre}-{label}/{year}/{series}" for centre, label, year, series in session.execute(_BOOKS))
    return [whole[1:] for book in books if (whole := f"{book}/{ending.rpartition('/')[2]}").endswith(ending)]
