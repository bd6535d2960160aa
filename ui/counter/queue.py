"""The left part: who stands at the counter, the search, and today's applications."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from app.base.words import Words
from app.counter.model import WAITED_FOR, Application, Row
from ui.counter.as_high import AsHigh, takes_what_is_left
from ui.counter.make import card, label, said, said_button
from ui.counter.queue_head import QueueHead
from ui.counter.rows import RowPainter, Rows
from ui.counter.tones import SIGNS, sign_of, state_key, tone_of
from ui.theme import SIZES, restyle
from ui.words import Speech

PAUSE_MS = 200
_ONE_ROW = 78  # px


class Queue(QFrame):
    """`searched` carries the text asked for (empty: today's list); `opened` an application's id."""

    new = Signal()
    again = Signal()
    searched = Signal(str)
    opened = Signal(str)

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self.setFixedWidth(SIZES.queue)
        self._new = said_button(speech, "counter.new", "new-hint")
        self._new.clicked.connect(self.new)
        self._search = _Search()
        speech.bind(self._search.setPlaceholderText, said("search"), self._search)
        speech.bind(self._search.setAccessibleName, said("search"), self._search)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._listed: str | None = None  # the text that the rows belong to
        self._goes_in = False  # Enter came before the rows
        self._chosen = ""  # what was open when the rows came last
        self._search.textChanged.connect(self._typed)
        self._search.down.connect(self._into_list)
        self._rows = Rows(speech, self)
        self._list = _List()
        self._list.setModel(self._rows)
        self._list.setItemDelegate(RowPainter(speech, self))
        self._list.activated.connect(self._open)
        self._list.clicked.connect(self._open)
        self._empty = label("hint")
        self._head = QueueHead(speech)
        self._head.narrowed.connect(self._narrow)
        self._all: tuple[Row, ...] = ()
        self._who, self._facts = label("heading"), label("hint")
        self._state = label("label")
        self._lay_out()

    def fold(self, *, narrow: bool) -> None:
        """Leave the middle more room, where there is little."""
        self.setFixedWidth(SIZES.queue_narrow if narrow else SIZES.queue)

    @property
    def text(self) -> str:
        """What is looked for at present."""
        return self._search.text().strip()

    def show_rows(self, rows: tuple[Row, ...], chosen: str) -> None:
        """Show the list that belongs to the text in the box, and mark the open application in it."""
        self._listed, self._all = self.text, rows
        rows = self._head.narrow(rows, found=bool(self.text))
        self._rows.put(rows)
        left, self._chosen = self._chosen and not chosen, chosen
        place = self._rows.place_of(chosen)
        if place >= 0:
            self._list.setCurrentIndex(self._rows.index(place))
        else:
            self._list.clearSelection()
        if left:  # what is half filled stands first now
            self._list.scrollToTop()
        self._list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._empty.setText(self._speech.say(self._none()))
        if self._goes_in:
            self._into_list()

    def forget(self) -> None:
        """Look for nobody any more: another person sits here."""
        self._search.clear()
        self._head.begin_anew()

    def show_customer(self, found: Application | None) -> None:
        """Show who stands at the counter."""
        self._customer.setVisible(found is not None)
        if found is None:
            return
        say = self._speech.say
        self._who.setText(found.applicant or say(said("no-name")))
        numbers = [
            f"{say(words)}\n{number}"
            for words, number in (
                (said("application-number"), found.application_number),
                (found.pack.outcome.number, found.registration_number),
            )
            if number
        ]
        self._facts.setText("\n".join([say(found.pack.name), *numbers]))
        refused = found.refused is not None
        sign = SIGNS["wrong"] if refused else sign_of(found.state)
        stands = say(said(state_key(found.state, refused=refused, unsent=bool(found.on_desk & WAITED_FOR))))
        self._state.setText(f"{sign} {stands}")
        restyle(self._state, "tone", "wrong" if refused else tone_of(found.state))
        self._again.setVisible(bool(found.applicant))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.step, SIZES.step)
        column.setSpacing(SIZES.step)
        self._customer, inside = card("counter.customer")
        inside.setContentsMargins(12, SIZES.step, 12, SIZES.step)
        inside.setSpacing(2)
        self._again = said_button(self._speech, "counter.again", "again", "quiet")
        self._again.clicked.connect(self.again)
        facts = QVBoxLayout()
        facts.addWidget(self._facts)
        for part in (self._who, self._state, AsHigh(facts), self._again):
            inside.addWidget(part)
        column.addWidget(self._new)
        column.addWidget(self._customer)
        column.addWidget(self._search)
        column.addWidget(self._head)
        takes_what_is_left(self._list, least=_ONE_ROW)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty)
        column.addStretch(0)

    def _none(self) -> Words:
        """Return what is said in place of an empty list."""
        if self.text:
            return said("found-none", text=self.text)
        return said("queue-all-done" if self._head.is_narrow and self._all else "queue-empty")

    @Slot()
    def _narrow(self) -> None:
        if self._listed is not None:
            self.show_rows(self._all, self._chosen)

    @Slot()
    def _ask(self) -> None:
        self.searched.emit(self.text)

    @Slot()
    def _typed(self) -> None:
        """Rows of another text go at once: they are not who is looked for."""
        self._goes_in = False
        if self.text == self._listed:
            return
        self._listed = None
        self._rows.put(())
        self._list.hide()
        self._empty.setText(self._speech.say(said("looking")))
        self._empty.show()
        self._pause.start()

    @Slot()
    def _into_list(self) -> None:
        self._goes_in = self.text != self._listed
        if self._goes_in or not self._rows.rowCount():
            return
        self._list.setFocus()
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._rows.index(0))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.row(index.row()).id)


class _Search(QLineEdit):
    """The search line; Down goes into what it found."""

    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("counter.search")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)


class _List(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("counter.queue")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter opens on every platform alike."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
