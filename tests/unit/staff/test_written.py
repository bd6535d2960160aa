"""What is written into a form for people is read back as what was meant."""

from datetime import date

import pytest
from app.base.words import Language
from app.staff.sheets.fields import fields
from app.staff.sheets.model import Kind
from app.staff.sheets.values import Ground, judge_of
from app.staff.sheets.written import written
from ui.staff.grid_model import as_written

GROUND = Ground("X", date(2026, 11, 25), {}, {}, b"k" * 32)
CHOICES = [
    (each.id, kept)
    for each in fields().values()
    if each.kind is Kind.CHOICE
    for kept in sorted({*each.choices.values()})
]


@pytest.mark.parametrize(("id", "kept"), CHOICES)
def test_a_choice_is_written_in_hindi_and_read_back_as_itself(id: str, kept: str):
    said = written(id, kept)
    assert not said.isascii()
    assert judge_of(fields()[id], GROUND)(said) == kept


def test_a_day_is_written_as_offices_do_and_read_back_as_itself():
    assert written("birth", "1980-11-05") == "05-11-1980"
    assert judge_of(fields()["birth"], GROUND)("05-11-1980") == "1980-11-05"


@pytest.mark.parametrize("typed", ["32.01.1990", "2010-13-45", "20100105"])
def test_what_is_no_day_yet_stays_as_it_was_typed(typed: str):
    assert written("birth", typed) == as_written(fields()["birth"], typed, Language.HINDI) == typed
