"""How a day is asked for, and read out of its editor."""

from datetime import date

from PySide6.QtWidgets import QDateEdit

from ui.efile import sheet
from ui.theme import SIZES


def day_editor(days_ahead: int = 0) -> QDateEdit:
    """Return an editor of a day, as high as the lines beside it."""
    found = sheet.day_editor(days_ahead)
    found.setFixedHeight(SIZES.control)
    return found


def day_in(editor: QDateEdit) -> date:
    found = editor.date()
    return date(found.year(), found.month(), found.day())
