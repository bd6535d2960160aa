"""Which papers about some subjects came out on a day, with the amount that each of them says."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.base.days import IST
from app.base.money import Paise
from app.papers.issue import paper_of
from app.papers.model import IssuedPaper
from app.papers.records import DocumentRow
from app.records.tables import CancelledNumberRow, table_of

_DOCUMENT, _VOID = table_of(DocumentRow), table_of(CancelledNumberRow)
_TOTAL = text(
    "(SELECT json_extract(block.value, '$.amount') FROM json_each(document.snapshot, '$.blocks') AS block "
    "WHERE json_extract(block.value, '$.block') = 'Total' LIMIT 1) AS total"
)
_AMONG = text("document.subject IN (SELECT value FROM json_each(:subjects))")


@dataclass(frozen=True, slots=True)
class CameOut:
    """A paper of the day: the amount in its frame, none where it is about no money, and why its number is void."""

    paper: IssuedPaper
    amount: Paise | None
    void: str


def issued_on(session: Session, subjects: Iterable[str], day: date) -> tuple[CameOut, ...]:
    """Return the papers in the order of their numbers."""
    since, until = day_span(day)
    asked = (
        select(_DOCUMENT, _VOID.c.reason, _TOTAL)
        .select_from(_DOCUMENT.outerjoin(_VOID, _VOID.c.number == _DOCUMENT.c.number))
        .where(_AMONG, _DOCUMENT.c.issued_at >= since, _DOCUMENT.c.issued_at < until)
        .order_by(_DOCUMENT.c.number)
    )
    found = session.execute(asked, {"subjects": json.dumps(list(subjects))})
    return tuple(CameOut(paper_of(row), row.total, row.reason or "") for row in found)


def day_span(day: date) -> tuple[datetime, datetime]:
    """Return the moments between which a day of the office lies; the second is the next day's first."""
    begins = datetime.combine(day, time(), IST).astimezone(UTC)
    return begins, begins + timedelta(days=1)
