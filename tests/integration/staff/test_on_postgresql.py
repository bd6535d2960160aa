"""The same truth where the centre of a whole state keeps it: on PostgreSQL."""

# ruff: noqa: F811  the fixtures of the centre are imported by their names
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from central.store import Store
from sqlalchemy import text

from app.staff.model import Asked, BatchState, RowState
from tests.integration.central.conftest import on_postgresql, server, set_up_database
from tests.integration.central.postgresql import needs_postgresql
from tests.integration.efile.officers import Officer
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


def test_long_documents_are_packed_by_lz4_where_the_server_has_it(server: Any):
    centre = Store(server.new_database())
    knows = text("SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
    for _ in range(2):  # what one transaction is told stays with its connection
        with centre.write() as connection:
            packs = connection.scalar(text("SHOW default_toast_compression"))
            assert packs == ("lz4" if connection.scalar(knows) else "pglz")
    centre.close()


def test_of_two_clerks_who_bring_the_same_office_in_the_same_moment_one_is_first(
    neha: Officer, new_officer: Callable[..., Officer], training_centre: Any
):
    desks = [neha, new_officer(training_centre, "meena")]
    begun = [each.office.staff.begin(OFFICE, "basic.xlsx", many(5))[0].id for each in desks]
    at_once(desks)
    seen = [each.office.staff.batch(batch).state for each, batch in zip(desks, begun, strict=True)]
    assert sorted(seen) == [BatchState.ELSEWHERE, BatchState.WORKING]


def test_two_offices_whose_rows_enter_in_the_same_moment_never_share_an_address(
    signed_for: Officer, new_officer: Callable[..., Officer], training_centre: Any
):
    meena = new_officer(training_centre, "meena")
    begun = {}
    for desk, office, first in ((signed_for, OFFICE, 0), (meena, "hod-health", 5000)):
        rows = [row(first + number, email=f"shared{number}@up.gov.in") for number in range(1, 1501)]
        begun[desk.login] = desk.office.staff.begin(office, "basic.xlsx", sheet(*rows))[0].id
        desk.office.staff.confirm(begun[desk.login])
        desk.sync()
    signed_for.sync()
    for batch in begun.values():
        certify(signed_for, batch)
    signed_for.sync()
    meena.sync()
    desks = (signed_for, meena)
    for desk in desks:
        desk.office.staff.upload(begun[desk.login])
    at_once(desks)
    found = [desk.office.staff.batch(begun[desk.login]).progress for desk in desks]
    assert sum(each.accepted for each in found) == sum(each.refused for each in found) == 1500
    assert [desk.office.link.attention() for desk in desks] == [(), ()]


def at_once(desks: Sequence[Officer]) -> None:
    with ThreadPoolExecutor(len(desks)) as pool:
        list(pool.map(Officer.sync, desks))
