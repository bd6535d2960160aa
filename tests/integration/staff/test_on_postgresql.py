"""The same truth where the centre of a whole state keeps it: on PostgreSQL."""

# ruff: noqa: F811  the fixtures of the centre are imported by their names
from collections.abc import Callable

import pytest

from app.staff.model import Asked, BatchState, RowState
from tests.integration.central.conftest import on_postgresql, server, set_up_database
from tests.integration.central.postgresql import needs_postgresql
from tests.integration.staff.sheets import OFFICE, certify, many, row, sheet

pytestmark = needs_postgresql


@pytest.fixture
def training_centre(on_postgresql: Callable):
    return on_postgresql()


def test_rows_are_taken_in_chunks_and_one_that_clashes_is_refused(signed_for):
    staff = signed_for.office.staff
    first, _ = staff.begin(OFFICE, "basic.xlsx", many(700))
    second, _ = staff.begin("hod-health", "cmo.xlsx", sheet(row(900), row(901, employee_code="E000650")))
    for batch in (first.id, second.id):
        staff.confirm(batch)
        certify(signed_for, batch)
        staff.upload(batch)
        signed_for.sync()
    assert staff.batch(first.id).state is BatchState.DONE
    assert staff.batch(second.id).progress.accepted == 1
    (number,) = staff.order(second.id, Asked(state=RowState.REFUSED))
    assert staff.rows(second.id, [number])[0].findings[0].key == "staff.code-taken"
    assert len(staff.people(OFFICE)) == 500 and staff.find("E000700") != ()
    assert signed_for.office.link.attention() == ()
