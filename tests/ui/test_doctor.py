"""The desk check-up in the window: what is ill stands first, with what to do and the way there."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from app.base.words import Language
from app.words import words
from door.wiring import open_desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from ui.start import Window

PARTS = (
    "records",
    "books",
    "centre",
    "clock",
    "printer.virtual",
    "printer.pdf",
    "scanners",
)  # a counter signs no files


@pytest.fixture
def window(qtbot: Any, home: Path) -> Iterator[Window]:
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text(
        'slip_printer = "virtual"\n[[printer]]\nname = "काउंटर"\nkind = "network"\naddress = "127.0.0.1:9"\n'
        '[[printer]]\nname = "virtual"\nkind = "virtual"\n[[printer]]\nname = "pdf"\nkind = "pdf"\n',
        "utf-8",
    )
    made = Window(partial(open_desk, home), Language.HINDI)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._shell is not None, timeout=30_000)
    yield made
    made.finish()


def at_the_doctor(qtbot: Any, window: Window) -> list[str]:
    """Press the centre's chip, and return the parts in the order in which they are shown."""
    shell = window._shell
    assert shell is not None
    chip = window.findChild(QPushButton, "header.centre")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert shell.here == "doctor"
    place = shell._pages["doctor"]
    qtbot.waitUntil(lambda: place.findChild(QFrame, "doctor.records") is not None, timeout=30_000)
    lines = place._lines
    return [lines.itemAt(at).widget().objectName() for at in range(lines.count())]


def test_every_part_is_told_and_what_is_ill_stands_first_with_what_to_do(qtbot: Any, window: Window):
    shown = at_the_doctor(qtbot, window)
    assert shown[0] == "doctor.printer.काउंटर"
    assert sorted(shown[1:]) == sorted(f"doctor.{part}" for part in PARTS)
    remedy = window.findChild(QLabel, "doctor.printer.do")
    assert isinstance(remedy, QLabel)
    assert words("ui.doctor-do-printer").hi in remedy.text()
    window.speech.speak(Language.ENGLISH)
    english = f"→ {words('ui.doctor-do-printer').en}"
    qtbot.waitUntil(
        lambda: [each.text() for each in window.findChildren(QLabel, "doctor.printer.do")] == [english],
        timeout=10_000,
    )


def test_the_way_leads_to_where_the_part_is_looked_after(qtbot: Any, window: Window):
    at_the_doctor(qtbot, window)
    qtbot.mouseClick(window.findChild(QPushButton, "doctor.printer.go"), Qt.MouseButton.LeftButton)
    assert window._shell is not None
    assert window._shell.here == "printing"
