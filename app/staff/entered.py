"""Which offices' data has the centre taken whole, as somebody certified it: on which day, over which digest?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.days import from_iso, office_day
from app.staff.model import BatchState
from app.staff.records import BatchRow


@dataclass(frozen=True, slots=True)
class Entered:
    """Who certified what is in the master now, and when. `digest` is of the statement that was signed."""

    person: str
    at: datetime
    digest: str

    @property
    def evidence(self) -> Mapping[str, str]:
        return {"certified_on": office_day(self.at).isoformat(), "digest": self.digest}


def entered(session: Session) -> Mapping[str, Entered]:
    """Return by office what was certified last of what the centre took whole.

    A desk knows it of its own sheets, and by the centre's news of those of the offices below it.
    """
    asked = select(BatchRow).where(BatchRow.state == BatchState.DONE.value).order_by(BatchRow.created_at)
    rows = ((row.office, row.certification) for row in session.scalars(asked))
    found = [
        (office, Entered(told["person"], from_iso(told["at"]), told["digest"]))
        for office, told in rows
        if told
    ]
    return dict(sorted(found, key=lambda each: each[1].at))
