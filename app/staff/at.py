"""What every act on the employee master needs to know besides the thing: who acts, and when."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.accounts.model import Acting
from app.base.days import office_day
from app.ports.clock import Clock


@dataclass(frozen=True, slots=True)
class At:
    acting: Acting
    clock: Clock

    @property
    def who(self) -> str:
        return self.acting.person.id

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        return office_day(self.clock.now())

    def acted_by(self, acting: Acting) -> "At":
        return replace(self, acting=acting)
