"""The green sheet: signed notings in their order, paragraphs numbered through the file, each with its signature."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.base.days import clock_words
from app.efile.model import File, GreenNote, Reference
from ui.efile.colours import GREEN_INK, GREEN_LINE, GREEN_SHEET, dress
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

FIRST, PIECE = 8, 30  # notings: what fills the sheet at once, and how many more are written at a time
PAUSE_MS = 150
"""What is above the screen waits until the first page of the correspondence is drawn, too."""
Refer = Mapping[str, tuple[Reference, ...]]
"""Where each paragraph's text names pages."""


class GreenSheet(QTextBrowser):
    """Read only. A page that a noting names is a link: `page_asked` tells which."""

    page_asked = Signal(int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("efile.green")
        self._speech = speech
        self._file: File | None = None
        self.refer: Refer = {}
        self._below = 0  # how far the place that is read lies from the end
        self._left: list[tuple[int, GreenNote]] = []
        self._more = QTimer(self, singleShot=True)
        self._more.timeout.connect(partial(self._write_more, PIECE))
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._clicked)
        self.setFont(font(SIZES.body + 1))
        self.document().setUndoRedoEnabled(False)
        dress(self, "QTextBrowser", GREEN_SHEET, GREEN_LINE)
        speech.bind(self.setAccessibleName, "efile-ui.green", self)
        speech.changed.connect(self._write)

    def show_file(self, file: File | None, refer: Refer) -> None:
        """Show the notings of a file; the last one is in sight, as on paper."""
        if (file, refer) == (self._file, self.refer):
            return
        other = file is None or self._file is None or file.id != self._file.id
        grown = not other and file is not None and len(file.notings) != len(self._file.notings)  # type: ignore[union-attr]
        self._file, self.refer = file, refer
        bar = self.verticalScrollBar()
        self._below = 0 if other or grown else bar.maximum() - bar.value()
        self._write()
        bar.setValue(bar.maximum() - self._below)
        if other or grown:
            QTimer.singleShot(0, self, self._to_the_end)  # its height is known once it is laid out

    def go_to(self, seq: int) -> None:
        """Bring a noting into sight, by its number."""
        while self._left:
            self._write_more(len(self._left))
        self.scrollToAnchor(f"noting-{seq}")

    def _to_the_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _write(self) -> None:
        self.clear()
        self._more.stop()
        if self._file is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if not self._file.notings:
            cursor.insertText(self._speech.word("efile-ui.green-empty"), _ink(COLOURS.muted))
        cursor.endEditBlock()
        self._left = list(enumerate(self._file.notings))
        self._write_more(FIRST)

    def _write_more(self, count: int) -> None:
        """Write the last notings that are left, above what stands there; the place that is read stays in sight.

        A sheet of hundreds is written piece by piece, so that no key waits for it.
        """
        bar = self.verticalScrollBar()
        if bar.value():  # else the place that is kept may not be written yet
            self._below = bar.maximum() - bar.value()
        self._left, piece = self._left[:-count], self._left[-count:]
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for place, note in piece:
            self._write_note(cursor, place, note)
        cursor.endEditBlock()
        bar.setValue(bar.maximum() - self._below)
        if self._left:
            self._more.start(PAUSE_MS if count == FIRST else 0)

    def _write_note(self, cursor: QTextCursor, place: int, note: GreenNote) -> None:
        cursor.insertBlock(_block(above=SIZES.gap if place else 0), _ink(GREEN_INK))
        heading = QTextCharFormat(_ink(GREEN_INK, strong=True))
        heading.setAnchor(True)
        heading.setAnchorNames([f"noting-{note.noting.seq}"])
        cursor.insertText(self._speech.word("efile-ui.green-note", number=note.noting.seq), heading)
        for paragraph in note.paragraphs:
            cursor.insertBlock(_block(above=SIZES.step, indent=True), _ink(COLOURS.ink))
            cursor.insertText(f"{paragraph.number}.  ", _ink(GREEN_INK, strong=True))
            for text, page in _parts(paragraph.text, self.refer.get(paragraph.text, ())):
                cursor.insertText(text, _link(page) if page else _ink(COLOURS.ink))
        self._sign(cursor, note)

    def _sign(self, cursor: QTextCursor, note: GreenNote) -> None:
        """Who signed, from which post, when, and what is known of it."""
        say = self._speech.say
        lines = (
            (say(note.signer), True),
            (f"{say(note.post.designation)}, {say(note.post.office)}", False),
            (f"{clock_words(note.at)}  ·  {self._standing(note)}", False),
        )
        for place, (line, strong) in enumerate(lines):
            block = _block(above=SIZES.step if not place else 0)
            block.setAlignment(Qt.AlignmentFlag.AlignRight)
            cursor.insertBlock(block)
            cursor.insertText(line, _ink(GREEN_INK, strong=strong, small=True))

    def _standing(self, note: GreenNote) -> str:
        keys = ["green-signed", "green-anchored" if note.anchored else "green-not-anchored"]
        if note.stamped:
            keys.append("green-stamped")
        return " · ".join(self._speech.word(f"efile-ui.{key}") for key in keys)

    def _clicked(self, url: QUrl) -> None:
        if found := re.fullmatch(r"page:(\d+)", url.toString()):
            self.page_asked.emit(int(found[1]))


def _parts(text: str, refer: tuple[Reference, ...]) -> Iterator[tuple[str, int]]:
    """Cut a text at the pages it names: what is plain (page 0), and what leads to a page."""
    at = 0
    for each in refer:
        yield text[at : each.start], 0
        yield text[each.start : each.end], each.first
        at = each.end
    yield text[at:], 0


def _block(*, above: int, indent: bool = False) -> QTextBlockFormat:
    found = QTextBlockFormat()
    found.setTopMargin(above)
    found.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if indent:
        found.setLeftMargin(SIZES.step)
    return found


@cache  # a font is dear, and a noting has a dozen
def _ink(colour: str, *, strong: bool = False, small: bool = False) -> QTextCharFormat:
    found = QTextCharFormat()
    found.setFont(font(SIZES.label if small else SIZES.body + 1, strong=strong))
    found.setForeground(QColor(colour))
    return found


def _link(page: int) -> QTextCharFormat:
    found = QTextCharFormat(_ink(COLOURS.accent))
    found.setAnchor(True)
    found.setAnchorHref(f"page:{page}")
    found.setFontUnderline(True)
    return found
