"""Of a hundred thousand rows only those are read that somebody looks at, whatever went by on the way there."""

from collections.abc import Iterator
from typing import Any

import pytest
from app.staff.model import Row, RowState
from app.staff.sheets.fields import fields
from app.staff.sheets.model import Place
from PySide6.QtWidgets import QWidget
from ui.staff.grid_model import PAGE, GridRows
from ui.words import Speech

NAME = 1


class Dragged(GridRows):
    """The grid's rows, with the numbers that were asked for; `look` draws a page as the table would."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(speech, parent)
        self.read: list[int] = []
        self.wanted.connect(lambda numbers: self.read.append(numbers[0] // PAGE))
        self.set_fields(tuple(fields().values()))
        self.show_order(range(100_000), is_open=True)

    def look(self, page: int) -> None:
        self.seen = lambda: range(page * PAGE, page * PAGE + 20)
        for place in self.seen():
            self.look_of(place, NAME)

    def answer(self, page: int) -> None:
        numbers = range(page * PAGE, (page + 1) * PAGE)
        self.take([_row(number) for number in numbers], numbers)


def _row(number: int) -> Row:
    values = {"name": f"कर्मचारी {number}"}
    return Row(number, Place("Sheet1", number + 2), "", values, {}, (), RowState.OPEN)


@pytest.fixture
def rows(qtbot: Any, speech: Speech) -> Iterator[Dragged]:
    home = QWidget()
    qtbot.addWidget(home)
    yield Dragged(speech, home)


def test_pages_that_went_by_are_not_read(rows: Dragged, qtbot: Any):
    for page in range(0, 701, 10):
        rows.look(page)
    qtbot.waitUntil(lambda: rows.read == [700])

    rows.look(300)
    rows.look(400)
    rows.answer(700)
    qtbot.waitUntil(lambda: rows.read == [700, 400])
    rows.answer(400)
    assert rows.look_of(400 * PAGE, NAME).text == "कर्मचारी 40000"


def test_a_row_that_is_needed_is_read_though_it_is_not_on_the_screen(rows: Dragged, qtbot: Any):
    rows.look(5)
    rows.need(71_234)
    qtbot.waitUntil(lambda: rows.read == [5, 712])


def test_a_page_that_went_by_is_read_once_it_is_looked_at_again(rows: Dragged, qtbot: Any):
    rows.look(1)
    rows.look(2)
    qtbot.waitUntil(lambda: rows.read == [2])
    rows.answer(2)
    rows.look(1)
    qtbot.waitUntil(lambda: rows.read == [2, 1])
