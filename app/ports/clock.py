"""What time it is, as a desk may ask."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the present moment, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)
