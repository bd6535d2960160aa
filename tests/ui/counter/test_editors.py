"""What a person may type into a field, key by key."""

import pytest
from app.base.words import Words
from app.packs.model import Choice
from PySide6.QtTest import QTest
from ui.counter.editors import ChoiceEditor, DateEditor
from ui.words import Speech

WORK = {"धोबी": "Washerman", "दर्जी": "Tailor", "नाई": "Barber", "माली": "Gardener"}


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("15081990", "15-08-1990"),
        ("15-08-1990", "15-08-1990"),
        ("15/08/1990", "15-08-1990"),
        ("15.08.1990", "15-08-1990"),
        ("5-8-1990", "5-8-1990"),
        ("5/08/1990", "5-08-1990"),
    ],
)
def test_a_date_may_be_typed_with_or_without_what_stands_between(
    qtbot, speech: Speech, keys: str, shown: str
):
    editor = DateEditor(speech)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, keys)
    assert editor.text() == shown


def test_a_typed_hyphen_can_be_taken_back(qtbot, speech: Speech):
    editor = DateEditor(speech)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, "150")
    editor.backspace()
    editor.backspace()
    assert editor.text() == "15"


@pytest.fixture
def work(qtbot, speech: Speech) -> ChoiceEditor:
    choices = [
        Choice(str(number), Words(f"{hi} {number}", f"{en} {number}"))
        for number in range(4)
        for hi, en in WORK.items()
    ]
    plain = tuple(Choice(en.lower(), Words(hi, en)) for hi, en in WORK.items())
    editor = ChoiceEditor(speech, (*plain, *choices))
    qtbot.addWidget(editor)
    return editor


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("dhobi", "washerman"), ("nai", "barber"), ("Tail", "tailor"), ("धोबी", "washerman")],
)
def test_a_choice_is_found_by_its_sound_and_by_a_part_of_its_name(
    work: ChoiceEditor, typed: str, chosen: str
):
    work.setEditText(typed)
    work.settle()
    assert work.typed() == chosen


def test_what_sounds_like_nothing_there_chooses_nothing(work: ChoiceEditor):
    work.setEditText("xyzzy")
    work.settle()
    assert work.typed() == ""
