"""Number books: each desk is leased its own numbers, signed, so that it can issue papers offline."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from app.base.canonical import canonical
from app.base.days import financial_year
from app.base.ids import new_id
from central.centre import Centre
from central.model import Device
from central.tables import lease
from central.wire import Refused

Lease = dict[str, Any]


def first_books(centre: Centre, connection: Connection, found: Device) -> list[Lease]:
    """Return a book of every series for this April-March year and the next: a desk may be offline on 1 April."""
    _, this, following = _years(centre.today())
    return [
        book(centre, connection, found, series, year)
        for year in (this, following)
        for series in centre.charter.series
    ]


def book(
    centre: Centre, connection: Connection, found: Device, series: str, year: str, after: int = 0
) -> Lease:
    """Return the book that begins after the number `after`; asked again, the same book comes again.

    Raises: Refused 422 `book.series-unknown`, `book.year-wrong`, or `book.after-wrong` (no book ends there).
    """
    if series not in centre.charter.series:
        raise Refused(422, "book.series-unknown", series=series)
    _check_year(centre.today(), year)
    held = _held(connection, found, series, year)
    if after + 1 in held:
        return held[after + 1]
    last = max((each["last"] for each in held.values()), default=0)
    if after != last:
        raise Refused(422, "book.after-wrong", series=series, last=last)
    return _leased(centre, connection, found, series, year, after + 1)


def _held(connection: Connection, found: Device, series: str, year: str) -> dict[int, Lease]:
    mine = (lease.c.device == found.id) & (lease.c.epoch == found.epoch)
    asked = select(lease.c.first, lease.c.document).where(
        mine, lease.c.series == series, lease.c.year == year
    )
    return {row.first: row.document for row in connection.execute(asked)}


def _leased(
    centre: Centre, connection: Connection, found: Device, series: str, year: str, first: int
) -> Lease:
    unsigned = {
        "id": new_id(),
        "centre": centre.directory(connection).offices[found.office]["code"],
        "device_label": found.label,
        "series": series,
        "year": year,
        "first": first,
        "last": first + centre.charter.book_size - 1,
        "issued_at": centre.moment(),
    }
    document = unsigned | {"signature": centre.keys.signing.sign(canonical(unsigned)).hex()}
    place = {"id": document["id"], "device": found.id, "epoch": found.epoch}
    connection.execute(
        insert(lease), [{**place, "series": series, "year": year, "first": first, "document": document}]
    )
    return document


def _check_year(today: date, year: str) -> None:
    if year not in _years(today):
        raise Refused(422, "book.year-wrong", year=year)


def _years(today: date) -> list[str]:
    """Return the April-March years before, of and after `today`; a day in June stands for each."""
    first = int(financial_year(today)[:4])
    return [financial_year(date(year, 6, 1)) for year in (first - 1, first, first + 1)]
