"""How far every office is: whose sheet is to be worked at here, whose waits for others, whose has not come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from textwrap import shorten
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.accounts.model import Acting, OfficeType, may
from app.base.days import clock_words
from app.base.sought import fitting, hear
from app.base.words import Words
from app.staff.model import OPEN, Batch, BatchState
from app.staff.posts import OfficeCard
from ui.chips import new_chip
from ui.places import Listing, label
from ui.staff.batch_acts import next_of
from ui.staff.narrowed import narrow
from ui.staff.standing import is_given_back
from ui.theme import SIZES
from ui.words import Speech

NOT_ASKED = frozenset({OfficeType.KENDRA.value, OfficeType.BOARD.value})
"""Offices whose people are in no employee master."""


WAITS_FOR = {
    BatchState.WORKING: "mend",
    BatchState.CONFIRMED: "certify",
    BatchState.CERTIFIED: "send",
    BatchState.ELSEWHERE: "mend",
}
"""What another person does next with a sheet."""


class Group(StrEnum):
    HERE = "here"  # the next act is this person's
    WAITS = "waits"
    DONE = "done"
    MISSING = "missing"  # no sheet came
    CLOSED = "closed"


_AT_WORK = frozenset({Group.HERE, Group.WAITS})
_NARROW = {0: 400, 2: 160}  # px: of an office's name and of a file's
_LONGEST = 60  # characters of a reason; all of it stands below the list


@dataclass(frozen=True, slots=True)
class Line:
    """An office with the sheet it sent; without one, where none came."""

    office: str
    name: Words
    code: str
    batch: Batch | None
    group: Group
    elsewhere: Words | None = None  # who has it open at another desk, whose rows are not here

    @property
    def id(self) -> str:
        return self.batch.id if self.batch else self.office


def lines_of(
    cards: Iterable[OfficeCard],
    batches: Iterable[Batch],
    acting: Acting | None,
    elsewhere: Mapping[str, Words] = MappingProxyType({}),
) -> tuple[Line, ...]:
    """Return every sheet, what is to be done here first, and the offices that sent none.

    One that is done is passed over where its office has sent another one since. `elsewhere` tells by office who has its
    sheet open at another desk.
    """
    known = {each.id: each for each in cards}
    every = [_line_of(each, known.get(each.office), acting) for each in batches]
    at_work = {each.office for each in every if each.group in _AT_WORK}
    sent = [each for each in every if each.group is not Group.DONE or each.office not in at_work]
    has = {each.office for each in sent if each.group is not Group.CLOSED}
    others = [
        _line_without(card, elsewhere.get(card.id))
        for card in known.values()
        if card.id not in has and card.kind not in NOT_ASKED and _collects(acting)
    ]
    return tuple(sorted([*sent, *others], key=lambda each: list(Group).index(each.group)))


def _line_without(card: OfficeCard, who: Words | None) -> Line:
    return Line(card.id, card.name, card.code, None, Group.WAITS if who else Group.MISSING, who)


def _collects(acting: Acting | None) -> bool:
    return acting is not None and may(acting.post.roles, "staff.begun")


def _line_of(batch: Batch, card: OfficeCard | None, acting: Acting | None) -> Line:
    return Line(batch.office, batch.office_name, card.code if card else "", batch, _group_of(batch, acting))


def _moved(line: Line, batch: Batch, acting: Acting | None) -> Line:
    """Return the line as its sheet stands now."""
    return replace(line, batch=batch, group=_group_of(batch, acting))


def _group_of(batch: Batch, acting: Acting | None) -> Group:
    if batch.state is BatchState.DONE:
        return Group.DONE
    if is_given_back(batch):
        return Group.WAITS
    if batch.state not in OPEN:
        return Group.CLOSED
    found = next_of(batch, acting)
    return Group.HERE if found is not None and found.may else Group.WAITS


def _opened(line: Line) -> str | None:
    """Return why a sheet that is at work was opened again; None, where it was not."""
    why = line.batch.was_opened if line.batch and line.group in _AT_WORK else None
    return why.reason if why else None


class Overview(QWidget):
    """`activated` tells that the chosen line is to be gone on with."""

    activated = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("staff.overview")
        self._speech = speech
        self._lines: tuple[Line, ...] = ()
        self._only: Group | None = None
        self._first = ""  # the line under the cursor that nobody put there
        self._group = QButtonGroup(self)
        self._chips = {each: self._chip(each) for each in (None, *Group)}
        self.text = QLineEdit(self)
        self.list, self._whole = self._listing(), label(self, "label", name="staff.overview.reason")
        self._whole.setWordWrap(True)
        self.list.chosen.connect(self._say_whole)
        speech.changed.connect(self._say_whole)
        self.list.activated.connect(self.activated)
        self.list.view.pressed.connect(self._chose)
        self.text.textChanged.connect(self._sift)
        self._lay_out()
        self._bind_enter()
        self.setFocusProxy(self.list)
        self._say_counts()
        speech.changed.connect(self._say_counts)

    def put(self, lines: tuple[Line, ...], *, collects: bool) -> None:
        """Show these lines. `collects`: this person takes sheets in, and does not only certify them."""
        had, self._lines = bool(self._lines), lines
        none = "staff-ui.none" if collects else "staff-ui.none-to-certify"
        self.list.say_empty("staff-ui.none-fits" if lines else none)
        self._chips[Group.MISSING].setVisible(collects)
        self._say_counts()
        self._sift()
        if lines and not had and any(chip.hasFocus() for chip in self._chips.values()):
            self.list.setFocus()  # which could not take the keys while it was empty

    @property
    def is_waiting(self) -> bool:
        """Whether the sheets have yet to come: until then nobody can say that there is none."""
        return self.list.is_waiting

    def current(self) -> Line | None:
        return self.list.current()

    def awaited(self) -> str:
        """Return the office of the line that a person chose in the list, where no sheet of it came."""
        line = self.current() if self.list.view.hasFocus() else None
        is_chosen = line is not None and line.id != self._first
        return line.office if line is not None and is_chosen and line.batch is None else ""

    def come_back_from(self, batch: Batch, acting: Acting | None) -> None:
        """Put the cursor on the sheet one comes from, or, where it is no more this person's, on the next that is."""
        before = self._lines
        self._lines = tuple(_moved(each, batch, acting) if each.id == batch.id else each for each in before)
        is_passed_on = any(
            was.group is Group.HERE and now.group is not Group.HERE
            for was, now in zip(before, self._lines, strict=True)
        )
        here = [each.id for each in self.list.rows.items]
        at = here.index(batch.id) if batch.id in here else 0
        self._say_counts()
        self._sift()
        items = self.list.rows.items
        places = sorted(range(len(items)), key=lambda place: place < at)  # from there down, then from the top
        wanted = (
            place
            for place in places
            if (items[place].group is Group.HERE if is_passed_on else items[place].id == batch.id)
        )
        if (place := next(wanted, None)) is not None:
            self.list.view.selectRow(place)

    def _show_only(self, group: Group | None) -> None:
        self._only = group
        self._sift()

    def _sift(self) -> None:
        if self.is_waiting:
            return
        here = [each for each in self._lines if self._only is None or each.group is self._only]
        heard = ((each.id, hear(each.name.hi, each.name.en, each.code)) for each in here)
        fits = fitting(heard, self.text.text())
        shown = tuple(each for each in here if each.id in fits)
        before = self.current()
        self.list.put(shown, lambda line: line.id)
        line = self.current()
        if line is not None and (before is None or before.id != line.id):
            self._first = line.id

    def _chose(self) -> None:
        self._first = ""

    def _bind_enter(self) -> None:
        """Enter goes on with the line under the cursor, wherever above the list the keys are."""
        for keys in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.activated)

    def _say_counts(self) -> None:
        """Count offices: one may have given up a sheet before the one that is worked at."""
        for group, chip in self._chips.items():
            count = len({each.office for each in self._lines if group in (None, each.group)})
            said = self._speech.word(f"staff-ui.group-{group.value if group else 'all'}")
            chip.setText(said if self.is_waiting else f"{said} {count}")

    def _next(self, line: Line) -> str:
        """Say what is to be done with a sheet, and why once more where it was opened again."""
        why = _opened(line)
        return self._act(line) if why is None else self._again(line, shorten(why, _LONGEST, placeholder=" …"))

    def _again(self, line: Line, why: str) -> str:
        is_taken_back = line.batch is not None and line.batch.was_taken_back
        key = "next-taken-back" if is_taken_back else "next-sent-back"
        return self._speech.word(f"staff-ui.{key}", reason=why, next=self._act(line))

    def _say_whole(self) -> None:
        """The column has no room for a long reason: of the chosen line it is said whole."""
        line = self.current()
        why = _opened(line) if line is not None else None
        self._whole.setVisible(why is not None)
        self._whole.setText(self._again(line, why) if line is not None and why is not None else "")

    def _act(self, line: Line) -> str:
        batch = line.batch
        if line.elsewhere is not None:
            return self._speech.word("staff-ui.next-open-elsewhere", who=line.elsewhere)
        if batch is None:
            return self._speech.word("staff-ui.next-missing")
        if line.group is Group.WAITS and (waits := WAITS_FOR.get(batch.state)):
            return self._speech.word(f"staff-ui.next-wait-{waits}")
        if batch.state is BatchState.WORKING and (count := batch.errors or batch.progress.refused):
            return self._speech.word(f"staff-ui.next-{'mend' if batch.errors else 'refused'}", count=count)
        if batch.state is BatchState.UPLOADING:
            at = batch.progress
            key = "staff-ui.next-paused" if at.paused else "staff-ui.next-going"
            return self._speech.word(key, done=at.answered, total=at.total)
        return self._speech.word(f"staff-ui.next-{batch.state.value}")

    def _listing(self) -> Listing[Line]:
        speech = self._speech
        columns = (
            ("staff-ui.column-office", lambda line: speech.say(line.name)),
            ("staff-ui.column-next", self._next),
            ("staff-ui.column-file", lambda line: line.batch.file_name if line.batch else ""),
            ("staff-ui.column-rows", lambda line: str(line.batch.rows) if line.batch else ""),
            ("staff-ui.column-errors", lambda line: str(line.batch.errors) if line.batch else ""),
            ("staff-ui.column-sent", lambda line: str(line.batch.progress.accepted) if line.batch else ""),
            ("staff-ui.column-when", lambda line: clock_words(line.batch.updated_at) if line.batch else ""),
        )
        found = Listing[Line](speech, "staff.list", columns, "staff-ui.none", self, wide=1)
        narrow(found.view, _NARROW)
        return found

    def _chip(self, group: Group | None) -> QPushButton:
        name = f"staff.group.{group.value if group else 'all'}"
        found = new_chip(self, self._group, name, partial(self._show_only, group))
        found.setChecked(group is None)
        return found

    def _lay_out(self) -> None:
        self.text.setObjectName("staff.overview.search")
        self.text.setMaximumWidth(SIZES.rail)
        for say in (self.text.setPlaceholderText, self.text.setAccessibleName):
            self._speech.bind(say, "staff-ui.overview-search", self.text)
        line, box = QHBoxLayout(), QVBoxLayout(self)
        line.setSpacing(SIZES.step)
        for chip in self._chips.values():
            line.addWidget(chip)
        line.addStretch(1)
        line.addWidget(self.text)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        box.addLayout(line)
        box.addWidget(self.list, 1)
        box.addWidget(self._whole)
