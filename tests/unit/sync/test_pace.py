"""How long the desk waits before it tries again."""

from app.sync.pace import Pace


def test_the_wait_doubles_from_two_seconds_to_five_minutes_at_most():
    pace = Pace()
    longest = [max(pace.after(failures) for _ in range(300)) for failures in (1, 2, 3, 20, 10_000)]
    assert [wait <= most for wait, most in zip(longest, (2, 4, 8, 300, 300), strict=True)] == [True] * 5
    assert longest[3] > 200


def test_the_wait_is_spread_over_its_whole_span():
    waits = [Pace().after(10) for _ in range(300)]
    assert min(waits) < 60 and max(waits) > 240


def test_the_centre_may_ask_for_more():
    assert Pace().after(1, told=30) == 30


def test_the_next_look_is_never_at_the_same_moment_for_all():
    looks = {round(Pace().next_look(), 3) for _ in range(50)}
    assert len(looks) > 40 and all(48 <= look <= 72 for look in looks)
