"""What every act on a file needs to know besides the file: who acts, when, where."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from app.accounts.model import Acting
from app.base.days import office_day
from app.ports.clock import Clock

UNDO = timedelta(seconds=60)
"""So long a thing that was sent can still be had back at once; nothing of it has left the desk."""


@dataclass(frozen=True, slots=True)
class At:
    """`home` holds the papers."""

    acting: Acting
    clock: Clock
    home: Path

    @property
    def post(self) -> str:
        return self.acting.post.id

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        return office_day(self.clock.now())

    def acted_by(self, acting: Acting) -> "At":
        return replace(self, acting=acting)
