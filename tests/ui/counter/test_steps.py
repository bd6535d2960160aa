"""The line of steps over the form."""

from typing import Any

from app.base.words import Words
from ui.counter.steps import StepLine
from ui.words import Speech

NAMES = ("आवेदक", "पता व काम", "बैंक व नामिती", "काग़ज़", "शुल्क")


def made(qtbot: Any, speech: Speech, width: int) -> StepLine:
    line = StepLine(speech)
    qtbot.addWidget(line)
    line.resize(width, 40)
    line.show()
    line.set_steps([(str(place), Words(name, name)) for place, name in enumerate(NAMES)])
    line.show_steps(2, [True, False, False, False, False])
    qtbot.waitUntil(lambda: all(step.isVisible() for step in line._buttons))
    return line


def test_a_line_too_short_for_all_names_shortens_some_and_cuts_none_in_the_middle(qtbot, speech: Speech):
    long = made(qtbot, speech, 2000)
    assert [step.text()[3:] for step in long._buttons[1:]] == list(NAMES[1:])
    short = made(qtbot, speech, long._row.minimumSize().width() - 8)
    assert short._buttons[2].text() == "3  बैंक व नामिती"  # where one is, the whole name
    assert all(step.width() >= step.sizeHint().width() for step in short._buttons)
