"""What the day brought: how much under each head, what went back, what is due, and every paper by its number."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.base.days import clock_words
from app.base.document import Shape
from app.base.money import Paise, figures
from app.base.words import Words
from app.counter.day_model import DayAccount, Due, Hand, Receipt
from app.counter.model import Row
from app.papers.model import IssuedPaper
from app.ports.printing import Raster
from app.words import words
from ui.efile.sheet import today
from ui.field import field
from ui.places import Listing, Place, label, short_number
from ui.places.owing import Owing
from ui.raster_view import RasterView
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

_ROW, _HEADER = 28, 32  # px: a day has many lines, and nobody presses them with a finger
_LEAST_RECEIPTS, _FIRST = 3, 100  # lines; how much sooner than the receipts the sums get what they need
_LEAST_SUMS, _MOST_SUMS = 2, 7  # lines that are seen without turning; the slip beside them has them all


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sums: which way the money went, under which head, how, how often, how much."""

    side: str  # the key of its words
    head: Words
    way: Words
    count: int
    amount: Paise
    due: Due | None = None  # it opens whose it is


class AccountPlace(Place):
    """Today, until another day is chosen. F9 puts the day on a page, F8 on a slip."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "account", parent)
        self._wanted: date | None = None  # None: whatever day it is
        self._shown: DayAccount | None = None
        self._shown_today: date | None = None
        self._day = _day_editor(self)
        self._before = self.button("before", "ui.account-before", partial(self._turn, -1), "quiet")
        self._after = self.button("after", "ui.account-after", partial(self._turn, 1), "quiet")
        self._today = self.button("today", "ui.account-today", self.go_to_today, "quiet")
        self._page = self.button("page", "ui.account-page", partial(self.print, Shape.PAGE), "primary")
        self._slip = self.button("slip", "ui.account-slip", partial(self.print, Shape.SLIP))
        self._figures, self._state = label(self, "heading", name="account.figures"), self._hint("state")
        self._lent = self._hint("lent")
        restyle(self._lent, "tone", "wait")
        self._sums, self._receipts = self._sums_listing(), self._receipts_listing()
        self._owing = Owing(speech, self)
        self._owing.opened.connect(self.open_asked)
        self._owing.left.connect(self._leave_owing)
        self._owing.hide()
        self._whole_note = label(self, "hint", name="account.note")
        self._whole_note.setWordWrap(True)
        self._receipts.chosen.connect(self._say_note)
        self._paper = RasterView(self)
        self._paper.setObjectName("account.paper")
        self._lay_out()
        self._keys()
        self._day.dateChanged.connect(self._chosen)
        speech.changed.connect(self._speak)
        self.setFocusProxy(self._day)

    def refresh(self) -> None:
        """Ask for the day anew; of another day than the one that is shown nothing is seen meanwhile."""
        if self._shown is None or (self._wanted or self._shown_today) != self._shown.day:
            self._wait()
        self.run(Lane.RECORDS, partial(self._asked, self._wanted), partial(self._show, self._wanted))

    def go_to_today(self) -> None:
        self._wanted = None
        self.refresh()

    def print(self, shape: Shape) -> None:
        """Put the day that is shown on the printer of pages or of slips."""
        if self._shown is None:
            return
        day = self._shown.day
        self.run(Lane.RECORDS, lambda: self.office.account.print(day, shape), self._printed)

    def _wait(self) -> None:
        """Show no day, and print none, until the one that is wanted has come."""
        self._shown = None
        self._put_owing_away()
        self._figures.setText(self.speech.word("ui.coming"))
        self._state.setText("")
        self._lent.hide()
        self._paper.show_raster(None)
        self._sums.wait()
        self._receipts.wait()
        for each in (self._page, self._slip):
            each.setEnabled(False)

    def _asked(self, wanted: date | None) -> tuple[DayAccount, date, Raster]:
        """Read the account with today's day, and draw its slip."""
        account, today = self.office.account, self.office.account.today()
        found = account.of(wanted or today)
        return found, today, self.office.papers.picture(account.paper(found, Shape.SLIP))

    def _show(self, wanted: date | None, asked: tuple[DayAccount, date, Raster]) -> None:
        if wanted != self._wanted:
            return  # another day was chosen meanwhile
        found, today, picture = asked
        with QSignalBlocker(self._day):
            self._day.setMaximumDate(QDate(today.year, today.month, today.day))
            self._day.setDate(QDate(found.day.year, found.day.month, found.day.day))
        self._after.setEnabled(found.day < today)
        self._shown, self._shown_today = found, today
        for each in (self._page, self._slip):
            each.setEnabled(True)
        self._paper.show_raster(picture)
        self._speak()

    def _speak(self) -> None:
        if self._shown is None:
            self._figures.setText(self.speech.word("ui.coming"))
            return
        found, say = self._shown, self.speech.word
        facts = {
            "taken": figures(found.total_taken),
            "back": figures(found.total_back),
            "left": figures(found.left),
            "cash": figures(found.cash),
        }
        self._figures.setText(say("ui.account-figures", **facts))
        counts = {
            "filed": found.filed,
            "given": found.acknowledged,
            "ended": found.ended,
            "unsent": found.unsent,
        }
        counted = say("ui.account-counts", duplicates=found.duplicates, **counts)
        whole = say("ui.account-whole" if found.whole else "ui.account-unlike")
        self._state.setText(f"{counted}  ·  {'✓' if found.whole else '⚠'} {whole}")
        lent = f"⚠ {say('ui.account-lent', lent=figures(found.lent))}" if found.lent > 0 else ""
        beside = say(
            "ui.account-by-papers", papers=figures(found.by_papers), besides=figures(found.without_paper)
        )
        self._lent.setText("\n".join(filter(None, (lent, beside if found.without_paper else ""))))
        self._lent.setVisible(bool(self._lent.text()))
        restyle(self._state, "tone", "" if found.whole else "wrong")
        lines = _lines(found)
        self._sums.put(lines, lambda line: f"{line.side} {line.head.hi} {line.way.hi}")
        self._sums.setMaximumHeight(_height(len(lines)))
        self._receipts.put(found.receipts, lambda each: each.document)
        self._say_note()

    def _say_note(self) -> None:
        """Say of the chosen paper what its column may have no room for."""
        chosen = self._receipts.current()
        note = self._note(chosen) if chosen and self._owing.isHidden() else ""
        self._whole_note.setText(f"{short_number(chosen.number)}: {note}" if chosen and note else "")
        self._whole_note.setVisible(bool(note))

    def _printed(self, paper: IssuedPaper) -> None:
        again = paper.copies - 1
        told = words("ui.account-printed-again", number=paper.number, copy=again) if again else None
        self.tell(told or words("ui.account-printed", number=paper.number))

    def _chosen(self, day: QDate) -> None:
        self._wanted = date(day.year(), day.month(), day.day())
        self.refresh()

    def _turn(self, by: int) -> None:
        self._day.setDate(self._day.date().addDays(by))

    def _open_chosen(self) -> None:
        if receipt := self._receipts.current():
            self.open_asked.emit(receipt.application)

    def _open_due(self) -> None:
        """Open the one application behind a line of what is due, or show whose they are."""
        line = self._sums.current()
        if line is None or line.due is None:
            return
        if len(line.due.applications) == 1:
            self.open_asked.emit(line.due.applications[0])
            return
        due = line.due
        self.run(Lane.RECORDS, partial(self.office.account.owing, due), partial(self._show_owing, due))

    def _show_owing(self, due: Due, rows: tuple[Row, ...]) -> None:
        self._owing.show_rows(due, rows)
        self._receipts.hide()
        self._whole_note.hide()
        self._owing.show()
        self._owing.setFocus()

    def _leave_owing(self) -> None:
        self._put_owing_away()
        self._sums.setFocus()

    def _put_owing_away(self) -> None:
        self._owing.hide()
        self._receipts.show()
        self._say_note()

    def _sums_listing(self) -> Listing[Line]:
        say = self.speech.say
        columns = (
            ("ui.account-column-side", lambda line: self.speech.word(line.side)),
            ("ui.account-column-head", lambda line: say(line.head)),
            ("ui.account-column-way", lambda line: say(line.way)),
            ("ui.account-column-count", lambda line: str(line.count)),
            ("ui.account-column-amount", lambda line: figures(line.amount)),
        )
        found = Listing[Line](self.speech, "account.sums", columns, "ui.account-empty", self, wide=1)
        found.activated.connect(self._open_due)
        return found

    def _receipts_listing(self) -> Listing[Receipt]:
        columns = (
            ("ui.column-number", lambda each: short_number(each.number)),
            ("ui.column-paper", lambda each: self.speech.word(f"counter-ui.kind-{each.kind.value}")),
            ("ui.column-applicant", lambda each: each.applicant),
            ("ui.column-when", lambda each: clock_words(each.at).partition(" ")[2]),
            ("ui.account-column-amount", lambda each: "—" if each.moved is None else figures(each.moved)),
            ("ui.account-column-note", self._note),
        )
        found = Listing[Receipt](
            self.speech, "account.receipts", columns, "ui.account-no-receipt", self, wide=5
        )
        found.activated.connect(self._open_chosen)
        return found

    def _note(self, each: Receipt) -> str:
        asked = "" if each.asked is None else figures(each.asked)
        by = self.speech.say(each.by) if each.by else ""
        note = self.speech.say(each.note) if each.note else ""
        again = self.speech.word("ui.account-again", count=each.duplicates) if each.duplicates else ""
        return " · ".join(filter(None, (by, note, asked, again)))

    def _hint(self, name: str) -> QLabel:
        found = label(self, "hint", name=f"account.{name}")
        found.setWordWrap(True)
        return found

    def _keys(self) -> None:
        for key, pressed in (
            ("F9", self._page.click),
            ("F8", self._slip.click),
            ("Ctrl+PgUp", self._before.click),
            ("Ctrl+PgDown", self._after.click),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(pressed)

    def _lay_out(self) -> None:
        asked = {"label": words("ui.account-day"), "help": Words("", "")}
        day = field(self, self.speech, name="account.day", editor=self._day, **asked)
        top = self.line(self._before, day, self._after, self._today)
        for each in (self._slip, self._page):
            top.addWidget(each)
        for each in (self._before, self._after, self._today, self._slip, self._page):
            top.setAlignment(each, Qt.AlignmentFlag.AlignVCenter)
        self.box.addWidget(self._figures)
        self.box.addWidget(self._state)
        self.box.addWidget(self._lent)
        sides, left = QHBoxLayout(), QVBoxLayout()
        left.addWidget(self._sums, _FIRST)
        left.addWidget(self._receipts, 1)
        left.addWidget(self._owing, 1)
        self._sums.setMinimumHeight(_height(_LEAST_SUMS))
        self._receipts.setMinimumHeight(_height(_LEAST_RECEIPTS))
        for under in (self._receipts, self._owing):
            under.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._owing.setMinimumHeight(_height(_LEAST_RECEIPTS))
        left.addWidget(self._whole_note)
        for table in (self._sums.view, self._receipts.view):
            table.verticalHeader().setDefaultSectionSize(_ROW)
            table.horizontalHeader().setFixedHeight(_HEADER)
        sides.addLayout(left, 3)
        sides.addWidget(self._paper, 1)
        self.box.addLayout(sides, 1)


def _height(count: int) -> int:
    """Return how high the sums are, in pixels; what they leave is the receipts'."""
    return _HEADER + SIZES.step + _ROW * min(max(count, _LEAST_SUMS), _MOST_SUMS)


def _day_editor(parent: QWidget) -> QDateEdit:
    found = QDateEdit(today(), parent)
    found.setDisplayFormat("dd-MM-yyyy")
    found.setCalendarPopup(True)
    return found


def _lines(found: DayAccount) -> tuple[Line, ...]:
    sides = (("ui.account-taken", found.taken), ("ui.account-back", found.back))
    moved = [
        Line(side, each.head, each.way, each.count, each.amount) for side, sums in sides for each in sums
    ]
    whose = words("ui.account-whose")
    due = [Line("ui.account-due", each.what, whose, each.count, each.amount, each) for each in found.due]
    hands = [Line("ui.account-hand", each.person, _cash(each), each.count, each.left) for each in found.hands]
    return (*moved, *hands, *due)


def _cash(hand: Hand) -> Words:
    return words("ui.account-hand-cash", cash=figures(hand.cash))
