"""Whether the desk's clock can be believed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import InputError
from app.ports.centre import Heard
from app.records.engine import open_records
from app.records.tables import Record
from app.sync.clock import ClockWatch, require_trusted_clock
from app.sync.model import ClockState

START = datetime(2026, 9, 30, 9, 0, tzinfo=UTC)


class Wall:
    """A clock that a test sets; `pass_time` moves it and the ticks alike, `jump` only the clock."""

    def __init__(self) -> None:
        self.moment, self.ticked = START, 100.0

    def now(self) -> datetime:
        return self.moment

    def ticks(self) -> float:
        return self.ticked

    def pass_time(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.ticked += seconds

    def jump(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def heard(wall: Wall, ahead: float, took: float = 0.0) -> Heard:
    """The centre's word, when it is `ahead` seconds before us and the line took its time."""
    asked, middle = wall.moment - timedelta(seconds=took), wall.moment - timedelta(seconds=took / 2)
    return Heard(middle + timedelta(seconds=ahead), asked, wall.moment)


@pytest.mark.parametrize(
    ("ahead", "state"),
    [
        (0, ClockState.OK),
        (119, ClockState.OK),
        (-121, ClockState.WARN),
        (121, ClockState.WARN),
        (299, ClockState.WARN),
        (301, ClockState.HOLD),
        (-301, ClockState.HOLD),
    ],
)
def test_the_centre_says_how_far_off_we_are(ahead: float, state: ClockState):
    wall = Wall()
    watch = ClockWatch(wall, wall.ticks)
    watch.heard(heard(wall, ahead))
    assert watch.state() is state


def test_a_slow_line_is_not_taken_for_a_wrong_clock():
    wall = Wall()
    watch = ClockWatch(wall, wall.ticks)
    watch.heard(heard(wall, 125, took=20))
    assert watch.state() is ClockState.OK


def test_a_clock_set_forward_while_we_run_is_noticed_without_a_line():
    wall = Wall()
    watch = ClockWatch(wall, wall.ticks)
    wall.pass_time(3600)
    assert watch.state() is ClockState.OK
    wall.jump(200)
    assert watch.state() is ClockState.WARN
    wall.jump(200)
    assert watch.state() is ClockState.HOLD


def test_a_clock_that_ran_back_holds_until_the_centre_agrees_with_it():
    wall = Wall()
    watch = ClockWatch(wall, wall.ticks)
    wall.jump(-60)
    assert watch.state() is ClockState.HOLD
    watch.heard(heard(wall, 0))
    assert watch.state() is ClockState.OK


def test_a_wrong_clock_that_was_mended_is_believed_again_once_the_centre_agrees():
    wall = Wall()
    watch = ClockWatch(wall, wall.ticks)
    wall.jump(86_400)
    watch.heard(heard(wall, -86_400))
    assert watch.state() is ClockState.HOLD
    wall.jump(-86_400)
    assert watch.state() is ClockState.HOLD
    watch.heard(heard(wall, 0))
    assert watch.state() is ClockState.OK


def test_money_waits_for_a_clock_that_stands_before_what_it_showed_before_the_restart(home: Path):
    wall = Wall()
    records = open_records(home, schema=Record.metadata)
    watch = ClockWatch(wall, wall.ticks)
    wall.pass_time(600)
    with records.write() as session:
        watch.keep(session)
        require_trusted_clock(session, wall)
    wall.jump(-86_400)
    with records.read() as session:
        again = ClockWatch(wall, wall.ticks)
        again.load(session)
        assert again.state() is ClockState.HOLD
        with pytest.raises(InputError) as held:
            require_trusted_clock(session, wall)
    assert (held.value.key, held.value.facts["off"]) == ("clock.held", 1440)
    records.close()


def test_money_waits_where_clock_and_centre_go_back_together_behind_what_is_recorded(home: Path):
    wall = Wall()
    records = open_records(home, schema=Record.metadata)
    watch = ClockWatch(wall, wall.ticks)
    wall.jump(20 * 86_400)
    watch.heard(heard(wall, 0))
    with records.write() as session:
        watch.keep(session)
        require_trusted_clock(session, wall)
    wall.jump(-21 * 86_400)
    with records.write() as session:
        again = ClockWatch(wall, wall.ticks)
        again.load(session)
        again.heard(heard(wall, 0))
        assert again.state() is ClockState.HOLD
        again.keep(session)
        with pytest.raises(InputError, match="before-records"):
            require_trusted_clock(session, wall)
    records.close()


def test_what_the_centre_said_is_remembered_over_a_restart(home: Path):
    wall = Wall()
    records = open_records(home, schema=Record.metadata)
    watch = ClockWatch(wall, wall.ticks)
    watch.heard(heard(wall, 400))
    with records.write() as session:
        watch.keep(session)
    again = ClockWatch(wall, wall.ticks)
    with records.read() as session:
        again.load(session)
    assert again.state() is ClockState.HOLD
    records.close()
