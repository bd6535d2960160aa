"""How a day is read out of its editor."""

from datetime import date

from PySide6.QtWidgets import QDateEdit


def day_in(editor: QDateEdit) -> date:
    found = editor.date()
    return date(found.year(), found.month(), found.day())
