"""A day as offices write it becomes the day it means, or none: never a guess."""

from datetime import date, datetime

import pytest

from app.staff.sheets.dates import day_of

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "written",
    [
        "05/07/1980", "5.7.1980", "05-07-1980", "5/7/80", "०५/०७/१९८०", "5 July 1980", "05-Jul-1980", "5 जुलाई 1980",
        "5th July, 1980", "1980-07-05", 29407, 29407.0, "29407", date(1980, 7, 5), datetime(1980, 7, 5, 0, 0),
    ],
)  # fmt: skip
def test_every_way_to_write_a_day_means_that_day(written: object) -> None:
    assert day_of(written, latest=TODAY) == date(1980, 7, 5)


@pytest.mark.parametrize(
    "written", ["31/02/1980", "13/13/1980", "1980", "7/1980", "5 Foo 1980", "—", "abc", 3, 12e10]
)
def test_what_is_no_day_is_never_made_one(written: object) -> None:
    assert day_of(written, latest=TODAY) is None


def test_a_birthday_in_two_figures_is_never_in_the_future() -> None:
    assert day_of("01/01/27", latest=TODAY) == date(1927, 1, 1)
    assert day_of("01/01/26", latest=TODAY) == date(2026, 1, 1)
