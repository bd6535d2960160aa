"""The paper at the right is the one whose name stands over it, or none."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.base.document import Kind
from app.base.words import Language, Words
from app.counter.model import Issued
from app.ports.printing import Raster
from PySide6.QtWidgets import QApplication, QLabel
from ui.counter.paper import Paper, Stands
from ui.words import Speech

from tests.ui.counter.conftest import AtTheCounter

RECEIPT = Issued("1", Kind.BOARD_FEE, "BRD/000001", datetime(2026, 11, 26, tzinfo=UTC), 1, handed_over=False)


def test_no_other_paper_stands_under_the_name_of_one_that_is_being_drawn(qtbot: Any, speech: Speech):
    side = Paper(speech)
    qtbot.addWidget(side)
    drawn = Raster(8, 8, bytes(8))
    side.show_papers((), "")
    side.show_picture(drawn)
    side.show_papers((RECEIPT,), RECEIPT.id)
    side.wait()
    shown = [each.text() for each in side.findChildren(QLabel) if each.isVisibleTo(side)]
    assert "काग़ज़ आ रहा है…" in shown
    assert not side._view.isVisibleTo(side)
    assert not side._again.isVisibleTo(side)  # nothing is printed again that is not seen
    side._early.activated.emit()  # Ctrl+D before it is seen
    with qtbot.waitSignal(side.again):
        side.show_picture(drawn)
    assert side._view.isVisibleTo(side) and side._again.isVisibleTo(side)


def test_what_became_of_a_paper_since_stands_beside_it_and_one_that_hangs_is_not_called_printed(
    qtbot: Any, speech: Speech
):
    side = Paper(speech)
    qtbot.addWidget(side)
    side.show_papers((RECEIPT,), RECEIPT.id)
    side.show_picture(Raster(8, 8, bytes(8)), (Words("यह राशि लौटाई जानी है", "This amount is owed back"),))
    assert "लौटाई जानी है" in side._since.text() and side._since.isVisibleTo(side)
    for stands, called in (
        (Stands.NOT_OUT, "काग़ज़ जो अभी नहीं निकला"),
        (Stands.ONCE_MORE, "काग़ज़ फिर छप रहा है…"),
    ):
        side.show_papers((RECEIPT,), RECEIPT.id, stands)
        assert side._title.text() == called
        assert not side._again.isVisibleTo(side)


def test_where_a_question_leaves_little_room_the_charges_scroll_and_no_line_is_cut(
    qtbot: Any, counter: AtTheCounter
):
    side = Paper(Speech(Language.ENGLISH))
    qtbot.addWidget(side)
    side.fold(narrow=True)
    side.show_papers((), "")
    side.show_picture(Raster(8, 8, bytes(8)))
    side.show_charges(counter.begin())
    side.resize(side.width(), 250)
    side.show()
    QApplication.processEvents()
    assert side.height() == 250
    lines = [side._charges.itemAt(place).widget() for place in range(side._charges.count())]
    assert len(lines) > 4
    assert all(line.height() >= line.heightForWidth(line.width()) for line in lines if line.wordWrap())
    issued = tuple(
        replace(RECEIPT, id=kind.value, kind=kind) for kind in (Kind.CHALLAN, Kind.ACKNOWLEDGEMENT)
    )
    side.show_papers(issued, issued[0].id)
    QApplication.processEvents()
    assert all(chip.width() >= chip.sizeHint().width() for chip in side._chips)
