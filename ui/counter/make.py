"""How the counter's labels, buttons and cards are made, so that each has a name and speaks the window's language."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.base.days import day_words
from app.base.words import Words
from app.packs.model import ChargeLine
from app.words import words
from ui.scrolled import UpAndDown
from ui.theme import SIZES
from ui.words import Speech


def said(key: str, **facts: object) -> Words:
    """Return one of the counter screen's own messages."""
    return words(f"counter-ui.{key}", **facts)


def said_with(key: str, **named: Words) -> Words:
    """Return a message whose gaps are filled with words, each in its own language."""
    found = said(key, **{name: f"{{{name}}}" for name in named})
    return Words(
        found.hi.format(**{name: each.hi for name, each in named.items()}),
        found.en.format(**{name: each.en for name, each in named.items()}),
    )


def charge_mark(mark: Words) -> Words:
    """Return what is said of a charge whose break-up no order names; `mark` is the pack's."""
    return said_with("charge-mark", mark=mark)


def order_words(charge: ChargeLine) -> Words:
    """Return the order a charge rests on; where none is known, that it is not."""
    if not charge.order_known:
        return said("order-unknown")
    return said("order", order=charge.order, day=day_words(charge.order_date))


def label(role: str = "", *, wrap: bool = True) -> QLabel:
    found = QLabel()
    found.setProperty("role", role)
    found.setWordWrap(wrap)
    found.setTextFormat(Qt.TextFormat.PlainText)
    return found


def said_label(speech: Speech, key: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Return a label whose words never change but with the language."""
    found = label(role, wrap=wrap)
    speech.bind(found.setText, said(key), found)
    return found


def button(name: str, kind: str = "") -> QPushButton:
    """Return a button that is found by `name`; `kind` is the theme's."""
    found = QPushButton()
    found.setObjectName(name)
    found.setProperty("kind", kind)
    found.setAutoDefault(False)
    return found


def said_button(speech: Speech, name: str, key: str, kind: str = "", shortcut: str = "") -> QPushButton:
    """Return a button with fixed words; its tooltip names its key."""
    found = button(name, kind)

    def say(text: str) -> None:
        found.setText(text)
        if shortcut:
            found.setShortcut(QKeySequence(shortcut))  # setText takes a shortcut away
            found.setToolTip(f"{text} ({shortcut})")

    speech.bind(say, said(key), found)
    return found


def card(name: str = "", panel: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """Return a framed surface and the column its contents go into."""
    found = QFrame()
    found.setObjectName(name)
    found.setProperty("panel", panel)
    column = QVBoxLayout(found)
    column.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
    column.setSpacing(SIZES.step)
    return found, column


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a place where `inside` scrolls up and down only."""
    inside.setProperty("panel", "page")
    return UpAndDown(inside)


def side_by_side(desk: QWidget, parts: tuple[QWidget, QWidget, QWidget], below: QWidget) -> None:
    """Put three parts beside each other, the middle one taking the room, and one below them all."""
    column, row = QVBoxLayout(desk), QHBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    for layout in (column, row):
        layout.setSpacing(0)
    for place, part in enumerate(parts):
        row.addWidget(part, place % 2)
    column.addLayout(row, 1)
    column.addWidget(below)


def emptied(layout: QLayout) -> None:
    """Take every widget out of a layout whose contents are made anew."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            emptied(inner)
