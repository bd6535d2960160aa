"""Signing a letter: the very page that will be signed, then the PIN, then the signature inside it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.efile.outgoing import LetterToSign
from app.errors import AppError, DeviceError
from app.words import explain, words
from ui.efile.correspondence import SHARP, ZOOMS, PagePicture, PageScroll
from ui.efile.page_picture import pictures_of
from ui.efile.sheet import Sheet, facing
from ui.efile.token_seen import Choice
from ui.efile.unlocking import Unlocking
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

MOVED_ON = "draft.moved-on"
READABLE = 840  # dots: a page of A4 as large as it will lie on the table
READING = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Plus, Qt.Key.Key_Minus)
Drawn = tuple[LetterToSign, tuple[QImage, ...]]


class LetterSheet(Sheet):
    """`done` carries the file whose draft is signed now."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "letter", parent)
        self._file, self._draft = "", ""
        self._shown: LetterToSign | None = None
        self._token = Unlocking(office, tasks, speech, "efile.letter", self, shows_first=True)
        self._token.picked.connect(self._ask)
        self._token.tried.connect(partial(self.tell, None))
        self._token.opened.connect(self._ready)
        self._token.shut.connect(self._ask_again)
        self._token.turned.connect(self.lead_changed)
        self._pages, self._page_box = QWidget(self), QVBoxLayout()
        self._zoom, self._papers = 0, tuple[PagePicture, ...]()
        self._go = self.button("go", self.sign, "primary")
        self._lay_out()

    def begin(self, file: str, draft: str) -> None:
        """Begin with the page of an approved draft."""
        self._file, self._draft = file, draft
        self.tell(None)
        self._show_token()
        self._draw()

    def leave(self) -> None:
        self._token.forget()
        super().leave()

    def zoom(self, by: int) -> None:
        """Show the pages larger, or smaller down to the width there is."""
        self._zoom = min(max(0, self._zoom + by), len(ZOOMS) - 1)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """The letter is read to its end by keys, wherever the cursor stands."""
        if event.key() in READING:
            self._scroll.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def sign(self) -> None:
        """Sign what is shown, and nothing else."""
        if self._shown is not None:
            work = partial(self.office.letters.sign, self._shown)
            self.run(Lane.SIGNING, work, self._signed, words("efile-ui.signing"))

    def failed(self, error: AppError) -> None:
        """What moved on is drawn anew; a token that was pulled out asks for its PIN anew."""
        super().failed(error)
        if error.key == MOVED_ON:
            self._draw()
        elif isinstance(error, DeviceError):
            self._show_token()
            self._token.look(is_told=True)
        self.tell(explain(error))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.Resize and watched is self._scroll.viewport():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """At first a page is as wide as its paper is: wider, less of it would be in sight at once."""
        room = self._scroll.viewport().width()
        beside = max(0, room - READABLE) // 2 if not self._zoom else 0
        self._page_box.setContentsMargins(beside, 0, beside, 0)
        for page in self._papers:
            page.setMinimumWidth(round(room * ZOOMS[self._zoom]) if self._zoom else 0)

    def _draw(self) -> None:
        self._shown = None
        self._put(())
        self.wait()
        self.tasks.run(Lane.RECORDS, self._drawn, self._show, self.failed, owner=self)

    def _drawn(self) -> Drawn:
        shown = self.office.letters.to_sign(self._file, self._draft)
        return shown, pictures_of(shown.pdf, round(SHARP * ZOOMS[1]))

    def _show(self, drawn: Drawn) -> None:
        """A draft that was left meanwhile is not shown; only what is shown asks for a PIN."""
        shown, pictures = drawn
        if (shown.file, shown.draft) == (self._file, self._draft):
            self.come()
            self._shown = shown
            self._put(pictures)
            if not self._token.isHidden():
                self._token.look()

    def _ask(self, choice: Choice | None) -> None:
        if choice is not None and self._shown is not None:
            self._token.ask_for(choice.certificate)

    def _ask_again(self, _error: str) -> None:
        """A token that is open no more signs nothing."""
        self._show_token()

    def _ready(self) -> None:
        self._token.hide()
        self._go.show()
        self._go.setFocus()

    def _show_token(self) -> None:
        self._token.show()
        self._go.hide()

    def _signed(self, file: object) -> None:
        self._shown = None
        self.done.emit(file)

    def _put(self, pictures: tuple[QImage, ...]) -> None:
        while (gone := self._page_box.takeAt(0)) is not None:
            if (page := gone.widget()) is not None:
                page.hide()  # at once: beside the letter that is signed stands no other
                page.deleteLater()
        self._papers = tuple(PagePicture(self._pages) for _ in pictures)
        for page, picture in zip(self._papers, pictures, strict=True):
            page.put(picture)
            self._page_box.addWidget(page)
        self._fit()

    def _lay_out(self) -> None:
        self._pages.setLayout(self._page_box)
        self._page_box.setContentsMargins(0, 0, 0, 0)
        self._page_box.setSpacing(SIZES.step)
        scroll = self._scroll = PageScroll(self)
        scroll.setObjectName("efile.letter.pages")
        scroll.zoomed.connect(self.zoom)
        scroll.viewport().installEventFilter(self)
        scroll.setWidget(self._pages)
        scroll.setWidgetResizable(True)
        self.speech.bind(scroll.setAccessibleName, "efile-ui.letter-pages", scroll)
        self.line(self._chip("smaller", "−", -1), self._chip("larger", "+", 1), self._go)
        self.box.addLayout(facing(scroll, self._token), 1)

    def _chip(self, name: str, sign: str, by: int) -> QPushButton:
        found = QPushButton(sign, self)
        found.setObjectName(f"efile.letter.{name}")
        found.setProperty("kind", "chip")
        found.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        found.clicked.connect(partial(self.zoom, by))
        for told in (found.setAccessibleName, found.setToolTip):
            self.speech.bind(told, f"efile-ui.page-{name}", found)
        return found
