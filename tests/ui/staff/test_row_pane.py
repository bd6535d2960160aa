"""What is said of the chosen row beside the grid: the same of several cells once."""

from typing import Any

from app.base.words import Words
from app.staff.model import SERVED_ELSEWHERE, Row, RowState
from app.staff.sheets.fields import fields
from app.staff.sheets.model import Finding, Place, Severity
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget
from ui.staff.row_pane import RowPane


def test_who_serves_in_another_office_is_told_once_and_by_its_name(qtbot: Any, speech: Any):
    window = QWidget()
    qtbot.addWidget(window)
    pane = RowPane(speech, window)
    facts = {"name": "सुनील वर्मा", "office": "TR-LKO-EDU"}
    found = tuple(
        Finding(3, field, "duplicate.transferred", {**facts, "value": field}, Severity.WARNING)
        for field in ("aadhaar", "email", "mobile")
    )
    pane.set_fields(tuple(fields().values()))
    pane.show_row(Row(1, Place("Sheet", 3), "p", {}, {}, found, RowState.OPEN), is_open=True)
    pane.set_offices({"TR-LKO-EDU": Words("जिला बेसिक शिक्षा अधिकारी कार्यालय", "Basic education")})

    assert pane._state.text().endswith("केन्द्र यह पंक्ति लौटा देगा।")  # and not: it may go like this
    (told,) = [each for each in pane._cards if isinstance(each, QFrame)]
    said = [each.text() for each in told.findChildren(QLabel)]
    (sentence,) = said
    assert sentence.startswith("सुनील वर्मा अभी जिला बेसिक शिक्षा अधिकारी कार्यालय में कार्यरत दर्ज हैं।")
    assert len(told.findChildren(QPushButton)) == len(found)  # each of its cells is one press away

    word = Finding(3, "office", SERVED_ELSEWHERE, {**facts, "day": "26-11-2026"}, Severity.WARNING)
    pane.show_row(Row(1, Place("Sheet", 3), "p", {}, {}, (*found, word), RowState.REFUSED), is_open=True)
    (told,) = [each for each in pane._cards if isinstance(each, QFrame)]
    assert "26-11-2026 को केन्द्र ने" in told.findChildren(QLabel)[0].text()
