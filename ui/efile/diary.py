"""Taking a letter (दक) into the diary: what it is, its scan, and where it goes at once."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from app.base.words import Words
from app.efile.addressee import PostName
from app.efile.model import Letter, Receipt, Row, Sender
from app.errors import AppError
from app.words import explain, words
from ui.documents import ask_papers
from ui.efile.diary_choices import DiaryChoices
from ui.efile.diary_fields import FIELD_OF, LATIN, LINES, day_of, plainly_wrong
from ui.efile.kept_form import KeptForm
from ui.efile.post_choice import PostChoice
from ui.efile.sheet import abreast, day_editor, today
from ui.efile.told_line import about
from ui.efile.undo_bar import UndoBar
from ui.efile.whom import whom
from ui.field import Field, field
from ui.phonetic import PhoneticEdit
from ui.places import Place, card, label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

T = TypeVar("T")
MOST_PAGES = 9999


class DiaryPlace(Place):
    """Generate, Generate and send, Generate and copy: three ends of one form."""

    made = Signal(str)  # a letter's id

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "diary", parent)
        self._scan: tuple[Path, ...] = ()
        self._making = False
        self._left: QWidget | None = None  # where the cursor was
        self._lines = {name: self._line_editor(name) for name in LINES}
        self._received, self._written = day_editor(), day_editor()
        self._has_date, self._vip = QCheckBox(self), QCheckBox(self)
        self._fields: dict[str, Field] = {}
        self._choices = DiaryChoices(speech, self._lines["subject"], self)
        self._pages = QLineEdit("1", self)
        self._pages.setValidator(QIntValidator(1, MOST_PAGES, self._pages))
        self._choice = PostChoice(office, tasks, speech, "diary", self)
        self.undo = UndoBar(office, tasks, speech, self)
        self._scanned = label(self, "hint", name="diary.scanned")
        self._lay_out()
        self._bind_keys()
        self._choice.failed.connect(self.tell_failed)
        self._choice.taken.connect(self._move_on)
        self._choice.changed.connect(partial(self.tell, None))
        self.undo.asked.connect(self._undo)
        self.undo.failed.connect(self.tell_failed)
        speech.changed.connect(self._say_scan)
        self._say_scan()
        self._kept = KeptForm(office, tasks, self._written_down, self._bring_back, self)
        self._kept.failed.connect(partial(Place.tell_failed, self))
        self._watch()

    def refresh(self) -> None:
        self._kept.begin()
        self._choice.refresh()
        self.undo.refresh()

    def bring(self, names: tuple[Path, ...]) -> None:
        """Take files as the letter's scan."""
        self._scan = names
        self._say_scan()
        self._kept.changed()

    def letter(self) -> Letter:
        """Return the letter as it was written down; the office checks it."""
        text = {name: line.text() for name, line in self._lines.items()}
        return Letter(
            subject=text["subject"],
            sender=Sender(
                text["name"],
                text["designation"],
                text["organisation"],
                text["address"],
                mobile=text["mobile"],
            ),
            received_on=day_of(self._received),
            letter_no=text["letter-no"],
            letter_date=day_of(self._written) if self._has_date.isChecked() else None,
            form=self._choices.form,
            classification=self._choices.classification,
            delivery=self._choices.delivery,
            language=self._choices.language.value,
            category=text["category"],
            vip=self._vip.isChecked(),
            enclosures=text["enclosures"],
            remarks=text["remarks"],
        )

    def generate(self) -> None:
        """Take the letter in; it lies in the inbox then."""
        work = partial(self.office.efile.diarise, self.letter(), self._scan, self._counted())
        self._make(work, self._made_empty)

    def generate_and_send(self) -> None:
        """Take it in and send it to whom the line names, both or neither."""
        post = self._choice.post()
        if post is None:
            self.tell(self._choice.why_none(), "wrong")
            self._choice.line.setFocus()
            return
        work = partial(
            self.office.efile.diarise_and_send, self.letter(), post.id, self._scan, self._counted()
        )
        self._make(work, partial(self._sent, post))

    def generate_and_copy(self) -> None:
        """Take it in, and begin the next letter of the same sender."""
        efile, letter, scan, pages = self.office.efile, self.letter(), self._scan, self._counted()
        self._make(lambda: efile.diarise_and_copy(letter, scan, pages), self._made_copy)

    def tell_failed(self, error: AppError) -> None:
        """What is wrong with a field stands under it, and the cursor goes there; above it stands with its name."""
        self._make_or_not(making=False)
        super().tell_failed(error)
        self._kept.changed()
        asked = str(error.facts.get("field", ""))
        if wrong := self._fields.get(FIELD_OF.get(asked, asked)):
            said = explain(error)
            self._mark_all()
            wrong.show_problem(said)
            wrong.editor.setFocus()
            self.tell(wrong.named(said), "wrong")
            wrong.when_mended(partial(self.tell, None))

    def _mark_all(self) -> None:
        """The office stops at the first wrong field; what else is plain to see is marked along with it."""
        for name, key in plainly_wrong(self.letter()).items():
            self._fields[name].show_problem(words(key))
            self._fields[name].when_mended()

    def _sender_told(self, _text: str) -> None:
        """An office is a sender, too."""
        self._fields["name"].show_problem(None)

    def _make(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """A second press while the first is at work would take the same letter in twice."""
        if self._making:
            return
        for each in self._fields.values():
            each.show_problem(None)
        self._kept.rest()
        self._make_or_not(making=True)
        self.tell(words("efile-ui.diary-making"), "wait")
        self.run(Lane.RECORDS, work, partial(self._made, done))

    def _made(self, done: Callable[[T], None], found: T) -> None:
        self._make_or_not(making=False)
        done(found)

    def _make_or_not(self, *, making: bool) -> None:
        """What is written meanwhile would be lost, so the form waits, and looks so."""
        if making == self._making:
            return
        self._making, self._left = making, self.focusWidget() if making else self._left
        for each in (*self._fields.values(), *self._ends):
            each.setEnabled(not making)
        if self._left is not None and not making:
            self._left.setFocus()

    def _sent(self, post: PostName, receipt: Receipt) -> None:
        """The number alone would not tell that it went to the right one."""
        self._made_empty(receipt)
        to = whom(self.speech, post)
        self.tell(words("efile-ui.diary-sent", number=receipt.number, to=to))
        self.undo.refresh()

    def _undo(self, id: str) -> None:
        self.undo.drop(id)
        self.tell(words("efile-ui.undoing"), "wait")
        self.run(Lane.RECORDS, partial(self.office.efile.undo, id), self._stopped)

    def _stopped(self, row: Row) -> None:
        self.tell(about(row, words("efile-ui.diary-undone")))
        self.undo.refresh()

    def _made_empty(self, receipt: Receipt) -> None:
        self._told_number(receipt)
        for line in self._lines.values():
            line.clear()
        for box in (self._has_date, self._vip):
            box.setChecked(False)
        self._choices.begin_anew()
        self._choice.line.clear()
        self._begin_dates()
        self._pages.setText("1")
        self._lines["subject"].setFocus()

    def _written_down(self) -> dict[str, str]:
        """Return what stands in the form, as it is kept while one types; nothing while nothing was written."""
        if not (self._scan or self._choice.line.text() or any(each.text() for each in self._lines.values())):
            return {}
        days = {"received": self._received, "written": self._written}
        ticks = {"has-date": self._has_date, "vip": self._vip}
        return {
            **{name: line.text() for name, line in self._all_lines().items()},
            **{name: editor.date().toString(Qt.DateFormat.ISODate) for name, editor in days.items()},
            **{name: "yes" for name, box in ticks.items() if box.isChecked()},
            **self._choices.written(),
            "scan": "\n".join(str(file) for file in self._scan),
        }

    def _bring_back(self, form: Mapping[str, str]) -> None:
        """Fill the form with what was typed before the window went; a scan only where its files still are."""
        for name, line in self._all_lines().items():
            line.setText(form.get(name, ""))
        for name, editor in (("received", self._received), ("written", self._written)):
            with QSignalBlocker(editor):
                editor.setDate(QDate.fromString(form.get(name, ""), Qt.DateFormat.ISODate))
        for name, box in (("has-date", self._has_date), ("vip", self._vip)):
            box.setChecked(name in form)
        self._choices.bring_back(form)
        self.bring(tuple(file for file in map(Path, form.get("scan", "").splitlines()) if file.is_file()))
        self.tell(words("efile-ui.diary-brought-back"), "wait")

    def _all_lines(self) -> dict[str, QLineEdit]:
        return self._lines | {"pages": self._pages, "to": self._choice.line}

    def _watch(self) -> None:
        """Whatever is typed, ticked or chosen is kept a moment later."""
        for line in self._all_lines().values():
            line.textChanged.connect(self._kept.changed)
        for editor in (self._received, self._written):
            editor.dateChanged.connect(self._kept.changed)
        for box in (self._has_date, self._vip):
            box.toggled.connect(self._kept.changed)
        self._choices.changed.connect(self._kept.changed)
        self._lines["organisation"].textChanged.connect(self._sender_told)

    def _begin_dates(self) -> None:
        """The next letter came today, and its own date is not known yet."""
        for editor in (self._received, self._written):
            with QSignalBlocker(editor):
                editor.setDate(today())

    def _bind_keys(self) -> None:
        """Enter goes on through the form, as it is written on paper; three keys end it."""
        for line in (*self._lines.values(), self._pages):
            line.returnPressed.connect(self._move_on)
        for keys, act in (
            ("F9", self.generate),
            ("F8", self.generate_and_send),
            ("F7", self.generate_and_copy),
        ):
            found = QShortcut(QKeySequence(keys), self)
            found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            found.activated.connect(act)

    def _move_on(self) -> None:
        self.focusNextChild()

    def _made_copy(self, made: tuple[Receipt, Letter]) -> None:
        receipt, following = made
        self._told_number(receipt)
        self._lines["subject"].setText(following.subject)
        self._has_date.setChecked(following.letter_date is not None)
        for name, kept in (
            ("letter-no", following.letter_no),
            ("enclosures", following.enclosures),
            ("remarks", following.remarks),
        ):
            self._lines[name].setText(kept)
        self._lines["subject"].setFocus()

    def _told_number(self, receipt: Receipt) -> None:
        self.bring(())
        self.tell(words("efile-ui.diary-made", number=receipt.number))
        self.made.emit(receipt.id)

    def _counted(self) -> int:
        """Return how many pages a letter without a scan has; one at least."""
        return int(self._pages.text() or 1)

    def _dated(self, _day: QDate) -> None:
        """Whoever writes the letter's date means it, though the box beside it was not ticked."""
        self._has_date.setChecked(True)

    def _choose_scan(self) -> None:
        if names := ask_papers(self, self.speech.word("efile-ui.diary-scan")):
            self.bring(tuple(Path(name) for name in names))

    def _say_scan(self) -> None:
        said = ", ".join(file.name for file in self._scan)
        self._scanned.setText(said or self.speech.word("efile-ui.diary-no-scan"))

    def _line_editor(self, name: str) -> QLineEdit:
        return QLineEdit(self) if name in LATIN else PhoneticEdit(self)

    def _field(self, name: str, editor: QWidget) -> Field:
        self._fields[name] = field(
            self,
            self.speech,
            name=f"diary.{name}",
            label=words(f"efile-ui.diary-{name}"),
            help=Words("", ""),
            editor=editor,
        )
        return self._fields[name]

    def _lay_out(self) -> None:
        form, box = card(self)
        self.speech.bind(self._has_date.setText, "efile-ui.diary-has-date-yes", self._has_date)
        self.speech.bind(self._vip.setText, "efile-ui.diary-vip-yes", self._vip)
        self._written.dateChanged.connect(self._dated)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            (("subject", self._lines["subject"]),),
            (("name", self._lines["name"]), ("designation", self._lines["designation"])),
            tuple((name, self._lines[name]) for name in ("organisation", "address", "mobile")),
            (
                ("letter-no", self._lines["letter-no"]),
                ("written", self._written),
                ("received", self._received),
            ),
            tuple(self._choices.boxes.items()),
            tuple((name, self._lines[name]) for name in ("category", "enclosures", "remarks")),
        )
        for row in rows:
            box.addLayout(abreast(*(self._field(name, editor) for name, editor in row)))
        in_order = [editor for row in rows for _, editor in row]
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)
        box.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(form)
        scroll.setWidgetResizable(True)
        self.box.addWidget(self.undo)
        sides = QHBoxLayout()
        sides.addWidget(scroll, 3)
        sides.addWidget(self._side(), 2)
        self.box.addLayout(sides, 1)
        self._ends = (
            self.button("generate", "efile-ui.diary-generate", self.generate, "primary"),
            self.button("generate-send", "efile-ui.diary-generate-send", self.generate_and_send),
            self.button("generate-copy", "efile-ui.diary-generate-copy", self.generate_and_copy),
        )
        self.line(*self._ends)
        self.setFocusProxy(self._lines["subject"])

    def _side(self) -> QWidget:
        """The scan above, to whom it goes below."""
        found, box = card(self)
        self._scanned.setWordWrap(True)
        box.addWidget(self.button("scan", "efile-ui.diary-scan", self._choose_scan))
        box.addWidget(self._scanned)
        ticks = (("has-date", self._has_date), ("vip", self._vip), ("pages", self._pages))
        box.addLayout(abreast(*(self._field(name, editor) for name, editor in ticks)))
        box.addWidget(self._field("to", self._choice.line))
        box.addWidget(self._choice, 1)
        return found
