"""The papers step: every paper the service asks for at the left, the chosen one at its true quality at the right."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.attachments.model import Box, Page, SlotState, SlotView
from app.base.words import Words
from app.counter.model import Application
from ui.counter.looked import Looked
from ui.counter.make import emptied, said, scrolled
from ui.counter.page_side import TOOLS, Asked, PageSide
from ui.counter.slot_card import SlotCard
from ui.counter.wish import Wish, brought
from ui.theme import SIZES
from ui.words import Speech

_MOVES = {"earlier": -1, "later": 1}
_NEEDY = (SlotState.NEEDS_MASK, SlotState.TOO_LARGE, SlotState.TOO_SMALL, SlotState.WORKING)


class Slots(QWidget):
    """`wished` carries a Wish; `seen` tells that another picture is to be shown, `masked` that boxes come or go,
    `boxed` that one was put or moved.
    """

    wished = Signal(object)
    seen = Signal()
    masked = Signal()
    boxed = Signal()
    stopped = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._cards: dict[str, SlotCard] = {}
        self._views: dict[str, SlotView] = {}
        self._application = ""
        self._slot, self._page, self._editable = "", 0, False
        self._refused: dict[str, Words | None] = {}
        self._pictured: Path | None = None  # the page that is on the screen
        self._looked = Looked()
        self._objected: tuple[str, ...] = ()
        self._cards_in = QWidget()
        self._papers, self._side = scrolled(self._cards_in), PageSide(speech)
        self._list = QVBoxLayout()
        self._picture, self._chips, self._progress = self._side.picture, self._side.chips, self._side.progress
        self._connect()
        self._lay_out()

    # --- shown ------------------------------------------------------------------------------------------------------

    def show_slots(self, found: Application, *, editable: bool) -> None:
        """Show the papers in place; the chosen one stays chosen."""
        names = [view.slot.id for view in found.slots]
        if found.id != self._application or names != list(self._cards):
            self._application = found.id
            self._build(names)
        self._views = {view.slot.id: view for view in found.slots}
        self._editable = editable
        self._objected = found.objection.left if found.objection else ()
        if self._slot not in self._views:
            self._slot, self._page = self.wanted() or next(iter(names), ""), 0
        self._page = min(self._page, max(0, len(self.pages()) - 1))
        self._say()

    def say_refused(self, slot: str, why: Words | None) -> None:
        """Say at its slot why what was brought cannot be taken; None takes the words away."""
        self._refused[slot] = why
        self._say()

    def show_picture(self, image: QImage, numbers: tuple[QRectF, ...] = ()) -> None:
        """Show the page that is looked at; `numbers` are where the Aadhaar digits to be covered were found on it."""
        _, page = self.chosen()
        self._pictured = page.path if page is not None and not image.isNull() else None
        self._picture.show_image(image, numbers)
        self._side.show_picture_of(found=not image.isNull())
        if self.is_asked or self.is_masking:
            self._say()
            self.masked.emit()

    def show_progress(self, percent: int | None) -> None:
        """Show how far the present page is; None when nothing is scanned."""
        self._progress.show_percent(percent)

    # --- asked ------------------------------------------------------------------------------------------------------

    def chosen(self) -> tuple[str, Page | None]:
        """Return the chosen slot and the page of it that is looked at."""
        return self._slot, next(iter(self.pages()[self._page :]), None)

    @property
    def page_place(self) -> int:
        return self._page

    def view(self) -> SlotView | None:
        return self._views.get(self._slot)

    def pages(self) -> tuple[Page, ...]:
        return view.pages if (view := self.view()) else ()

    def next_needed(self) -> str:
        """Return the first slot that is not good yet; empty when all are."""
        for name, view in self._views.items():
            if view.state in _NEEDY or (view.state is SlotState.EMPTY and view.slot.required):
                return name
        return ""

    def wanted(self) -> str:
        """Return the slot that wants a hand first: not good yet, else objected to and as it was; empty for none."""
        return self.next_needed() or next((name for name in self._objected if name in self._views), "")

    def choose(self, slot: str) -> None:
        """Look at a slot."""
        if slot != self._slot:
            self._slot, self._page = slot, 0
            self._looked.end()
            self._picture.forget()
        self._say()
        self._reveal()
        self.seen.emit()

    def focus_first(self) -> None:
        """Put the cursor on the scanning of the paper that wants a hand, else of the chosen one."""
        self.choose((self.wanted() if self._objected else "") or self._slot)
        if card := self._cards.get(self.next_needed() or self._slot):
            card.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def scan(self) -> None:
        """Scan the paper that is missing, else the chosen one once more."""
        if self._editable and self._slot:
            empty = next((n for n, v in self._views.items() if not v.pages and v.slot.required), "")
            self._ask("scan", self._slot if not self.pages() else empty or self._slot)

    @property
    def is_masking(self) -> bool:
        return self._picture.is_masking

    @property
    def is_checking(self) -> bool:
        """Say whether all pages are covered, and somebody must still look whether the digits are."""
        return self._is_unsettled() and all(page.masked for page in self.pages())

    @property
    def is_looking(self) -> bool:
        """Say whether a person looks page by page before they say that no digits can be read."""
        return self._is_unsettled() and self._looked.on

    @property
    def is_asked(self) -> bool:
        """Say whether a person is asked what they see on the page."""
        return self._editable and (self.is_checking or self.is_looking)

    @property
    def sees_digits(self) -> bool:
        """Say whether the page on the screen bears what has the shape of an Aadhaar number."""
        return self._is_pictured() and self._picture.sees_digits

    @property
    def is_awaited(self) -> bool:
        """Say whether a person is to look at a page, or to cover it, that is not on the screen yet."""
        return (self.is_asked or self.is_masking) and not self._is_pictured()

    def _is_unsettled(self) -> bool:
        view = self.view()
        return view is not None and view.state is SlotState.NEEDS_MASK and not self.is_masking

    def _is_pictured(self) -> bool:
        _, page = self.chosen()
        return page is not None and page.path == self._pictured

    def cover(self) -> bool:
        """Cover what the boxes cover; False where there is no box."""
        return self._picture.cover()

    def say_none(self, because: str = "") -> None:
        """Say that no digits can be read on the page that is looked at; the paper is done when all its pages were.

        Nothing, before the page is on the screen, nor of what looks like digits without a reason.
        """
        _, page = self.chosen()
        if page is None or not self._is_pictured() or (self.sees_digits and not because):
            return
        self._looked.note(page, because)
        left = self._looked.left(self.pages())
        if left is None:
            because = self._looked.because(self.pages())
            self.wished.emit(Wish("no-aadhaar", self._slot, because=because))
        else:
            self._look_at(left)

    def mask_brought(self) -> None:
        """Put the box on a page that was just brought, where it may bear digits."""
        if self._is_unsettled() and not self.is_checking:
            self.begin_mask()

    def begin_look(self) -> None:
        """Show the paper's pages one after another, each as large as there is room, and ask what is on it."""
        self._picture.end_mask()
        self._looked.begin()
        self._look_at(0)
        self.masked.emit()

    @Slot(int)
    def _look_at(self, place: int) -> None:
        if place != self._page:
            self._page = place
            self._picture.forget()
        self._say()
        self.seen.emit()

    def begin_mask(self) -> None:
        """Show the boxes on the page that is looked at; of a paper half done, on the first one without any."""
        if self.pages():
            bare = [place for place, page in enumerate(self.pages()) if not page.masked]
            if bare and self.pages()[self._page].masked and not self._looked.on:
                self._page = bare[0]
                self._picture.forget()
                self.seen.emit()
            self._picture.setVisible(True)
            self._picture.begin_mask()
            self._say()
            self._picture.setFocus(Qt.FocusReason.OtherFocusReason)  # what was hidden may have had it
            self.masked.emit()

    # --- wished -----------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def _ask(self, what: str, slot: str) -> None:
        self.choose(slot)
        if what != "show":
            self.wished.emit(brought(what, self._views[slot], self._page, feeder=self._side.takes_all_sheets))

    @Slot(str)
    def _use_tool(self, what: str) -> None:
        slot, page = self.chosen()
        if page is None:
            return
        if what in ("mask", "no-aadhaar"):
            (self.begin_mask if what == "mask" else self.begin_look)()
            return
        if what in _MOVES:
            self._page += _MOVES[what]  # one goes on looking at the page that moved
        self.wished.emit(Wish(what, slot, page.id, place=self._page))

    @Slot(object)
    def _cover(self, boxes: tuple[Box, ...]) -> None:
        slot, page = self.chosen()
        if page is not None:
            self._looked.end()
            self.wished.emit(Wish("mask", slot, page.id, boxes))
        self._say()
        self.masked.emit()

    @Slot()
    def _leave_mask(self) -> None:
        if not self.is_masking:  # from the box it goes back to the look, and from there away
            self._looked.end()
        self._picture.end_mask()
        self._say()
        self.masked.emit()

    # --- laid out ---------------------------------------------------------------------------------------------------

    @Slot()
    def _say(self) -> None:
        for name, card in self._cards.items():
            card.show_slot(
                self._views[name],
                wrong=self._refused.get(name) or (said("slot-objected") if name in self._objected else None),
                selected=name == self._slot,
                editable=self._editable,
            )
        self._side.ask(self._asked())
        view, large = self.view(), self.is_masking or self.is_asked
        self._papers.setVisible(not large)
        self._side.widen(large=large)
        self._chips.show_pages(len(self.pages()), self._page)
        tools = frozenset(name for name in TOOLS if self._offers(name))
        self._side.offer(
            tools if self._editable and self.pages() else frozenset(),
            feeder=view is not None and view.slot.most_pages > 1 and not large and self._editable,
            quality=view is not None and view.fitted is not None and not self.is_masking,
        )

    def _asked(self) -> Asked:
        return Asked(
            brought=bool(self.pages()),
            masking=self.is_masking and not self.is_awaited,
            awaited=self.is_awaited,
            checking=self.is_asked and not self.is_awaited,
            looking=self.is_asked and self.is_looking,
            sees_digits=self.is_asked and self.sees_digits,
        )

    def _offers(self, tool: str) -> bool:
        """Say whether a tool makes sense of the page that is looked at."""
        view = self.view()
        if tool == "no-aadhaar":  # while boxes are put too: a page without digits wants none
            return view is not None and view.state is SlotState.NEEDS_MASK and not self.is_asked
        if self.is_masking:
            return False
        if tool in _MOVES:
            return 0 <= self._page + _MOVES[tool] < len(self.pages())
        return tool != "mask" or (view is not None and view.slot.mask_aadhaar and not self.is_asked)

    def _reveal(self) -> None:
        """Of many papers, scroll to the chosen one."""
        if card := self._cards.get(self._slot):
            self._papers.ensureWidgetVisible(card, 0, SIZES.step)

    def _build(self, names: list[str]) -> None:
        emptied(self._list)
        self._picture.forget()
        self._slot, self._page, self._refused = "", 0, {}
        self._looked.end()
        self._cards = {name: SlotCard(self._speech, name) for name in names}
        for card in self._cards.values():
            card.asked.connect(self._ask)
            self._list.addWidget(card)
        self._list.addStretch(1)

    def _connect(self) -> None:
        self._picture.covered.connect(self._cover)
        self._picture.left.connect(self._leave_mask)
        self._picture.boxed.connect(self.boxed)
        self._side.covered.connect(self._picture.cover)
        self._side.left.connect(self._leave_mask)
        self._side.used.connect(self._use_tool)
        self._progress.stopped.connect(self.stopped)
        self._chips.chosen.connect(self._look_at)

    def _lay_out(self) -> None:
        self._list = QVBoxLayout(self._cards_in)
        self._list.setContentsMargins(SIZES.gap, SIZES.step, SIZES.step, SIZES.gap)
        self._list.setSpacing(SIZES.step)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._papers, 4)
        row.addWidget(self._side, 3)
