"""The right part: the paper as it will be printed, and beneath it the charges, each under its own order."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.base.money import figures
from app.base.words import Words
from app.counter.model import Application, Issued
from app.packs.model import ChargeLine
from app.ports.printing import Raster
from app.words import words
from ui.counter.as_high import AsHigh
from ui.counter.make import button, charge_mark, emptied, label, order_words, said, said_button, said_label
from ui.raster_view import RasterView
from ui.theme import SIZES, restyle
from ui.words import Speech

WIDTH, NARROW = 320, 264
CHIPS = 2  # so many papers are named side by side
_HEAD, _HALF = 36, 160  # px: so much of the paper is always seen, and so much before all charges are
AGAIN_KEY = "Ctrl+D"
MAY_BREAK = "\u200b"  # zero width: an order's number is longer than the line


class Stands(StrEnum):
    """What is known of the print of a paper; the values are what is said above it."""

    OUT = "paper-printed"
    NOT_OUT = "paper-not-out"
    ONCE_MORE = "paper-once-more"  # the first try did not come out, the next one is under way


class Paper(QFrame):
    """`wanted` carries the id of an issued paper to look at; `again`: the one that is shown is asked for once more."""

    wanted = Signal(str)
    again = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self.setProperty("panel", "side")
        self.setFixedWidth(WIDTH)
        self._title = label("label")
        self._none = said_label(speech, "paper-none", "hint")
        self._coming = said_label(speech, "paper-coming", "hint")
        self._may_again = False
        self._view = _Slip()
        self._view.setObjectName("counter.paper")
        self._papers: tuple[Issued, ...] = ()
        self._chips: list[QPushButton] = []
        self._chip_rows = QGridLayout()
        self._again = said_button(speech, "counter.paper.again", "paper-again", "quiet", AGAIN_KEY)
        self._since = label("hint")
        self._since.setObjectName("counter.paper.since")
        restyle(self._since, "tone", "wait")
        self._copies = label("hint")
        self._copies.setObjectName("counter.paper.copies")
        self._again.clicked.connect(self.again)
        self._early = QShortcut(QKeySequence(AGAIN_KEY), self, enabled=False)
        self._early.activated.connect(self._ask_early)
        self._asked_early = False
        self._charges = QGridLayout()
        self._charges_title = said_label(speech, "charges-title", "label")
        self._room = QWidget()
        self._lay_out()

    def fold(self, *, narrow: bool) -> None:
        """Leave the middle more room, where there is little."""
        width = NARROW if narrow else WIDTH
        if self.maximumWidth() != width:
            self.setFixedWidth(width)
            self._place_chips()

    def show_papers(self, papers: tuple[Issued, ...], chosen: str, stands: Stands = Stands.OUT) -> None:
        """Offer the issued papers, the chosen one marked; of one that is not out yet no duplicate is offered."""
        self._say_title(chosen, stands)
        emptied(self._chip_rows)
        self._may_again = bool(chosen) and stands is Stands.OUT
        self._again.setVisible(self._may_again and not self._coming.isVisibleTo(self))
        self._say_copies(next((each.copies - 1 for each in papers if each.id == chosen), 0))
        self._papers, self._chips = papers, []
        for paper in papers if len(papers) > 1 else ():
            chip = button(f"counter.paper.{paper.kind.value}", "chip")
            chip.setText(self._speech.say(said(f"kind-{paper.kind.value}")))
            chip.setCheckable(True)
            chip.setChecked(paper.id == chosen)
            chip.clicked.connect(self._choose)
            self._chips.append(chip)
        self._place_chips()

    def _place_chips(self) -> None:
        """Name the papers side by side, where their names have room."""
        room = self.width() - 2 * SIZES.gap - self._chip_rows.spacing()
        wide = max((chip.sizeHint().width() for chip in self._chips), default=0)
        beside = CHIPS if CHIPS * wide <= room else 1
        for place, chip in enumerate(self._chips):
            self._chip_rows.addWidget(chip, place // beside, place % beside)

    def _say_title(self, chosen: str, stands: Stands) -> None:
        self._speech.bind(self._title.setText, said(stands.value if chosen else "paper-title"), self._title)
        restyle(self._title, "tone", "wrong" if chosen and stands is Stands.NOT_OUT else "")

    def _say_copies(self, duplicates: int) -> None:
        """Say how many times the paper that is shown was printed again: it went to the printer at that moment."""
        self._copies.setVisible(duplicates > 0)
        self._copies.setText(self._speech.say(words("ui.copies-sent", count=duplicates)))

    def wait(self) -> None:
        """Show nothing under the title: the paper that was seen is not the one that is named now."""
        self.show_picture(None)
        self._none.hide()
        self._coming.show()
        self._again.hide()
        self._early.setEnabled(self._may_again)
        self._asked_early = False

    def say_nothing(self, *, given_up: bool) -> None:
        """Say why there is no paper: none yet, or none ever."""
        key = "paper-none-given-up" if given_up else "paper-none"
        self._speech.bind(self._none.setText, said(key), self._none)

    def show_picture(self, raster: Raster | None, since: tuple[Words, ...] = ()) -> None:
        """Show the paper; `since`: what is no longer so of it, which stands beside it and not on it."""
        self._coming.hide()
        self._since.setText("\n".join(f"⚠ {self._speech.say(each)}" for each in since))
        self._since.setVisible(bool(since))
        self._again.setVisible(self._may_again)
        self._view.show_raster(raster)
        self._view.setVisible(raster is not None)
        self._none.setVisible(raster is None)
        self._room.setVisible(raster is None)
        self._early.setEnabled(False)
        if self._asked_early and self._may_again and raster is not None:
            self.again.emit()
        self._asked_early = False

    def show_charges(self, application: Application | None) -> None:
        """Show the Board's fee and the user charge with their orders; each is taken and receipted by itself."""
        emptied(self._charges)
        self._charges_title.setVisible(application is not None)
        if application is None:
            return
        lines = [line for line in (application.board_fee, application.user_charge) if line]
        row = 0
        for number, line in enumerate(lines, 1):
            row = self._charge(row, number, line, application.pack.mark)

    def _charge(self, row: int, number: int, line: ChargeLine, mark: Words) -> int:
        """Write a charge from `row` on and return the row after it."""
        name, amount = label("heading"), label("heading", wrap=False)
        name.setText(f"{number}. {self._speech.say(line.words)}")
        amount.setText(figures(line.amount))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        self._charges.addWidget(name, row, 0)
        self._charges.addWidget(amount, row, 1, right)
        for text in self._small_print(line, mark):
            row += 1
            small = label("hint")
            small.setText(text)
            self._charges.addWidget(small, row, 0, 1, 2)
        return row + 1

    def _small_print(self, line: ChargeLine, mark: Words) -> list[str]:
        """Return the order; under it, where the order names no break-up, the one we hold and its mark."""
        say = self._speech.say
        order = say(order_words(line)).replace("/", f"/{MAY_BREAK}")
        if not line.unconfirmed:
            return [order]
        parts = " · ".join(f"{say(name)}: {figures(amount)}" for name, amount in line.parts)
        return [order, *filter(None, (parts,)), say(charge_mark(mark))]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
        column.setSpacing(SIZES.step)
        column.addWidget(self._title)
        self._chip_rows.setSpacing(4)
        column.addLayout(self._chip_rows)
        column.addWidget(self._none)
        column.addWidget(self._coming)
        column.addWidget(self._since)
        column.addWidget(self._view, 1)
        column.addWidget(self._again)
        column.addWidget(self._copies)
        column.addWidget(self._room, 1)
        self._charges.setVerticalSpacing(0)
        self._charges.setColumnStretch(0, 1)
        column.addWidget(self._charges_title)
        column.addWidget(AsHigh(self._charges))
        for each in (self._none, self._coming):
            each.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._coming.hide()

    @Slot()
    def _ask_early(self) -> None:
        """The key came before the paper: it is asked about as soon as it is seen."""
        self._asked_early = True

    @Slot()
    def _choose(self) -> None:
        for chip, paper in zip(self._chips, self._papers, strict=True):
            if chip is self.sender():
                self.wanted.emit(paper.id)


class _Slip(RasterView):
    """Takes what is left; where little is, it and the charges give way alike, for both scroll."""

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(0, _HALF)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(0, _HEAD)
