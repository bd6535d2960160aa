"""What a list says is read whole: a long name takes as many lines as it needs."""

from typing import Any

from app.base.words import Language
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView
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


def test_the_name_of_an_office_that_does_not_fit_ends_in_dots(qtbot: Any):
    choice = OfficeChoice(Speech(Language.ENGLISH), None)
    qtbot.addWidget(choice)
    choice.setItemText(0, NAME)
    choice.resize(120, 30)
    choice.show()
    assert choice.shown().endswith("…") and NAME.startswith(choice.shown()[:-1])
