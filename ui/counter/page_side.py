"""The page that is looked at: the picture, what is asked of it, and the tools that turn, mask, move or remove it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.counter.make import said, said_button, said_label, scrolled
from ui.counter.mask_view import MaskView
from ui.counter.page_chips import PageChips
from ui.counter.scan_progress import ScanProgress
from ui.theme import SIZES
from ui.words import Speech

PREVIEW, NARROWEST, _ANY_WIDTH = 256, 208, 16777215  # px; the last is Qt's own largest
TOOLS = ("turn", "rescan", "earlier", "later", "remove", "mask", "no-aadhaar")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked of the page: to put the boxes, to see that they cover, to look for digits; or nothing.

    `brought`: there is a page. `awaited`: the one that is to be looked at is not on the screen yet.
    """

    brought: bool
    masking: bool
    awaited: bool
    checking: bool
    looking: bool
    sees_digits: bool


class PageSide(QWidget):
    """`used` carries a tool's name; `covered` and `left` answer what is asked of the page."""

    used = Signal(str)
    covered = Signal()
    left = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self.picture, self.chips, self.progress = MaskView(), PageChips(speech), ScanProgress(speech)
        self._none, self._quality = (said_label(speech, key, "hint") for key in ("preview-none", "quality"))
        self._tools = {name: self._tool(name) for name in TOOLS}
        self._apply, self._cancel = self._named("mask-apply"), self._named("mask-cancel")
        self._apply.clicked.connect(self.covered)
        self._cancel.clicked.connect(self.left)
        self._hint = said_label(speech, "mask-hint", "hint")
        self._check = said_label(speech, "mask-check", "heading")
        self._coming = said_label(speech, "page-coming", "heading")
        self._look = said_label(speech, "no-aadhaar-look", "heading")
        self._seen = said_label(speech, "digits-seen", "error")
        self._seen.setObjectName("counter.page.digits-seen")
        self._feeder = QCheckBox()
        self._feeder.setObjectName("counter.scan.feeder")
        speech.bind(self._feeder.setText, said("all-sheets"), self._feeder)
        self.setMinimumWidth(NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._lay_out()

    @property
    def takes_all_sheets(self) -> bool:
        """Say whether a scan goes on until the feeder is empty."""
        return self._feeder.isChecked()

    def show_picture_of(self, *, found: bool) -> None:
        """Show the picture, or that there is none."""
        self.picture.setVisible(found or self.picture.is_masking)
        self._none.setVisible(not found)

    def ask(self, asked: Asked) -> None:
        """Say over the page what it is looked at for."""
        for part in (self._apply, self._hint):
            part.setVisible(asked.masking)
        self._cancel.setVisible(asked.masking or asked.looking)
        self._coming.setVisible(asked.awaited)
        if asked.brought:
            self._none.hide()  # it was scanned already
        self.picture.veil(veiled=asked.awaited)
        self._check.setVisible(asked.checking and not asked.looking)
        self._look.setVisible(asked.looking and not asked.awaited)
        self._seen.setVisible(asked.sees_digits)
        self.picture.point_out(digits=asked.sees_digits)

    def offer(self, tools: frozenset[str], *, feeder: bool, quality: bool) -> None:
        """Show these tools and no other. `quality`: the page has the size in which it is sent."""
        for name, tool in self._tools.items():
            tool.setVisible(name in tools)
        self._feeder.setVisible(feeder)
        self._quality.setVisible(quality)

    def widen(self, *, large: bool) -> None:
        """Take all the room there is, or a preview's."""
        self.setMaximumWidth(_ANY_WIDTH if large else PREVIEW)
        self._column.setContentsMargins(SIZES.gap if large else SIZES.step, SIZES.step, SIZES.gap, SIZES.step)

    @Slot()
    def _use(self) -> None:
        self.used.emit(self.sender().objectName().rpartition(".")[2])

    def _tool(self, name: str) -> QPushButton:
        found = self._named(name)
        found.clicked.connect(self._use)
        return found

    def _named(self, name: str) -> QPushButton:
        kind = {"mask-apply": "", "mask-cancel": "quiet"}.get(name, "chip")
        return said_button(self._speech, f"counter.page.{name}", name, kind)

    def _lay_out(self) -> None:
        inside, outer = QWidget(), QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self._column = column = QVBoxLayout(inside)
        self.widen(large=False)
        column.setSpacing(4)
        for part in (
            self.progress,
            self._hint,
            self._coming,
            self._check,
            self._look,
            self._seen,
            self.chips,
            self._none,
        ):
            column.addWidget(part)
        column.addWidget(self.picture, 1)
        column.addWidget(self._quality)
        column.addStretch(0)
        column.addLayout(self._tool_rows())
        column.addLayout(self._answer_row())
        column.addWidget(self._feeder)

    def _tool_rows(self) -> QGridLayout:
        found = QGridLayout()
        found.setSpacing(4)
        for place, tool in enumerate(self._tools.values()):
            found.addWidget(tool, place // 2, place % 2)
        return found

    def _answer_row(self) -> QHBoxLayout:
        found = QHBoxLayout()
        found.addStretch(1)
        found.addWidget(self._cancel)
        found.addWidget(self._apply)
        return found
