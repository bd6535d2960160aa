"""A chip: one of a few views of the same things, of which one is shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget


def new_chip(parent: QWidget, group: QButtonGroup, name: str, chosen: Callable[[], object]) -> QPushButton:
    """Return a chip of the group; `chosen` is called when a person presses it."""
    found = QPushButton(parent)
    found.setObjectName(name)
    found.setProperty("kind", "chip")
    found.setCheckable(True)
    found.clicked.connect(chosen)
    group.addButton(found)
    return found
