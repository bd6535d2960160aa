"""What is doubtful in rows, on its way to whoever certifies: the centre takes no other shape, and no Aadhaar number."""

import json
from typing import Any

import pytest
from app.staff.certificate import packed
from app.staff.sheets.model import Finding, Severity
from app.staff.warned import UNKNOWN, packed_warnings, warnings_of
from central.body import Rejected
from central.staff_found import found_in, left_out_in

AADHAAR = "9999 4105 7058"


def warned(**changed: Any) -> str:
    told = {"row": 2, "field": "name", "key": "x", "facts": {}, "severity": "warning", "proposal": None}
    return packed(json.dumps({"0": [told | changed]}))


@pytest.mark.parametrize(
    "found",
    [
        "no",
        packed("[" * 100_000),
        packed("[]"),
        packed('{"1": []}'),
        packed('{"a": []}'),
        packed(f'{{"{"9" * 5000}": []}}'),
        packed('{"0": [1]}'),
        packed('{"0": [{}]}'),
        warned(severity="error"),
        warned(facts={"a": []}),
        warned(key=None),
        warned(key=f"{'a' * 300}-ui.b"),
        warned(row="2"),
        warned(proposal="\0"),
    ],
)
def test_warnings_of_another_shape_are_refused(found: str):
    with pytest.raises(Rejected) as refused:
        found_in({"found": found}, rows=1)
    assert (refused.value.code, refused.value.facts) == ("entry.body-wrong", {"field": "found"})


@pytest.mark.parametrize(
    "said", [{"facts": {"told": AADHAAR}}, {"facts": {"told": 999941057058}}, {"field": AADHAAR}]
)
def test_a_warning_with_an_aadhaar_number_in_it_is_refused_wherever_it_stands(said: dict[str, Any]):
    with pytest.raises(Rejected, match=r"staff\.holds-aadhaar"):
        found_in({"found": warned(**said)}, rows=1)


def test_a_warning_tells_nobody_a_whole_aadhaar_number():
    finding = Finding(2, "name", "name.wrong", {"told": AADHAAR}, Severity.WARNING, f"x {AADHAAR}")
    sent = packed_warnings([(), (finding,)])
    assert found_in({"found": sent}, rows=2) == sent
    assert AADHAAR not in str(warnings_of(sent)) and "XXXX XXXX 7058" in str(warnings_of(sent)[1])


def test_a_fact_of_any_name_is_read_at_the_desk_that_certifies():
    """What cannot be read there would stop all its news."""
    sent = warned(key="staff.email-twice", facts={"key": "a", "self": "b"})
    assert found_in({"found": sent}, rows=1) == sent
    assert [each["key"] for each in warnings_of(sent)[0]] == [UNKNOWN]


def test_rows_of_which_nothing_is_said_come_alone():
    assert packed_warnings([(), ()]) == found_in({}, rows=2) == ""
    assert warnings_of("") == {}


def test_why_rows_were_left_out_is_told_by_reason_and_number():
    told = [{"reason": "दो बार है", "lines": [3, 7]}]
    assert left_out_in({"left_out": told}) == [{"reason": "दो बार है", "count": 2}]
    assert left_out_in({}) == []
    for wrong in (
        "x",
        [1],
        [{"reason": 1, "lines": []}],
        [{"reason": "a\0", "lines": []}],
        [{"reason": "a"}],
    ):
        with pytest.raises(Rejected, match=r"entry\.body-wrong"):
            left_out_in({"left_out": wrong})
    with pytest.raises(Rejected, match=r"staff\.holds-aadhaar"):
        left_out_in({"left_out": [{"reason": AADHAAR, "lines": []}]})
