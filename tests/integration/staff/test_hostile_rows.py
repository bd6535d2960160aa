"""A desk that was taken over sends rows by hand: the centre keeps and shows none that are not what they should be."""

import base64
import json
import zlib
from typing import Any

import pytest

from app.base.canonical import digest
from app.records.journal import write_entry
from app.staff.certificate import chunk_text, packed, row_text
from tests.integration.efile.officers import Officer
from tests.integration.staff.sheets import OFFICE, employee, many

GOOD = row_text("person-1", 1, employee(1, name="सीता देवी"), "")
AADHAAR = "9999 4105 7058"


def text_of(**changed: Any) -> str:
    return chunk_text([json.dumps(json.loads(GOOD) | changed)])


def sent_by_hand(desk: Officer, chunk: str, rows: str) -> tuple[str, dict[str, Any]]:
    """Confirm `chunk` by its digest and send `rows`; return why the centre refuses, and its facts."""
    batch = desk.office.staff.begin(OFFICE, "basic.xlsx", many(1))[0].id
    bodies = {
        "staff.confirmed": {"rows": 1, "round": 1, "chunks": [digest(chunk.encode())]},
        "staff.rows": {"round": 1, "chunk": 0, "rows": rows, "lines": [2]},
    }
    with desk.office._desk.records.write() as session:
        for kind, body in bodies.items():
            acting, clock = desk.office._desk.require_acting(), desk.clock
            write_entry(session, acting, kind, batch, body | {"file": "basic.xlsx"}, clock=clock)
    desk.sync()
    return next(((each.code, dict(each.facts)) for each in desk.office.link.attention()), ("", {}))


def shown(centre: Any) -> int:
    """Return how many chunks of rows the centre shows to anybody."""
    with centre.centre.store.read() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM staff_note WHERE kind = 'sheet-rows'")
        return int(found.scalar_one())


def test_sound_rows_that_are_sent_by_hand_are_shown(neha: Officer, training_centre: Any):
    chunk = chunk_text([GOOD])
    assert sent_by_hand(neha, chunk, packed(chunk)) == ("", {})
    assert shown(training_centre) == 1


@pytest.mark.parametrize(
    "chunk",
    [
        "[" * 100_000,
        '[{"person": "p", "row": 1}',
        "[1]",
        text_of(values={"name": "सीता\0"}),
        text_of(values={"name": 1}),
        text_of(values=None),
        text_of(row="1"),
        text_of(person="x" * 37),
        text_of(token=None),
    ],
    ids=["deep", "cut", "number", "nul", "value", "no-values", "row", "person", "token"],
)
def test_rows_of_another_shape_are_refused_and_shown_to_nobody(
    neha: Officer, training_centre: Any, chunk: str
):
    code, facts = sent_by_hand(neha, chunk, packed(chunk))
    assert code == "entry.body-wrong"
    assert facts["field"] in {"rows", "values", "row", "person", "token"}
    assert shown(training_centre) == 0


def test_a_bomb_is_not_unpacked(neha: Officer, training_centre: Any):
    bomb = base64.b64encode(zlib.compress(b"0" * 200_000_000)).decode()
    assert sent_by_hand(neha, "[]", bomb) == ("entry.body-wrong", {"field": "rows"})
    assert shown(training_centre) == 0


def test_rows_that_are_not_those_confirmed_are_refused(neha: Officer, training_centre: Any):
    code, _ = sent_by_hand(neha, chunk_text([GOOD]), packed(text_of(row=2)))
    assert code == "staff.chunk-not-signed"
    assert shown(training_centre) == 0


@pytest.mark.parametrize("field", ["name", "remarks", "email"])
def test_a_whole_aadhaar_number_is_shown_to_nobody(neha: Officer, training_centre: Any, field: str):
    chunk = text_of(values=employee(1) | {field: f"सीता {AADHAAR}"})
    assert sent_by_hand(neha, chunk, packed(chunk)) == ("staff.holds-aadhaar", {})
    assert shown(training_centre) == 0
