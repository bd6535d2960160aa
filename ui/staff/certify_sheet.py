"""Certifying an office's rows: what is signed is shown, then the token, then the signature over all of them."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.base.days import clock_words
from app.errors import AppError
from app.staff.model import Batch, Missing, ToCertify
from app.staff.posts import Posted
from app.words import words
from ui.efile.token_seen import Seen
from ui.efile.unlocking import Unlocking
from ui.places import card, label
from ui.staff.bound import bind
from ui.staff.missing_sheet import named
from ui.staff.sheet import StaffSheet
from ui.staff.standing import sent_back
from ui.staff.warned_view import Doubt, WarnedView, doubts_of
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, font, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

MOVED_ON, SHUT = "staff.moved-on", frozenset({"token.locked", "token.idle", "token.removed"})
FACTS = ("office", "file", "rows", "confirmed", "who", "at", "digest")
LeftOut = tuple[tuple[str, int], ...]
Found = tuple[Batch, ToCertify, Posted | None, tuple[Doubt, ...], LeftOut, tuple[Missing, ...]]
_GROUP = 8  # figures of a digest that are read out together


class CertifySheet(StaffSheet):
    """`done` carries the batch with its signature. Whatever moved meanwhile is shown anew before it is signed."""

    token_asked = Signal()

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "certify", parent)
        self._batch: Batch | None = None
        self._shown: ToCertify | None = None
        self._confirmed: Posted | None = None
        self._left_out: LeftOut = ()
        self._missing: tuple[Missing, ...] = ()
        self._facts = {name: label(self, "heading", name=f"staff.certify.{name}") for name in FACTS}
        self._why = label(self, "label", name="staff.certify.opened")
        self._text, self._exact = QPlainTextEdit(self), QPushButton(self)
        self.warned = WarnedView(speech, self)
        self._hint = self._named("staff-ui.certify-rows-hint", "hint")
        self._token = Unlocking(office, tasks, speech, "staff.certify", self)
        self._open = self._named("staff-ui.certify-open", "heading")
        self._go = self.button("go", self.sign, "primary")
        self._is_barred = False
        self._to_token = self.button("to-token", self.token_asked.emit, "primary")
        self._lay_out()
        self._token.opened.connect(self._ready)
        self._token.seen.connect(self._say_hint)
        self._token.seen.connect(self._lead_to_token)
        self._token.shut.connect(self._say_hint)
        speech.changed.connect(self._say_facts)
        bind(self, {"F9": self.step})

    def begin(self, batch: Batch) -> None:
        """Begin with a batch that its office has confirmed."""
        self._batch, self._shown, self._confirmed = batch, None, None
        self._is_barred = False
        self._to_token.hide()
        self.tell(None)
        self._show_go(ready=False)
        self._token.hide()
        self._text.clear()
        self._exact.setChecked(False)
        self.warned.wait()
        self.warned.show()
        self._say_facts()
        self.setFocus()  # a PIN that is typed already goes into no cell
        self.tasks.run(Lane.RECORDS, partial(self._asked, batch), self._show, self.failed, owner=self)

    def leave(self) -> None:
        self._token.forget()
        self._is_barred = False
        super().leave()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Whoever was sent to the token's place comes back here with a token that may sign."""
        super().showEvent(event)
        if self._is_barred and self._batch is not None:
            self.begin(self._batch)

    def sign(self) -> None:
        """Sign what is shown, and nothing else."""
        if self._shown is not None:
            self.run(Lane.SIGNING, partial(self.office.staff.certify, self._shown), self.done.emit)

    def failed(self, error: AppError) -> None:
        super().failed(error)
        if self._shown is None:
            self.warned.hide()
        if error.facts.get("field") == "certificate":
            self._bar()
        elif error.key == MOVED_ON and self._batch is not None:
            self.begin(self._batch)
            self.tell(words(MOVED_ON), "wait")
        elif error.key in SHUT:
            self._show_go(ready=False)
            self._token.show()
            self._token.look()

    def _bar(self) -> None:
        """The token that is open signs nothing for this person yet: the way to have it enrolled is offered instead."""
        self._is_barred = True
        self._show_go(ready=False)
        for each in (self._token, self._hint):
            each.hide()
        self._to_token.show()
        self._to_token.setFocus()

    def _asked(self, batch: Batch) -> Found:
        """Return what will be signed, who stands by it at the office, and what is doubtful in it, all as it is now."""
        shown, batch = self.office.staff.to_certify(batch.id), self.office.staff.batch(batch.id)
        posted = (each for card in self.office.staff.offices.all() for each in card.posted)
        by = next((each for each in posted if each.person == batch.confirmed_by), None)
        staff = self.office.staff
        out, missing = staff.left_out(batch.id), staff.missing.of(batch.id)
        return batch, shown, by, doubts_of(self.office, batch.id), out, missing

    def _show(self, found: Found) -> None:
        batch, shown, self._confirmed, doubts, self._left_out, self._missing = found
        self._batch, self._shown = batch, shown
        self.warned.put(batch.warnings, doubts)
        self._text.setPlainText(shown.data.decode())
        self._say_facts()
        self.run(Lane.SIGNING, self.office.efile.signing.require_open_signs, self._ask_token)

    def _ask_token(self, _nothing: None) -> None:
        (self.warned if self._batch and self._batch.warnings else self._exact).setFocus()
        self._hint.show()
        self._token.show()
        self._token.look()

    def _ready(self) -> None:
        self._token.hide()
        self._show_go(ready=True)
        self._say_hint()
        self._go.setFocus()

    def _say_hint(self, seen: object = None) -> None:
        """Say how to practise where there is nothing to sign with, else how the rows are looked at."""
        is_ready = self._go.isVisibleTo(self) or (isinstance(seen, Seen) and _can_sign(seen))
        is_practice = self.office.training and not is_ready
        made = "-made" if isinstance(seen, Seen) and seen.choices else ""
        key = f"certify-training{made}" if is_practice else "certify-rows-hint"
        self.speech.bind(self._hint.setText, f"staff-ui.{key}", self._hint)

    def _lead_to_token(self, seen: Seen) -> None:
        """A token none of whose certificates may sign for this person is seen to at the token's own place."""
        leads = bool(seen.choices) and not _can_sign(seen)
        self._is_barred = leads
        self._to_token.setVisible(leads)
        self._token.elsewhere = self._to_token if leads else None

    def _show_go(self, *, ready: bool) -> None:
        self._open.setVisible(ready)
        self._go.setVisible(ready)

    def _say_facts(self) -> None:
        batch, shown, acting = self._batch, self._shown, self.office.people.acting
        for each in (self._why, *self._facts.values()):
            each.clear()
        self._why.hide()
        if batch is None or shown is None or acting is None:
            return
        say = self.speech.say
        self._why.setText(sent_back(self.speech, batch, acting.person.id))
        self._why.setVisible(bool(self._why.text()))
        self._facts["office"].setText(say(batch.office_name))
        self._facts["file"].setText(batch.file_name)
        self._facts["rows"].setText(self._rows(shown.rows))
        if by := self._confirmed:
            at = clock_words(batch.updated_at)
            self._facts["confirmed"].setText(f"{say(by.name)}, {say(by.designation)} · {at}")
        self._facts["who"].setText(f"{say(acting.person.name)}, {say(acting.post.designation)}")
        self._facts["at"].setText(clock_words(datetime.fromisoformat(shown.at)))
        self._facts["digest"].setText(_grouped(shown.digest))

    def _rows(self, rows: int) -> str:
        """Say how many are signed for, how many the office left out and why, and who of the master is not in it."""
        said = [self.speech.word("staff-ui.certify-count", count=rows)]
        if self._left_out:
            count = sum(number for _, number in self._left_out)
            reasons = ", ".join(f"{reason} ({number})" for reason, number in self._left_out)
            said.append(self.speech.word("staff-ui.certify-left-out", count=count, reasons=reasons))
        if self._missing:
            names = named(self.speech, self._missing)
            said.append(self.speech.word("staff-ui.certify-missing", names=names))
        return " · ".join(said)

    def _lay_out(self) -> None:
        line, signed, beside = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        line.setSpacing(SIZES.gap)
        signed.setSpacing(SIZES.step)
        signed.addWidget(self._what_is_signed(), 1)
        signed.addWidget(self.warned, 2)
        beside.addWidget(self._token)
        beside.addWidget(self._open)
        for each in (self._go, self._to_token):
            beside.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self._hint)
        beside.addStretch(1)
        line.addLayout(signed, 5)
        line.addLayout(beside, 3)
        self.box.addLayout(line, 1)

    def _what_is_signed(self) -> QFrame:
        panel, box = card(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZES.gap)
        grid.setVerticalSpacing(2)  # on a low screen the doubtful rows need the room
        grid.setColumnStretch(1, 1)
        for place, (name, said) in enumerate(self._facts.items()):
            said.setWordWrap(True)
            called = self._named(f"staff-ui.certify-{name}", "hint")
            is_high = name == "at"  # a button stands in its line
            side = Qt.AlignmentFlag.AlignVCenter if is_high else Qt.AlignmentFlag.AlignTop
            grid.addWidget(called, place, 0, side)
            grid.addWidget(said, place, 1, 1, 1 if is_high else 2)
            if name == "digest":  # only a machine reads it: it is shown with the text that it is of
                for each in (called, said):
                    each.hide()
                    self._exact.toggled.connect(each.setVisible)
        self._text.setObjectName("staff.certify.text")
        self._text.setReadOnly(True)
        self._text.setFont(font(SIZES.label))
        self.speech.bind(self._text.setAccessibleName, "staff-ui.certify-text", self._text)
        restyle(self._why, "tone", "wait")
        self._why.setWordWrap(True)
        box.addWidget(self._why)
        box.addWidget(self._named("staff-ui.certify-what", ""))
        box.addLayout(grid)
        self._exact.setObjectName("staff.certify.exact")
        self._exact.setCheckable(True)
        self._exact.setProperty("kind", "quiet")
        self.speech.bind(self._exact.setText, "staff-ui.certify-exact", self._exact)
        for show in (self._text.setVisible, self.warned.setHidden):
            self._exact.toggled.connect(show)
        self._text.hide()
        grid.addWidget(self._exact, FACTS.index("at"), 2, Qt.AlignmentFlag.AlignRight)
        box.addWidget(self._text, 1)
        box.addStretch(0)
        return panel

    def _named(self, key: str, role: str) -> QLabel:
        found = label(self, role)
        found.setWordWrap(True)
        self.speech.bind(found.setText, key, found)
        return found


def _can_sign(seen: Seen) -> bool:
    return seen.open_already or any(each.may_be_tried(enrolling=False) for each in seen.choices)


def _grouped(digest: str) -> str:
    """Return the figure in groups on two lines, neither of which is ever cut off."""
    groups = [digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP)]
    half = len(groups) // 2
    return "\n".join(" ".join(some) for some in (groups[:half], groups[half:]))
