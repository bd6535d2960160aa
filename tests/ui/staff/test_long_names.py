"""A long name of an office pushes nothing out of sight, and is read from its beginning."""

from datetime import UTC, datetime
from typing import Any

from app.base.words import Words
from app.staff.model import Batch, BatchState, Progress
from app.staff.posts import OfficeCard
from PySide6.QtWidgets import QWidget
from ui.staff.heading import Heading
from ui.staff.office_choice import OfficeChoice
from ui.staff.overview import Overview, lines_of

LONG = "मुख्य चिकित्सा अधिकारी एवं अधीक्षक, राजकीय संयुक्त जिला चिकित्सालय एवं ट्रॉमा सेन्टर, सिविल लाइन्स, लखनऊ"
NAME = Words(f"कार्यालय {LONG}", f"कार्यालय {LONG}")
CARD = OfficeCard("o", "hod", NAME, "TR-LKO-X", "", "", "", (), 0)


def batch() -> Batch:
    now, none = datetime(2026, 11, 26, tzinfo=UTC), Progress(0, 0, 0, 0, paused=False)
    state = BatchState.WORKING
    return Batch("b", "o", NAME, "सूची.xlsx", state, "p", "", None, 60, 15, 0, none, now, now)


def test_what_stands_beside_a_long_name_is_seen_all_the_same(qtbot: Any, speech: Any):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1100, 600)
    heading, overview, choice = (
        Heading(speech, window),
        Overview(speech, window),
        OfficeChoice(speech, window),
    )
    for each, wide in ((heading, 700), (overview, 1100), (choice, 500)):
        each.resize(wide, each.height())
    window.show()
    heading.show_batch(batch(), "p")
    assert heading._who.shown().endswith("60 पंक्तियाँ") and "…" in heading._who.shown()
    assert LONG in heading._who.toolTip()

    overview.put(lines_of((CARD,), (batch(),), None, {}), collects=True)
    heads = overview.list.view.horizontalHeader()
    qtbot.waitUntil(lambda: 0 < heads.length() <= overview.list.view.viewport().width())
    choice.put((CARD,), "o")
    assert choice.lineEdit().cursorPosition() == 0 and LONG in choice.toolTip()
