"""Which other ways a word that was written by its sound may be spelt: रमू may be meant as रामू.

Latin keys do not say whether a vowel is long, nor त from ट; the neighbours in just that are what is offered.
"""

import re

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

KEY = "Alt+↓"
_MOST_OFFERED = 9
_DEVANAGARI, _VIRAMA = re.compile("[\u0900-\u097f]"), "\u094d"
_LEFT = frozenset(
    {QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.EnabledChange, QEvent.Type.WindowDeactivate}
)
_LONG_A, _NASALS = "ा", "ंँ"
_VOWELS = {
    "ि": "ी",
    "ी": "ि",
    "ु": "ू",
    "ू": "ु",
    "ा": "",
    "इ": "ई",
    "ई": "इ",
    "उ": "ऊ",
    "ऊ": "उ",
    "अ": "आ",
    "आ": "अ",
}
_CONSONANTS = {
    "त": "ट",
    "ट": "त",
    "द": "ड",
    "ड": "द",
    "न": "ण",
    "ण": "न",
    "थ": "ठ",
    "ठ": "थ",
    "ध": "ढ",
    "ढ": "ध",
}


def spellings(hindi: str, *others: str) -> tuple[str, ...]:
    """Return the word, the `others` that are as good, and its neighbours.

    Those have one vowel long or short instead, two consonants written apart, or one consonant curled or not. What
    holds no Devanagari has none.
    """
    if not _DEVANAGARI.search(hindi):
        return (hindi,)
    places = range(len(hindi))
    found = [*others, *(_with_long_a(hindi, place) for place in places)]
    found += [_instead(hindi, place, _VOWELS) for place in places]
    found += [_apart(hindi, place) for place in places]
    found += [_instead(hindi, place, _CONSONANTS) for place in places]
    return tuple(dict.fromkeys([hindi, *filter(None, found)]))[:_MOST_OFFERED]


def _with_long_a(hindi: str, place: int) -> str:
    """Return the word with ा after the consonant at this place; nothing where none can stand."""
    letter, after = hindi[place], hindi[place + 1 : place + 2]
    may = "क" <= letter <= "ह" and (after in set(_NASALS) or "अ" <= after <= "ह")
    return f"{hindi[: place + 1]}{_LONG_A}{hindi[place + 1 :]}" if may else ""


def _apart(hindi: str, place: int) -> str:
    """Return the word with the two consonants that are joined here written one after the other."""
    joined = hindi[place] == _VIRAMA
    return hindi[:place] + hindi[place + 1 :] if joined else ""


def _instead(hindi: str, place: int, others: dict[str, str]) -> str:
    if hindi[place] not in others:
        return ""
    return hindi[:place] + others[hindi[place]] + hindi[place + 1 :]


class Offered(QLabel):
    """The spellings under the cursor, the one that is written first in bold; it takes no focus and no key.

    It is a window of its own, so it goes by itself when its field is left, hidden, locked or taken away.
    """

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor, Qt.WindowType.ToolTip)
        self.setObjectName("spellings")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setMargin(6)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in _LEFT:
            self.hide()
        return super().eventFilter(watched, event)

    def offer(self, words: tuple[str, ...], chosen: int, below: QPoint) -> None:
        """Show the spellings. `below`: the point of the screen under the word, in pixels."""
        shown = [f"<b><u>{word}</u></b>" if at == chosen else word for at, word in enumerate(words)]
        self.setText(f"{' &nbsp; '.join(shown)} &nbsp; <i>{KEY}</i>")
        self.adjustSize()
        self.move(below)
        self.show()
