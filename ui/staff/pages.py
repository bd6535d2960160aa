"""How the two pages of the master's desk are laid out: the list of sheets, and the grid of one."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import SIZES


def list_page(parent: QWidget, overview: QWidget, *buttons: QWidget) -> QWidget:
    """Return the list over its buttons."""
    found = QWidget(parent)
    box, line = _column(found), QHBoxLayout()
    line.setSpacing(SIZES.step)
    for each in buttons:
        line.addWidget(each)
    line.addStretch(1)
    box.addWidget(overview, 1)
    box.addLayout(line)
    return found


def grid_page(parent: QWidget, grid: QWidget, acts: QWidget, *above: QWidget) -> QWidget:
    """Return the grid between what is said above it and what can be done."""
    found = QWidget(parent)
    box = _column(found)
    for each in above:
        box.addWidget(each)
    box.addWidget(grid, 1)
    box.addWidget(acts)
    return found


def _column(page: QWidget) -> QVBoxLayout:
    found = QVBoxLayout(page)
    found.setContentsMargins(0, 0, 0, 0)
    found.setSpacing(SIZES.step)
    return found
