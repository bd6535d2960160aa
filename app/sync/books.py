"""Number books in time: a new one is leased before the last runs out, and next year's before 1 April."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.days import financial_year, office_day
from app.errors import CentralRefused
from app.ports.centre import Centre
from app.ports.clock import Clock
from app.records.books import REFUNDS, left_in, series_in_use, store_lease
from app.records.engine import Records
from app.records.tables import BookRow, table_of

AHEAD = timedelta(days=60)
"""How long before 1 April next year's books are asked for: a desk may be without a line on the day."""

_FEW = 5  # a book is renewed when less than a fifth of it is left
_UNKNOWN = "book.series-unknown"
_BOOK = table_of(BookRow)


def renew_books(records: Records, centre: Centre, clock: Clock) -> None:
    """Lease what will soon be needed; a desk that was enrolled before refunds had a book is leased its first.

    Raises: CentralError; a refusal of one book only once the others have been asked for.
    """
    today = office_day(clock.now())
    with records.read() as session:
        wanted = [
            (series, year, last)
            for series in sorted({*series_in_use(session), REFUNDS})
            for year in _years(today)
            for last, size in [_last_book(session, series, year)]
            if left_in(session, series, year) * _FEW < max(size, 1)
        ]
    refusals = []
    for series, year, last in wanted:
        try:
            lease = centre.lease_book(series, year, last)
        except CentralRefused as refused:
            if (series, refused.key) != (REFUNDS, _UNKNOWN):  # a centre that is older does without this book
                refusals.append(refused)
            continue
        with records.write() as session:
            store_lease(session, lease)
    if refusals:
        raise refusals[0]


def _years(today: date) -> tuple[str, ...]:
    return tuple(dict.fromkeys((financial_year(today), financial_year(today + AHEAD))))


def _last_book(session: Session, series: str, year: str) -> tuple[int, int]:
    """Return the last number leased and the size of its book. Books closed by a restore are of another epoch."""
    ours = (_BOOK.c.series == series) & (_BOOK.c.year == year) & _BOOK.c.closed.is_(False)
    last, size = session.execute(
        select(func.max(_BOOK.c.last), func.max(_BOOK.c.last - _BOOK.c.first + 1)).where(ours)
    ).one()
    return int(last or 0), int(size or 0)
