"""How far and how late look in a cell: a tone, and always a sign or a word beside it."""

from typing import Any

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.ports.report import Tone
from app.staff.standings import Standing
from ui.theme import COLOURS

SIGNS = {Standing.DONE: "✓", Standing.OPEN: "○", Standing.LATE: "!", Standing.EXEMPT: "–"}
INKS = {
    Tone.GOOD: (COLOURS.good, COLOURS.good_soft),
    Tone.WAIT: (COLOURS.wait, COLOURS.wait_soft),
    Tone.WRONG: (COLOURS.wrong, COLOURS.wrong_soft),
    Tone.PLAIN: (COLOURS.muted, COLOURS.surface),
}
OF_STANDING = {
    Standing.DONE: Tone.GOOD,
    Standing.OPEN: Tone.PLAIN,
    Standing.LATE: Tone.WRONG,
    Standing.EXEMPT: Tone.WAIT,
}
_BY_SIGN = {sign: OF_STANDING[standing] for standing, sign in SIGNS.items()}


class SignedCell(QStyledItemDelegate):
    """A cell whose text begins with a sign is written in the sign's colour."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Any) -> None:  # noqa: N802  Qt's name
        super().initStyleOption(option, index)
        ink, _ = INKS[_BY_SIGN.get(option.text[:1], Tone.PLAIN)]
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, QColor(ink))
