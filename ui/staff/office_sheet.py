"""What lies over the places of offices and readiness until it is done with."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.efile.sheet import Sheet
from ui.theme import SIZES


class OfficeSheet(Sheet):
    """Its object names begin with `offices.`, its message keys with `offices-ui.`."""

    room: ClassVar[str] = "offices"


def level(*fields: QWidget) -> QHBoxLayout:
    """Return fields side by side that share the width, their editors on one line whatever stands below them."""
    found = QHBoxLayout()
    found.setSpacing(SIZES.step)
    for each in fields:
        found.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
    return found
