"""The cursor comes back where a screen was shut for a while."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from ui.kept_focus import KeptFocus


@pytest.mark.parametrize("stays_shut", [False, True])
def test_after_a_refusal_the_cursor_stands_where_it_was_or_at_the_next_that_can_be_used(
    qtbot: Any, stays_shut: bool
) -> None:
    window, sheet = QWidget(), QWidget()
    for around, within in ((window, sheet), (sheet, pin := QLineEdit()), (sheet, other := QLineEdit())):
        (around.layout() or QVBoxLayout(around)).addWidget(within)
    qtbot.addWidget(window)
    KeptFocus(window)
    window.show()
    window.activateWindow()
    pin.setFocus()
    qtbot.waitUntil(pin.hasFocus)
    sheet.setEnabled(False)
    assert not pin.hasFocus()
    pin.setEnabled(not stays_shut)
    sheet.setEnabled(True)
    qtbot.waitUntil((other if stays_shut else pin).hasFocus)
