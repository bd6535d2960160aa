"""A kind of mistake has a name that needs no single row to be understood."""

import re
import tomllib
from pathlib import Path

import pytest
from app.base.words import Language
from ui.staff.kinds import kind_named
from ui.words import Speech

import app.words

KINDS = [
    key
    for key in tomllib.loads(Path(app.words.__file__).with_name("staff_sheets.toml").read_text("utf-8"))
    if re.match(
        r"(cell|row|name|mobile|aadhaar|email|designation|office|birth|date|joined|superannuation)\.", key
    )
]


@pytest.mark.parametrize("language", list(Language))
def test_the_name_of_a_kind_of_mistake_has_no_hole_in_it(language: Language):
    names = {key: kind_named(Speech(language), key, None) for key in KINDS}
    assert len(names) > 20
    assert {key: name for key, name in names.items() if "…" in name or not name} == {}


def test_a_kind_is_told_by_what_its_message_says_first():
    told = [kind_named(Speech(), key, None) for key in ("mobile.length", "email.private", "birth.too-young")]
    assert told == ["मोबाइल में 10 अंक होते हैं", "निजी ई-मेल नहीं चलेगा", "आयु कम है"]
