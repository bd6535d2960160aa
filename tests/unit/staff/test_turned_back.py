"""What a posting is once the change that made or ended it is cancelled."""

from datetime import date
from typing import Any

import pytest

from app.staff.posts import turned_back

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("since", "until", "left"),
    [
        ("2026-10-01", None, "2026-11-24"),
        ("2026-01-01", "2026-03-01", "2026-03-01"),
        ("2026-12-01", "2026-12-31", "2026-11-30"),
    ],
    ids=["runs", "was over long ago", "has not begun"],
)
def test_a_charge_that_is_cancelled_never_lasts_longer_than_it_did(since: str, until: str | None, left: str):
    told: dict[str, Any] = {"change": "additional", "person": "p", "post": "o", "on": since, "until": until}
    posting = {"person": "p", "post": "o", "since": since, "until": until}
    assert turned_back(told, posting, [told], TODAY)["until"] == left


def test_who_retires_on_the_day_of_a_suspension_stays_suspended_once_that_is_cancelled():
    place = {"person": "p", "post": "o"}
    orders: list[dict[str, Any]] = [
        place | {"change": change, "on": "2026-11-25", "until": ""} for change in ("suspended", "retired")
    ]
    posting = place | {"since": "2026-01-01", "until": "2026-11-25"}
    assert turned_back(orders[1], posting, orders, TODAY)["until"] == "2026-11-25"
    assert turned_back(orders[0], posting, orders[:1], TODAY)["until"] is None
