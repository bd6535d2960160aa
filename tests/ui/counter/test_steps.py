"""The line of steps over the form."""

from typing import Any

import pytest
from app.base.words import Words
from PySide6.QtWidgets import QWidget
from ui.counter.steps import StepLine
from ui.words import Speech

NAMES = ("आवेदक", "पता व काम", "बैंक व नामिती", "काग़ज़", "शुल्क")


@pytest.fixture
def around(qtbot: Any) -> QWidget:
    """What a line stands in: one that is a window of its own would grow with its names."""
    found = QWidget()
    qtbot.addWidget(found)
    return found


def made(around: QWidget, speech: Speech, width: int) -> StepLine:
    line = StepLine(speech)
    line.setParent(around)
    line.resize(width, 40)
    around.show()
    line.show()
    line.set_steps([(str(place), Words(name, name)) for place, name in enumerate(NAMES)])
    line.show_steps(2, [True, False, False, False, False])
    return line


def test_a_line_too_short_for_all_names_shortens_some_and_cuts_none_in_the_middle(
    qtbot, speech: Speech, around: QWidget
):
    long = made(around, speech, 2000)
    assert [step.text()[3:] for step in long._buttons[1:]] == list(NAMES[1:])
    short = made(around, speech, long._row.minimumSize().width() - 8)
    assert short._buttons[2].text() == "3  बैंक व नामिती"  # where one is, the whole name
    steps = short._buttons
    qtbot.waitUntil(lambda: steps[-1].isVisible() and steps[-1].geometry().right() <= short.width())
    qtbot.waitUntil(lambda: all(step.width() >= step.sizeHint().width() for step in steps))
    short.resize(150, 40)
    assert all(
        any(letter.isalnum() for letter in step.text()) for step in steps
    )  # a sign alone names no step
