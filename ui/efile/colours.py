"""How the papers of a file look: the green sheet, the yellow note, and how long something has waited."""

from PySide6.QtWidgets import QWidget

from app.efile.model import Age
from ui.theme import COLOURS

GREEN_SHEET, GREEN_INK, GREEN_LINE = "#EEF6EC", "#1F3B22", "#B9D3B4"
YELLOW_NOTE, YELLOW_LINE = "#FFFBE3", "#C9A227"
AGES = {
    Age.FRESH: COLOURS.good,
    Age.WAITING: COLOURS.accent,
    Age.OLD: COLOURS.wait,
    Age.OVERDUE: COLOURS.wrong,
}


def dress(widget: QWidget, kind: str, ground: str, line: str) -> None:
    """Give a sheet of text (`kind`: its Qt class) its ground; its ink stays dark enough for eight hours."""
    widget.setStyleSheet(
        f"{kind} {{ background: {ground}; color: {COLOURS.ink}; border: 1px solid {line}; padding: 8px; }}"
        f"{kind}:focus {{ border: 2px solid {COLOURS.accent}; padding: 7px; }}"
    )
