"""The line at the bottom says what still has to reach the centre, and never that all is there while it is not."""

from dataclasses import replace
from typing import Any

import pytest
from app.sync.model import ClockState, SyncStatus
from app.words import words
from PySide6.QtWidgets import QWidget
from ui.header import StatusLine
from ui.words import Speech

ALL_THERE = SyncStatus(
    waiting=0,
    uploads=0,
    set_aside=0,
    online=True,
    cause=None,
    last_ok=None,
    next_try=None,
    clock=ClockState.OK,
)
EMPTY = words("ui.status-empty").hi


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ALL_THERE, EMPTY),
        (replace(ALL_THERE, set_aside=2), words("ui.status-refused", count=2).hi),
        (replace(ALL_THERE, waiting=1, set_aside=2), words("ui.status-waiting-work", waiting=1).hi),
        (replace(ALL_THERE, uploads=1), words("ui.status-waiting-papers", uploads=1).hi),
        (replace(ALL_THERE, waiting=1, uploads=3), words("ui.status-waiting", waiting=1, uploads=3).hi),
    ],
)
def test_what_the_centre_stopped_is_said_beside_what_waits(
    qtbot: Any, speech: Speech, status: SyncStatus, said: str
):
    parent = QWidget()
    qtbot.addWidget(parent)
    line = StatusLine(speech, parent)
    line.show_status(status)
    shown = line._said.text()
    assert said in shown
    assert (shown == EMPTY) == (status == ALL_THERE)
    assert ("ध्यान दें" in shown) == bool(status.set_aside)


def test_nobody_is_told_that_all_has_arrived_before_what_was_just_written_is_counted(
    qtbot: Any, speech: Speech
):
    parent = QWidget()
    qtbot.addWidget(parent)
    line = StatusLine(speech, parent)
    line.show_status(ALL_THERE)
    line.unsettle()
    assert line._said.text() == words("ui.status-counting").hi
    line.show_status(ALL_THERE)
    assert line._said.text() == EMPTY
