"""A desk that is older than a number book is leased it with the next round."""

from dataclasses import replace
from typing import Any

from app.base.days import office_day
from app.records.books import series_in_use, series_of_refunds, take_number
from app.records.tables import BookRow

from sqlalchemy import delete


def test_a_desk_enrolled_before_refunds_had_a_book_is_leased_one(desk: Any):
    with desk.records.write() as session:
        session.execute(delete(BookRow).where(BookRow.series == "RFD"))
        assert "RFD" not in series_in_use(session)
    assert desk.worker().run_once().cause is None
    with desk.records.write() as session:
        assert take_number(session, "RFD", office_day(desk.clock.now())).endswith("/RFD/000001")


def test_a_centre_that_has_no_book_for_refunds_holds_nothing_up(desk: Any, training_centre: Any):
    with desk.records.write() as session:
        session.execute(delete(BookRow).where(BookRow.series == "RFD"))
    centre = training_centre.centre
    known = tuple(each for each in centre.charter.series if each != "RFD")
    centre.charter = replace(centre.charter, series=known)
    assert desk.worker().run_once().cause is None
    with desk.records.read() as session:
        assert series_of_refunds(session) == "BRD"
