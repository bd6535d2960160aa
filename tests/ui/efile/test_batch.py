"""How a batch of signatures ends: the reason stays, and what cannot be signed is called neither ready nor stopped."""

from collections.abc import Iterator
from typing import Any

import pytest
from app.efile.model import ToSignAll
from app.errors import InputError, RecordsLocked
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget
from ui.efile.batch_sheet import BatchSheet
from ui.tasks import Tasks
from ui.words import Speech

from tests.ui.efile.conftest import Open

NOT_HERE = InputError(reason="efile.paper-not-here", page=1)


@pytest.fixture
def sheet(qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech) -> Iterator[BatchSheet]:
    kavita = office_of("kavita")
    found = BatchSheet(kavita.office, tasks, speech)
    qtbot.addWidget(found)
    found.show()
    found._show(tuple(kavita.create(subject) for subject in ("पेयजल", "वेतन")))
    yield found
    tasks.close()


def said(sheet: BatchSheet, name: str) -> str:
    return sheet.findChild(QLabel, f"efile.batch.{name}").text()


def test_why_a_batch_broke_off_stays_while_what_is_left_is_looked_at_again(sheet: BatchSheet):
    first, _second = sheet._files
    sheet._done(((), (first.id,), RecordsLocked(reason="records.busy")))
    sheet._show_ready(ToSignAll((), ((first.id, NOT_HERE),)))
    assert "यह डेस्क अभी" in said(sheet, "told") and f"{first.number}: पृष्ठ 1" in said(sheet, "told")
    sheet._go_on()  # the PIN is given anew
    assert said(sheet, "told").startswith(first.number)


def test_where_all_are_signed_but_those_that_cannot_be_nobody_is_told_of_a_stop(sheet: BatchSheet):
    first, second = sheet._files
    sheet._show_ready(ToSignAll((), ((second.id, NOT_HERE),)))
    files = sheet.findChild(QListWidget, "efile.batch.files")
    assert [files.item(row).checkState() for row in range(2)] == [
        Qt.CheckState.Checked,
        Qt.CheckState.Unchecked,
    ]
    sheet._done(((first.id,), (), None))
    assert said(sheet, "told").startswith("1 हस्ताक्षरित") and second.number in said(sheet, "told")
    assert "रोका" not in said(sheet, "told") and "तैयार" not in said(sheet, "count")
