"""Whether this desk's clock can be believed: held against the centre's, against itself, and against yesterday.

The clock never orders anything. But money and signatures carry a day, so they wait while it is clearly wrong.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.days import clock_words, from_iso, iso
from app.errors import InputError
from app.ports.centre import Heard
from app.ports.clock import Clock
from app.records.marks import mark, set_mark
from app.records.tables import JournalRow
from app.sync.model import ClockState

WARN, HOLD = timedelta(seconds=120), timedelta(seconds=300)
_BACKWARDS = timedelta(seconds=5)  # what keeps a machine's time steps back by less
_OFF, _HIGH_WATER, _AGREED = "clock.off", "clock.high-water", "clock.agreed"


def ticks() -> float:
    """Return seconds that never jump, and go on counting while the machine sleeps where the system can say."""
    kind = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if kind is None else time.clock_gettime(kind)


def require_trusted_clock(session: Session, clock: Clock) -> None:
    """Hold back what carries a day, as money, signatures and exports do, while the clock cannot be believed.

    It goes by what `ClockWatch` last wrote down, so it may be asked in the transaction of the deed itself.
    Raises: as `ClockWatch.require_trusted`.
    """
    _require(_known(session), clock.now())


def recorded_later(session: Session, now: datetime) -> datetime | None:
    """Return of which moment the latest entry of this desk is, where that is clearly after `now`."""
    latest = session.scalar(select(func.max(JournalRow.at)))
    found = from_iso(latest) if latest else now
    return found if found - now > HOLD else None


@dataclass(frozen=True, slots=True)
class _Known:
    """How far the right time is ahead of the clock, and the latest moment the clock has ever shown."""

    ahead: timedelta = timedelta()
    high_water: datetime | None = None
    agreed: datetime | None = None  # the latest moment on which desk and centre were of one mind

    def state(self, now: datetime) -> ClockState:
        if self.is_past(now) or abs(self.ahead) > HOLD or self._behind(now) > _BACKWARDS:
            return ClockState.HOLD
        return ClockState.WARN if abs(self.ahead) > WARN else ClockState.OK

    def is_past(self, now: datetime) -> bool:
        """Say whether that was over already when centre and desk agreed last: then both have gone back together."""
        return self.agreed is not None and self.agreed - now > HOLD

    def off(self, now: datetime) -> timedelta:
        return max(abs(self.ahead), self._behind(now))

    def _behind(self, now: datetime) -> timedelta:
        """Return how far the clock has run back behind itself."""
        return max(self.high_water - now, timedelta()) if self.high_water else timedelta()


class ClockWatch:
    """Watches one clock, and writes down what it sees. Threads may share it; `heard` is for `HttpCentre`."""

    def __init__(self, clock: Clock, ticks: Callable[[], float] = ticks) -> None:
        self._clock, self._ticks = clock, ticks
        self._wall, self._ticked = clock.now(), ticks()
        self._known = _Known(high_water=self._wall)
        self._turn = threading.Lock()

    def load(self, session: Session) -> None:
        """Take up what the desk knew when it was last on."""
        known = _known(session)
        self._known = known if known.high_water else replace(known, high_water=self._wall)

    def keep(self, session: Session) -> None:
        """Write down what the clock is known to be now."""
        known = self._look()
        set_mark(session, _OFF, str(known.ahead.total_seconds()) if known.ahead else "")
        set_mark(session, _HIGH_WATER, iso(known.high_water) if known.high_water else "")
        set_mark(session, _AGREED, iso(known.agreed) if known.agreed else "")

    def heard(self, told: Heard) -> None:
        """Take the centre's word for what time it is; a clock that agrees is believed again from here."""
        took = told.heard - told.asked
        if not timedelta() <= took < HOLD:
            return  # the clock jumped while the centre was asked; the next answer will say
        ahead = _less(told.centre - (told.asked + took / 2), took / 2)
        agrees = abs(ahead) <= HOLD
        with self._turn:
            high, latest = self._known.high_water, self._known.agreed
            if agrees:
                high, latest = told.heard, max(latest or told.heard, told.heard)
            self._known = _Known(ahead, high, latest)
            self._wall, self._ticked = told.heard, self._ticks()

    def state(self) -> ClockState:
        """Say whether the clock can be believed now."""
        known = self._look()
        return known.state(self._clock.now())

    def require_trusted(self) -> None:
        """Raises: InputError("clock.held"), by `off` minutes; InputError("clock.before-records"), where desk and centre
        have worked at a later moment, `latest`, than both show now: no account could be kept of the days between.
        """
        _require(self._look(), self._clock.now())

    def _look(self) -> _Known:
        """Look at the clock: if it moved otherwise than the ticks since it was last looked at, it jumped."""
        with self._turn:
            now, ticked = self._clock.now(), self._ticks()
            jumped = (now - self._wall) - timedelta(seconds=ticked - self._ticked)
            ahead = self._known.ahead - (jumped if abs(jumped) > _BACKWARDS else timedelta())
            high = self._known.high_water
            high = now if high is None or now > high else high
            self._known = replace(self._known, ahead=ahead, high_water=high)
            self._wall, self._ticked = now, ticked
            return self._known


def _known(session: Session) -> _Known:
    ahead = timedelta(seconds=float(mark(session, _OFF) or 0))
    return _Known(ahead, _moment(session, _HIGH_WATER), _moment(session, _AGREED))


def _moment(session: Session, name: str) -> datetime | None:
    kept = mark(session, name)
    return from_iso(kept) if kept else None


def _require(known: _Known, now: datetime) -> None:
    if known.agreed is not None and known.is_past(now):
        raise InputError(reason="clock.before-records", latest=clock_words(known.agreed))
    if known.state(now) is ClockState.HOLD:
        raise InputError(reason="clock.held", off=round(known.off(now).total_seconds() / 60))


def _less(ahead: timedelta, doubt: timedelta) -> timedelta:
    """Return `ahead` brought nearer to nothing by what the line itself may have taken."""
    if abs(ahead) <= doubt:
        return timedelta()
    return ahead - doubt if ahead > timedelta() else ahead + doubt
