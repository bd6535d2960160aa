"""What goes wrong on the way of a sheet: an ended certificate, two clerks at once, a refused row, a power cut."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.errors import InputError, WrongStep
from app.staff.model import Asked, BatchState, RowState
from app.staff.sheets.model import CheckedSheet, Place
from tests.integration.efile.officers import Officer
from tests.integration.efile.tokens import pair
from tests.integration.staff.sender import open_again
from tests.integration.staff.sheets import OFFICE, certify, many, row, sheet, sit

HOUSE = Path(__file__).parents[3]


def confirmed(desk: Officer, given: CheckedSheet, office: str = OFFICE) -> str:
    batch, _ = desk.office.staff.begin(office, "basic.xlsx", given)
    desk.office.staff.confirm(batch.id)
    return batch.id


def sent(desk: Officer, batch: str) -> None:
    certify(desk, batch)
    desk.office.staff.upload(batch)
    desk.sync()


def master(centre: Any) -> list[tuple[str, int]]:
    """Return the code and version of everybody in the centre's master."""
    with closing(sqlite3.connect(centre.folder / "centre.sqlite3")) as records:
        return records.execute("SELECT code, version FROM staff_person").fetchall()


@pytest.fixture
def ended(new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    """The magistrate at a desk of his own; his certificate was approved, and has ended since."""
    raghav = new_officer(training_centre, "raghav")
    raghav.token.pair = pair("raghav-ended", 29)
    raghav.token.changed["not_after"] = raghav.clock.now() + timedelta(days=1)
    raghav.ask_for_enrolment()
    new_officer(training_centre, "imran").approve_all()
    raghav.sync()
    return raghav


def test_with_an_expired_certificate_nothing_is_certified_at_the_desk(neha: Officer, ended: Officer):
    batch = confirmed(neha, many(3))
    neha.sync()
    ended.sync()
    ended.unlock()
    ended.token.changed.clear()
    with pytest.raises(InputError, match=r"dsc\.expired"):
        ended.office.staff.certify(ended.office.staff.to_certify(batch))
    assert ended.office.staff.batch(batch).state is BatchState.CONFIRMED
    assert ended.rows("SELECT count(*) FROM journal WHERE kind = 'staff.certified'") == [(0,)]


def test_an_expired_certificate_that_a_desk_lets_pass_is_refused_by_the_centre(neha: Officer, ended: Officer):
    batch = confirmed(neha, many(3))
    neha.sync()
    ended.sync()
    ended.unlock()
    ended.office.staff.certify(ended.office.staff.to_certify(batch))
    ended.sync()
    (item,) = ended.office.link.attention()
    assert (item.code, item.facts["flaw"]) == ("staff.signature-wrong", "expired")
    neha.sync()
    assert neha.office.staff.batch(batch).state is BatchState.CONFIRMED


def test_of_two_clerks_who_bring_the_same_office_at_once_one_goes_on_and_the_other_keeps_the_rows(
    neha: Officer, new_officer: Callable[..., Officer], training_centre: Any
):
    desks = [neha, new_officer(training_centre, "meena")]
    begun = [each.office.staff.begin(OFFICE, "basic.xlsx", many(5))[0].id for each in desks]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Officer.sync, desks))
    seen = [each.office.staff.batch(batch) for each, batch in zip(desks, begun, strict=True)]
    assert sorted(each.state for each in seen) == [BatchState.ELSEWHERE, BatchState.WORKING]
    assert [each.rows for each in seen] == [5, 5]
    late = desks[[each.state for each in seen].index(BatchState.ELSEWHERE)]
    late.sync()
    with pytest.raises(InputError, match=r"staff\.batch-elsewhere"):
        late.office.staff.begin(OFFICE, "again.xlsx", many(5))
    assert neha.office.link.attention() == ()


def test_row_71234_comes_back_into_the_grid_with_its_reason_and_the_others_are_kept(signed_for: Officer):
    staff = signed_for.office.staff
    sent(signed_for, confirmed(signed_for, many(1)))
    rows = [replace(row(number), place=Place("Sheet1", 70_000 + number)) for number in range(100, 1500)]
    rows[1134] = replace(row(1234, email="emp1@up.gov.in"), place=Place("Sheet1", 71_234))
    batch = confirmed(signed_for, sheet(*rows), "hod-health")
    sent(signed_for, batch)
    back = staff.batch(batch)
    assert (back.state, back.progress.accepted, back.progress.refused) == (BatchState.WORKING, 1399, 1)
    (number,) = staff.order(batch, Asked(state=RowState.REFUSED))
    (refused,) = staff.rows(batch, [number])
    assert (refused.place.row, refused.findings[0].row) == (71_234, 71_234)
    assert [(each.field, each.key) for each in refused.findings] == [("email", "staff.email-taken")]
    staff.mend(batch, number, {"email": "emp1234@up.gov.in", "name": "राम कुमार"})
    staff.confirm(batch)
    sent(signed_for, batch)
    assert staff.batch(batch).progress.accepted == 1400


def test_after_a_power_cut_in_the_middle_the_rest_goes_up_and_nobody_twice(
    signed_for: Officer, training_centre: Any
):
    batch = confirmed(signed_for, many(12_000))
    certify(signed_for, batch)
    signed_for.office.staff.upload(batch)
    signed_for.office.close()
    desk = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.staff.sender", str(signed_for.home), training_centre.url],
        cwd=HOUSE,
    )
    until = time.monotonic() + 120
    while not master(training_centre) and time.monotonic() < until:
        time.sleep(0.005)
    desk.kill()
    desk.wait()
    assert 0 < len(master(training_centre)) < 12_000
    signed_for.office = open_again(signed_for.home, training_centre.url)
    signed_for.sync()
    assert signed_for.office.staff.batch(batch).state is BatchState.DONE
    people = master(training_centre)
    assert (len(people), len(set(people)), {version for _, version in people}) == (12_000, 12_000, {1})


def test_certified_rows_change_only_in_a_round_that_is_certified_anew(signed_for: Officer):
    staff = signed_for.office.staff
    batch = confirmed(signed_for, many(3))
    before = certify(signed_for, batch).certification
    with pytest.raises(WrongStep, match=r"staff\.locked"):
        staff.mend(batch, 1, {"name": "सीता देवी"})
    staff.open_again(batch, "नाम सुधारना है")
    staff.mend(batch, 1, {"name": "सीता देवी"})
    staff.confirm(batch)
    with pytest.raises(WrongStep):
        staff.upload(batch)
    after = certify(signed_for, batch).certification
    assert before.digest != after.digest
    staff.upload(batch)
    signed_for.sync()
    assert staff.find("E000001")[0].values["name"] == "सीता देवी"
    sit(signed_for, "neha")
    assert signed_for.office.link.attention() == ()
