"""Drafts of a file: written and revised, approved, signed, sent out, and acknowledged."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.efile.addressee import Addressee, Delivery
from app.efile.model import File, OfficeName
from app.efile.outgoing import Draft, Typed
from app.efile.walk import DraftState
from app.errors import AppError
from app.words import explain, words
from ui.efile.asking import Asking
from ui.efile.compare_pane import ComparePane
from ui.efile.draft_fields import DraftFields
from ui.efile.draft_list import DraftList
from ui.efile.draft_standing import ASKED_AS, allowed, said_beside, said_of_saving
from ui.efile.kept_typing import KeptTyping, is_same, written
from ui.efile.letter_files import hand_signed, where_to_save, written_out
from ui.efile.sheet import Sheet, abreast
from ui.efile.way_choice import WayChoice
from ui.phonetic import PhoneticEdit
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class DraftsSheet(Sheet):
    """Each act hands back the file anew, and the sheet goes on with it. `sign_asked` names file and draft.

    What was typed and not saved is kept, though the program be killed, until it is saved or thrown away.
    """

    sign_asked = Signal(str, str)
    asked_as = ASKED_AS

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "drafts", parent)
        self._file: File | None = None
        self._draft, self._saving = "", False
        self._just_saved = False  # F9 pressed once more saves nothing, and approves nothing either
        self._kept = KeptTyping(office, tasks, self)
        self._kept.failed.connect(self._not_kept)
        self._unsaved, self._standing, self._asking = (
            label(self, "hint", name="efile.drafts.unsaved"),
            label(self, "hint", name="efile.drafts.standing"),
            Asking(speech, "efile.drafts.asking", self),
        )
        self._reason = PhoneticEdit(self)
        self._list = DraftList(speech, self)
        self._by, self._reference = WayChoice(speech, self), QLineEdit(self)
        self._fields = DraftFields(self)
        self._acts = {
            name: self.button(name, act)
            for name, act in (
                ("save", self.save),
                ("throw", self.ask_to_throw),
                ("compare", self.compare),
                ("compare-end", self._end_comparing),
                ("approve", self.ask_to_approve),
                ("withdraw", self.withdraw),
                ("sign", self.ask_to_sign),
                ("hand-signed", self.keep_hand_signed),
                ("save-letter", self.save_letter),
                ("dispatch", self.ask_to_dispatch),
                ("acknowledge", self.acknowledge),
            )
        }
        self._another = self.button("another", self.new)
        self._compared = ComparePane(tasks, speech, self)
        self._compared.failed.connect(self.failed)
        self._lay_out()
        self._list.chosen.connect(self._show_chosen)
        self._reason.returnPressed.connect(self.withdraw)
        self._fields.typed.connect(self._typed)
        self._fields.version_chosen.connect(self._read_version)
        speech.changed.connect(self._say_acts)

    def begin(self, file: File) -> None:
        """Begin with the drafts of this file, the first one chosen, or with a new one."""
        self._file, self._just_saved = file, False
        self.tell(None)
        self._kept.take_in(file)
        if not self._fields.office.knows_offices:
            self.tasks.run(
                Lane.RECORDS, self.office.efile.offices, self._put_offices, self.failed, owner=self
            )
        self._put_drafts(file)
        if self._kept.of(file.id, ""):
            self._show(None)
        self._fields.begin()

    def choose(self, draft: str) -> None:
        """Show this draft of the file."""
        self._list.choose(lambda each: each.id == draft)

    @property
    def lead(self) -> QPushButton | None:
        """The next step of the draft; else save what was typed, and where nothing may be, begin another."""
        if not self._reason_field.isHidden():
            return self._acts["withdraw"]
        if not self._compared.isHidden():
            return self._acts["compare-end"]
        if self._just_saved or self._saving:
            return self._acts["save"]
        for name in ("sign", "dispatch", "acknowledge", "save", "approve"):
            if not self._acts[name].isHidden():
                return self._acts[name]
        return self._another

    def step(self) -> None:
        """Whoever saves in the middle of a line goes on with it."""
        before = self.focusWidget()
        super().step()
        if self._saving and isinstance(before, QLineEdit | QPlainTextEdit):
            before.setFocus()

    def leave(self) -> None:
        """Put the sheet away, what was typed last is kept at once; from a comparison back to the draft."""
        if not self._compared.isHidden():
            self._end_comparing()
            return
        self._kept.keep_now()
        super().leave()

    def compare(self) -> None:
        """Show what the last version changed; another two can be chosen there."""
        if (draft := self._shown()) is not None:
            self.tell(None)
            self._fields.hide()
            self._compared.show()
            self._compared.begin(draft, self._kept.of(self._id(), self._draft))
            self._say_acts()

    def _end_comparing(self) -> None:
        self._show_version()
        self._fields.setFocus()

    def new(self) -> None:
        """Begin another draft; with none chosen, each of the list can be gone back to."""
        self._list.view.clearSelection()
        self._show(None)
        self._fields.subject.setFocus()

    def save(self) -> None:
        """Keep what is written as the next version; meanwhile one may go on writing."""
        self._kept.keep_now()  # a keeping that came after the saving would bring the words back as unsaved
        typed = self._as_typed()
        to = Addressee(typed.name, typed.address, office=typed.office)
        work = partial(self.office.efile.write_draft, self._id(), typed.subject, typed.text, to, self._draft)
        self.forget_problems()
        self._save_or_not(saving=True)
        self.tasks.run(Lane.RECORDS, work, partial(self._saved, (self._id(), typed)), self.failed, owner=self)

    def failed(self, error: AppError) -> None:
        self._save_or_not(saving=False)
        super().failed(error)

    def _save_or_not(self, *, saving: bool) -> None:
        """What would lead away from the draft waits until it is saved."""
        self._saving = saving
        for each in (*self._acts.values(), self._another, self._list, self._fields.version):
            each.setEnabled(not saving)
        self.lead_changed.emit()

    def ask_to_throw(self) -> None:
        """Ask whether what was typed may go."""
        self._asking.ask("efile-ui.drafts-ask-throw", "efile-ui.drafts-throw", self._throw)

    def _throw(self) -> None:
        self._kept.drop(self._id(), self._draft)
        self._show(self._shown())

    def _saved(self, which: tuple[str, Typed], file: File) -> None:
        """A draft that was new is the one that is shown now; what was written meanwhile is not saved yet."""
        of, saved = which
        self._save_or_not(saving=False)
        if of != self._id():  # another file is looked at
            self._kept.forget(of, saved.draft)
            return
        before, now = self._shown(), self._as_typed()
        known = {each.id for each in self._file.drafts} if self._file else set[str]()
        new = next((each.id for each in file.drafts if each.id not in known), saved.draft)
        if now == saved:
            self._kept.forget(of, saved.draft)
        else:
            self._kept.drop(of, saved.draft)
            self._kept.put(of, replace(now, draft=new))
        self._file, self._draft = file, new
        with QSignalBlocker(self._list):  # to choose another for a moment would put its words here
            self._list.put_drafts(file.drafts)
            self.choose(new)
        self._show(self._shown())
        self._just_saved = True
        self.lead_changed.emit()
        self.done.emit(file)
        self.tell(said_of_saving(before), "good")

    def _not_kept(self, error: AppError) -> None:
        """What may not be kept stays on the screen, and the cursor where it is."""
        self.tell(explain(error))

    def _typed(self) -> None:
        """Keep what differs from the draft's last version."""
        if self._file is None or not self._fields.is_writable:
            return
        if is_same(self._as_typed(), written(self._shown())):
            self._kept.drop(self._id(), self._draft)
        else:
            self._kept.put(self._id(), self._as_typed())
            self._just_saved = False
        self._say_acts()

    def _as_typed(self) -> Typed:
        return self._fields.as_typed(self._draft)

    def _shown(self) -> Draft | None:
        drafts = self._file.drafts if self._file else ()
        return next((each for each in drafts if each.id == self._draft), None)

    def ask_to_approve(self) -> None:
        """Ask first: the approval takes a number, and no key that does something else may give it."""
        key = "again" if (draft := self._shown()) and draft.number else "ask"
        self._asking.ask(f"efile-ui.drafts-approve-{key}", "efile-ui.drafts-approve", self._approve)

    def _approve(self) -> None:
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
        if draft is not None and (to := where_to_save(self, self.speech)):
            self.write_letter(draft, to)

    def write_letter(self, draft: Draft, to: Path) -> None:
        """Write the signed letter; one that is approved is written to be printed and signed by hand."""
        work = partial(written_out, self.office, self._id(), draft, to)
        done = partial(self.tell, words("efile-ui.letter-saved", file=to.name), "good")
        self.run(Lane.CENTRE, work, lambda _nothing: done())

    def keep_hand_signed(self) -> None:
        """Keep the scan of the letter that was printed and signed by hand."""
        if scan := hand_signed(self, self.speech):
            self._act(partial(self.office.efile.keep_hand_signed, self._id(), self._draft, scan))

    def ask_to_dispatch(self) -> None:
        """Ask first: it goes out under a number and does not come back, and the key before it was to sign."""
        self._asking.ask("efile-ui.drafts-dispatch-ask", "efile-ui.drafts-dispatch", self._dispatch)

    def _dispatch(self) -> None:
        by, reference = self._by.way(), self._reference.text()
        work = partial(self.office.efile.dispatch, self._id(), self._draft, by, reference)
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
        self._file, self._just_saved = file, False
        self._put_drafts(file)
        self.done.emit(file)

    def _put_drafts(self, file: File) -> None:
        self._list.put_drafts(file.drafts)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._show(self._list.current())

    def _show(self, draft: Draft | None) -> None:
        if draft is None or draft.id != self._draft:
            self._reason.clear()
            self._reason_field.hide()
            self._just_saved = False
        self._draft = draft.id if draft else ""
        if draft is not None:
            self._by.choose(Delivery.OFFICE if draft.addressee.office else Delivery.BY_HAND)
        self._fields.offer_versions(draft)
        self._show_version()

    def _read_version(self) -> None:
        """What was said of the last act is not said of another version."""
        self.tell(None)
        self._show_version()

    def _show_version(self) -> None:
        """An older version is read and not written in; what is typed belongs to the last one."""
        older, draft = self._fields.version.older(), self._shown()
        typed = self._kept.of(self._id(), self._draft) or written(draft)
        self._fields.put(replace(written(draft), subject=older.subject, text=older.text) if older else typed)
        self._asking.hide()
        self._compared.hide()
        self._fields.show()
        self._say_acts()

    def _say_acts(self) -> None:
        draft, older = self._shown(), self._fields.version.older() is not None
        unsaved = bool(self._kept.of(self._id(), self._draft)) and not older
        shown = allowed(self._file, draft, unsaved=unsaved, older=older)
        if not self._compared.isHidden():
            shown = frozenset({"compare-end"})
        self._fields.let_write(writable="write" in shown)
        for name, button in self._acts.items():
            button.setVisible(name in shown)
        self._unsaved.setVisible(unsaved)
        taken = unsaved and draft is not None and draft.state is DraftState.APPROVED
        self._unsaved.setText(self.speech.word(f"efile-ui.drafts-{'unapproves' if taken else 'unsaved'}"))
        self._say_standing()
        self.lead_changed.emit()
        self._by_field.setVisible("dispatch" in shown)
        self._reason_field.setVisible("withdraw" in shown and not self._reason_field.isHidden())
        self._reference_field.setVisible(bool(shown & {"dispatch", "acknowledge"}))

    def _say_standing(self) -> None:
        """Say what of the draft needs to be known at once: its number, or what is wrong."""
        said = said_beside(self._file, self._shown(), self._fields.version.older())
        self._standing.setText(self.speech.say(said[0]) if said else "")
        self._standing.setVisible(said is not None)
        restyle(self._standing, "tone", said[1] if said else "")

    def _put_offices(self, offices: tuple[OfficeName, ...]) -> None:
        self._fields.office.put(offices)
        self._show(self._shown())

    def _id(self) -> str:
        return self._file.id if self._file else ""

    def _lay_out(self) -> None:
        self.box.addWidget(self._list)
        restyle(self._unsaved, "tone", "wait")
        for each in (self._standing, self._unsaved):
            each.setWordWrap(True)
        self.box.addWidget(self._standing)
        self.box.addWidget(self._unsaved)
        self.box.addWidget(self._asking)
        self.box.addWidget(self._fields, 1)
        self.box.addWidget(self._compared, 1)
        self._compared.hide()
        self._by_field, self._reference_field = (
            self.field("by", self._by),
            self.field("reference", self._reference),
        )
        self.box.addLayout(abreast(self._by_field, self._reference_field))
        self._reason_field = self.field("reason", self._reason)
        self.box.addWidget(self._reason_field)
        self.line(*self._acts.values(), self._another)
