"""Drafts of a file: written and revised, approved, signed, sent out, and acknowledged."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.base.days import clock_words
from app.efile.addressee import Addressee, Delivery
from app.efile.model import File, OfficeName
from app.efile.outgoing import Draft, Typed
from app.efile.walk import DraftState
from app.errors import AppError
from app.words import explain, words
from ui.documents import documents
from ui.efile.asking import Asking
from ui.efile.draft_standing import WRITABLE, is_wrong, may_approve, may_withdraw, standing, waits
from ui.efile.kept_typing import KeptTyping, written
from ui.efile.sheet import Sheet, abreast
from ui.phonetic import PhoneticEdit
from ui.phonetic_lines import PhoneticLines
from ui.places import Listing, label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

MOST_ROWS = 3


class DraftsSheet(Sheet):
    """Each act hands back the file anew, and the sheet goes on with it. `sign_asked` names file and draft.

    What was typed and not saved is kept, though the program be killed, until it is saved or thrown away.
    """

    sign_asked = Signal(str, str)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "drafts", parent)
        self._file: File | None = None
        self._draft, self._putting = "", False
        self._kept = KeptTyping(office, tasks, self)
        self._kept.failed.connect(self._not_kept)
        self._unsaved, self._standing, self._asking = (
            label(self, "hint", name="efile.drafts.unsaved"),
            label(self, "hint", name="efile.drafts.standing"),
            Asking(speech, "efile.drafts.asking", self),
        )
        self._reason = PhoneticEdit(self)
        self._list = self._listing()
        self._subject, self._name, self._address = (
            PhoneticEdit(self),
            PhoneticEdit(self),
            PhoneticEdit(self),
        )
        self._text: QPlainTextEdit = PhoneticLines(self)
        self._by, self._reference = QComboBox(self), QLineEdit(self)
        self._office, self._offices = QComboBox(self), tuple[OfficeName, ...]()
        self._acts = {
            name: self.button(name, act)
            for name, act in (
                ("save", self.save),
                ("throw", self.ask_to_throw),
                ("approve", self.approve),
                ("withdraw", self.withdraw),
                ("sign", self.ask_to_sign),
                ("hand-signed", self.keep_hand_signed),
                ("save-letter", self.save_letter),
                ("dispatch", self.dispatch),
                ("acknowledge", self.acknowledge),
            )
        }
        self._another = self.button("another", self.new)
        self._lay_out()
        self._list.chosen.connect(self._show_chosen)
        self._reason.returnPressed.connect(self.withdraw)
        for line in (self._subject, self._name, self._address):
            line.textChanged.connect(self._typed)
        self._text.textChanged.connect(self._typed)
        self._office.activated.connect(self._typed)
        self._office.currentTextChanged.connect(self._office.setToolTip)  # long names are cut
        for name_anew in (self._name_ways, self._name_offices):
            speech.changed.connect(name_anew)
            name_anew()

    def begin(self, file: File) -> None:
        """Begin with the drafts of this file, the first one chosen, or with a new one."""
        self._file = file
        self.tell(None)
        self._kept.take_in(file)
        if not self._offices:
            self.tasks.run(
                Lane.RECORDS, self.office.efile.offices, self._put_offices, self.failed, owner=self
            )
        self._put_drafts(file)
        if self._kept.of(file.id, ""):
            self._show(None)
        self._text.setFocus()

    def choose(self, draft: str) -> None:
        """Show this draft of the file."""
        self._list.choose(lambda each: each.id == draft)

    @property
    def lead(self) -> QPushButton | None:
        """The next step of the draft; else save what was typed, and where nothing may be, begin another."""
        if not self._reason_field.isHidden():
            return self._acts["withdraw"]
        for name in ("sign", "dispatch", "acknowledge", "save", "approve"):
            if not self._acts[name].isHidden():
                return self._acts[name]
        return self._another

    def leave(self) -> None:
        """Put the sheet away; what was typed last is kept at once."""
        self._kept.keep_now()
        super().leave()

    def new(self) -> None:
        """Begin another draft."""
        self._show(None)
        self._subject.setFocus()

    def save(self) -> None:
        """Keep what is written as the next version."""
        self._kept.keep_now()  # a keeping that came after the saving would bring the words back as unsaved
        typed = self._as_typed()
        to = Addressee(typed.name, typed.address, office=typed.office)
        work = partial(self.office.efile.write_draft, self._id(), typed.subject, typed.text, to, self._draft)
        self.run(Lane.RECORDS, work, partial(self._saved, (self._id(), self._draft)))

    def ask_to_throw(self) -> None:
        """Ask whether what was typed may go."""
        self._asking.ask("efile-ui.drafts-ask-throw", "efile-ui.drafts-throw", self._throw)

    def _throw(self) -> None:
        self._kept.drop(self._id(), self._draft)
        self._show(self._shown())

    def _saved(self, which: tuple[str, str], file: File) -> None:
        """A draft that was new is the one that is shown now."""
        self._kept.forget(*which)
        before = {each.id for each in self._file.drafts} if self._file else set[str]()
        self._acted(file)
        if new := next((each.id for each in file.drafts if each.id not in before), ""):
            self.choose(new)
        self.tell(words("efile-ui.drafts-saved"), "good")
        self._text.setFocus()

    def _not_kept(self, error: AppError) -> None:
        """What may not be kept stays on the screen, and the cursor where it is."""
        self.tell(explain(error))

    def _typed(self) -> None:
        """Keep what differs from the draft's last version."""
        if self._putting or self._file is None or self._text.isReadOnly():
            return
        if self._as_typed() == written(self._shown()):
            self._kept.drop(self._id(), self._draft)
        else:
            self._kept.put(self._id(), self._as_typed())
        self._say_acts()

    def _as_typed(self) -> Typed:
        addressee = (self._name.text(), self._address.text(), self._office_chosen())
        return Typed(self._draft, self._subject.text(), self._text.toPlainText(), *addressee)

    def _shown(self) -> Draft | None:
        drafts = self._file.drafts if self._file else ()
        return next((each for each in drafts if each.id == self._draft), None)

    def approve(self) -> None:
        self._act(partial(self.office.efile.approve_draft, self._id(), self._draft))

    def withdraw(self) -> None:
        """Give the draft up; the first press asks for the reason."""
        if self._reason_field.isHidden():
            self._reason_field.show()
            self._reason.setFocus()
            self.lead_changed.emit()
        else:
            reason = self._reason.text()
            self._act(partial(self.office.efile.withdraw_draft, self._id(), self._draft, reason))

    def ask_to_sign(self) -> None:
        """Ask for the sheet on which the letter is signed with the token."""
        self.sign_asked.emit(self._id(), self._draft)

    def save_letter(self) -> None:
        """Write the letter into a file, to be sent by mail or printed."""
        draft = self._list.current()
        title = self.speech.word("efile-ui.drafts-save-letter")
        name, _ = QFileDialog.getSaveFileName(self, title, documents("letter.pdf"), "*.pdf")
        if name and draft is not None:
            self.write_letter(draft, Path(name))

    def write_letter(self, draft: Draft, to: Path) -> None:
        """Write the signed letter; one that is approved is written to be printed and signed by hand."""
        if draft.sha256:
            work = partial(self.office.efile.write_paper, draft.sha256, to)
        else:
            work = partial(self.office.letters.write_unsigned, self._id(), draft.id, to)
        done = partial(self.tell, words("efile-ui.letter-saved", file=to.name), "good")
        self.run(Lane.CENTRE, work, lambda _nothing: done())

    def keep_hand_signed(self) -> None:
        """Keep the scan of the letter that was printed and signed by hand."""
        title = self.speech.word("efile-ui.drafts-hand-signed")
        names, _ = QFileDialog.getOpenFileNames(self, title, documents(), "*.pdf *.png *.jpg *.jpeg")
        if names:
            scan = [Path(name) for name in names]
            self._act(partial(self.office.efile.keep_hand_signed, self._id(), self._draft, scan))

    def dispatch(self) -> None:
        by = list(Delivery)[max(0, self._by.currentIndex())]
        work = partial(self.office.efile.dispatch, self._id(), self._draft, by, self._reference.text())
        self.run(Lane.RECORDS, work, partial(self._dispatched, self._draft))

    def _dispatched(self, draft: str, file: File) -> None:
        """The number is told at once: it is written on the envelope and into the peon book."""
        self._acted(file)
        gone = next((each.dispatched for each in file.drafts if each.id == draft), None)
        if gone is not None:
            self.tell(words("efile-ui.drafts-dispatched", number=gone.number), "good")

    def acknowledge(self) -> None:
        self._act(partial(self.office.efile.acknowledge, self._id(), self._draft, self._reference.text()))

    def _act(self, work: Callable[[], File]) -> None:
        self.run(Lane.RECORDS, work, self._acted)

    def _acted(self, file: File) -> None:
        self._file = file
        self._put_drafts(file)
        self.done.emit(file)

    def _put_drafts(self, file: File) -> None:
        """The list takes no more room than its rows need; the letter needs it more."""
        self._list.put(file.drafts, lambda draft: draft.id)
        self._list.setMaximumHeight(SIZES.control * (min(len(file.drafts), MOST_ROWS) + 1) + SIZES.step)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._show(self._list.current())

    def _show(self, draft: Draft | None) -> None:
        if draft is None or draft.id != self._draft:
            self._reason.clear()
            self._reason_field.hide()
        self._draft = draft.id if draft else ""
        if draft is not None:
            way = Delivery.OFFICE if draft.addressee.office else Delivery.BY_HAND
            self._by.setCurrentIndex(list(Delivery).index(way))
        self._put(self._kept.of(self._id(), self._draft) or written(draft))
        self._asking.hide()
        self._say_acts()

    def _put(self, typed: Typed) -> None:
        self._putting = True
        for editor, said in (
            (self._subject, typed.subject),
            (self._name, typed.name),
            (self._address, typed.address),
        ):
            editor.setText(said)
            editor.setCursorPosition(0)  # what is too long shows its beginning
        if self._text.toPlainText() != typed.text:
            self._text.setPlainText(typed.text)  # else the cursor stays where it is
        self._choose_office(typed.office)
        self._putting = False

    def _say_acts(self) -> None:
        """Nothing is approved, signed or sent while other words stand on the screen than in the draft."""
        draft = self._shown()
        mine = self._file is not None and self._file.mine
        state = draft.state if draft else DraftState.DRAFT
        writable, unsaved = mine and state in WRITABLE, bool(self._kept.of(self._id(), self._draft))
        to_sign = mine and state is DraftState.APPROVED and not unsaved
        for each in (self._subject, self._text, self._name, self._address):
            each.setReadOnly(not writable)
        self._office.setEnabled(writable)
        shown = {
            "save": writable and (unsaved or draft is None),
            "throw": unsaved,
            "approve": may_approve(self._file, draft) and not unsaved,
            "withdraw": may_withdraw(self._file, draft) and not unsaved,
            "sign": to_sign,
            "save-letter": draft is not None and (bool(draft.sha256) or to_sign),
            "hand-signed": to_sign,
            "dispatch": mine and state is DraftState.SIGNED,
            "acknowledge": mine and state is DraftState.DISPATCHED,
        }
        for name, button in self._acts.items():
            button.setVisible(shown[name])
        self._unsaved.setVisible(unsaved)
        self._say_standing()
        self.lead_changed.emit()
        self._by_field.setVisible(shown["dispatch"])
        self._reason_field.setVisible(shown["withdraw"] and not self._reason_field.isHidden())
        self._reference_field.setVisible(shown["dispatch"] or shown["acknowledge"])

    def _say_standing(self) -> None:
        """Say what of the draft needs to be known at once: its number, or what is wrong."""
        draft = self._shown()
        said = standing(draft) if draft else None
        if waits(self._file, draft) and not may_approve(self._file, draft):
            said = words("efile-ui.draft-to-approve"), "wait"
        self._standing.setText(self.speech.say(said[0]) if said else "")
        self._standing.setVisible(said is not None)
        restyle(self._standing, "tone", said[1] if said else "")

    def _put_offices(self, offices: tuple[OfficeName, ...]) -> None:
        self._offices = offices
        self._name_offices()
        self._show(self._shown())

    def _name_offices(self) -> None:
        chosen = self._office_chosen()
        self._office.clear()
        self._office.addItem(self.speech.word("efile-ui.drafts-office-none"))
        self._office.addItems([self.speech.say(each.name) for each in self._offices])
        self._choose_office(chosen)

    def _choose_office(self, id: str) -> None:
        places = [each.id for each in self._offices]
        self._office.setCurrentIndex(places.index(id) + 1 if id in places else 0)

    def _office_chosen(self) -> str:
        place = self._office.currentIndex() - 1
        return self._offices[place].id if 0 <= place < len(self._offices) else ""

    def _id(self) -> str:
        return self._file.id if self._file else ""

    def _listing(self) -> Listing[Draft]:
        speech = self.speech
        columns: tuple[tuple[str, Callable[[Draft], str]], ...] = (
            ("efile-ui.column-subject", lambda each: each.last.subject),
            ("efile-ui.column-state", self._state_of),
            ("efile-ui.column-number", lambda each: each.number),
            ("efile-ui.column-version", lambda each: str(each.last.version)),
            ("efile-ui.column-by", lambda each: speech.say(each.last.by)),
            ("efile-ui.column-when", lambda each: clock_words(each.last.at)),
        )
        return Listing[Draft](speech, "efile.drafts.list", columns, "efile-ui.drafts-none", self)

    def _state_of(self, draft: Draft) -> str:
        said = self.speech.word(f"efile-ui.draft-{draft.state.value}")
        return f"{said} ✗" if is_wrong(draft) else said

    def _name_ways(self) -> None:
        place = max(0, self._by.currentIndex())
        self._by.clear()
        self._by.addItems([self.speech.word(f"efile-ui.delivery-{each.value}") for each in Delivery])
        self._by.setCurrentIndex(place)

    def _lay_out(self) -> None:
        self.box.addWidget(self._list)
        self.speech.bind(self._unsaved.setText, "efile-ui.drafts-unsaved", self._unsaved)
        restyle(self._unsaved, "tone", "wait")
        self._standing.setWordWrap(True)
        self.box.addWidget(self._standing)
        self.box.addWidget(self._unsaved)
        self.box.addWidget(self._asking)
        self.box.addWidget(self.field("subject", self._subject))
        self.box.addLayout(
            abreast(
                self.field("name", self._name),
                self.field("address", self._address),
                self.field("office", self._office),
            )
        )
        self.box.addWidget(self.field("text", self._text), 1)
        self._by_field, self._reference_field = (
            self.field("by", self._by),
            self.field("reference", self._reference),
        )
        self.box.addLayout(abreast(self._by_field, self._reference_field))
        self._reason_field = self.field("reason", self._reason)
        self.box.addWidget(self._reason_field)
        for acts in (
            ("save", "throw", "approve", "withdraw", "sign", "hand-signed"),
            ("save-letter", "dispatch", "acknowledge"),
        ):
            rest = (self._another,) if "save" in acts else ()
            self.line(*(self._acts[each] for each in acts), *rest)
