"""What a list says is read whole: a long name takes as many lines as it needs."""

from typing import Any

from app.base.words import Language
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QLabel, QSplitter, QTableView
from ui.efile.few_rows import FewRows
from ui.efile.office_choice import OfficeChoice
from ui.efile.whole_rows import WholeRows
from ui.words import Speech

NAME = "District economics and statistics officer, District office, Lucknow"


def test_a_row_is_as_high_as_its_longest_words_and_grows_as_its_column_narrows(qtbot: Any):
    view, model = QTableView(), QStandardItemModel(0, 2)
    view.setModel(model)
    WholeRows(view, 0, 1)
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.show()
    model.appendRow([QStandardItem("1"), QStandardItem(NAME)])
    view.resize(320, 300)
    asked = QRect(0, 0, 130, 10_000)
    needed = view.fontMetrics().boundingRect(asked, Qt.TextFlag.TextWordWrap, NAME).height()
    qtbot.waitUntil(lambda: view.rowHeight(0) >= needed, timeout=5_000)


def test_the_end_of_a_row_that_is_taller_than_its_list_can_be_reached(qtbot: Any):
    view, model = QTableView(), QStandardItemModel(0, 1)
    view.setModel(model)
    rows = WholeRows(view, 0)
    qtbot.addWidget(view)
    view.resize(160, 90)
    view.show()
    with qtbot.waitSignal(rows.fitted, timeout=5_000):
        model.appendRow(QStandardItem(NAME))
        model.modelReset.emit()

    def shows_its_end() -> bool:
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        return view.rowViewportPosition(0) + view.rowHeight(0) <= view.viewport().height()

    assert view.rowHeight(0) > view.viewport().height()
    qtbot.waitUntil(shows_its_end, timeout=5_000)


def test_words_in_a_column_as_wide_as_they_are_take_no_line_more_than_they_have(qtbot: Any):
    view, model = QTableView(), QStandardItemModel(0, 2)
    view.setModel(model)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    rows = WholeRows(view, 0)
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitSignal(rows.fitted, timeout=5_000):
        model.appendRow([QStandardItem("1"), QStandardItem("4 · 26-11-2026 08:42\nअनिल")])
        model.modelReset.emit()
    assert view.rowHeight(0) < 3 * view.fontMetrics().lineSpacing()


def test_the_first_rows_of_a_table_stand_whole_over_what_it_leads_to_until_the_line_is_drawn_by_hand(
    qtbot: Any,
):
    split, view, model = QSplitter(Qt.Orientation.Vertical), QTableView(), QStandardItemModel(0, 1)
    view.setModel(model)
    split.addWidget(view)
    split.addWidget(QLabel("1"))
    FewRows(split, view)
    qtbot.addWidget(split)
    split.resize(400, 600)
    split.show()
    for number in range(9):
        model.appendRow(QStandardItem(str(number)))
    model.modelReset.emit()
    assert view.viewport().height() == 4 * view.rowHeight(0)
    split.setSizes([300, 300])
    split.splitterMoved.emit(300, 1)
    model.modelReset.emit()
    assert split.sizes()[0] > 250


def test_the_name_of_an_office_that_does_not_fit_ends_in_dots(qtbot: Any):
    choice = OfficeChoice(Speech(Language.ENGLISH), None)
    qtbot.addWidget(choice)
    choice.setItemText(0, NAME)
    choice.resize(120, 30)
    choice.show()
    assert choice.shown().endswith("…") and NAME.startswith(choice.shown()[:-1])
