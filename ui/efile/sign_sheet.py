"""Signing one noting: exactly the text that will be signed, then the PIN, then the signature."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.base.days import day_words, office_day
from app.efile.model import File, ToSign
from app.errors import AppError, DeviceError
from app.words import explain, words
from ui.efile.colours import YELLOW_LINE, YELLOW_NOTE, dress
from ui.efile.sheet import Sheet, facing
from ui.efile.token_seen import Choice
from ui.efile.unlocking import Unlocking
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, font
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

MOVED_ON = "noting.moved-on"


class SignSheet(Sheet):
    """`done` carries the file with its new green note. Whatever moved meanwhile is shown anew before it is signed."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "sign", parent)
        self._file: File | None = None
        self._shown: ToSign | None = None
        self._token = Unlocking(office, tasks, speech, "efile.sign", self, shows_first=True)
        self._token.picked.connect(self._show_before)
        self._token.tried.connect(partial(self.tell, None))
        self._token.opened.connect(self._ready)
        self._token.shut.connect(self._ask_again)
        self._token.turned.connect(self.lead_changed)
        self._facts, self._warned = label(self, "hint", name="efile.sign.facts"), label(self, "error")
        self._text = QPlainTextEdit(self)
        self._go = self.button("go", self.sign, "primary")
        self._anew = self.button("anew", self._look_anew, "primary")
        self._lay_out()
        speech.changed.connect(self._say_text)

    def begin(self, file: File) -> None:
        """Begin with the yellow note of this file."""
        self._file = file
        self.tell(None)
        self._turn(None, asks_token=True)
        self._token.look()

    def rewrite(self, file: File) -> None:
        """What stands here is of an older note. The cursor stays in the note; it is looked at anew when asked for."""
        if self._file is not None and file.id == self._file.id:
            self._file = file
            self._token.forget()
            self._turn(None, asks_token=False)
            self._go.hide()
            self._anew.show()
            self.tell(words("efile-ui.sign-rewritten"), "wait")

    def _is_old(self) -> bool:
        """Whether the note was written on since: nothing of the old one is shown, nor the cursor taken out of it."""
        return self._anew.isVisibleTo(self)

    def _look_anew(self) -> None:
        if self._file is not None:
            self.begin(self._file)

    def leave(self) -> None:
        self._token.forget()
        super().leave()

    def sign(self) -> None:
        """Sign what is shown, and nothing else."""
        if self._shown is not None:
            work = partial(self.office.efile.signing.sign, self._shown)
            self.run(Lane.SIGNING, work, self._signed, words("efile-ui.signing"))

    def failed(self, error: AppError) -> None:
        """What moved on is shown anew; a token that was pulled out asks for its PIN anew."""
        super().failed(error)
        if error.key == MOVED_ON:
            self._show_anew(keep=True)
        elif isinstance(error, DeviceError):
            self._turn(None, asks_token=True)
            self._token.look(is_told=True)
        self.tell(explain(error))

    def _ask_again(self, _error: str) -> None:
        """A token that is open no more signs nothing: what was to be signed is no longer offered."""
        self._turn(None, asks_token=True)

    def _show_before(self, choice: Choice | None) -> None:
        """Show what this certificate would sign; only then its PIN is asked."""
        self._turn(None, asks_token=True)
        if self._file is not None and choice is not None:
            signing = self.office.efile.signing
            work = partial(signing.to_sign, self._file.id, certificate=choice.certificate)
            self.tasks.run(Lane.RECORDS, work, partial(self._shown_before, choice), self.failed, owner=self)

    def _shown_before(self, choice: Choice, shown: ToSign) -> None:
        """A choice, or a file, that was left meanwhile is not asked for."""
        if self._is_old():
            return
        if choice == self._token.choice and self._file is not None and shown.file == self._file.id:
            self._turn(shown, asks_token=True)
            self._token.ask_for(choice.certificate)

    def _ready(self) -> None:
        """What stands on the screen may be signed now; a token that was open before has shown nothing yet."""
        if self._is_old():
            return
        if self._shown is None:
            self._show_anew()
        else:
            self.tell(None)  # what had stopped it before is over
            self._show(self._shown)

    def _show_anew(self, *, keep: bool = False) -> None:
        if self._file is None:
            return
        told = self._said if keep else None
        self.run(Lane.SIGNING, partial(self.office.efile.signing.to_sign, self._file.id), self._show)
        self.tell(told)

    def _show(self, shown: ToSign) -> None:
        self._turn(shown, asks_token=False)
        self._go.setFocus()

    def _signed(self, file: File) -> None:
        self._shown = None
        self.done.emit(file)

    def _turn(self, shown: ToSign | None, *, asks_token: bool) -> None:
        self._shown = shown
        self._token.setVisible(asks_token)
        self._go.setVisible(not asks_token)
        self._anew.hide()
        for each in (self._text, self._facts, self._warned):
            each.setVisible(shown is not None)
        self._say_text()

    def _say_text(self) -> None:
        shown = self._shown
        if shown is None:
            return
        noting = shown.noting
        self._text.setPlainText(shown.shown)
        self._facts.setText(
            self.speech.word(
                "efile-ui.sign-facts",
                file=noting.file_no,
                number=noting.seq,
                post=self.speech.say(shown.post),
                holder=shown.certificate.common_name,
                until=day_words(office_day(shown.certificate.not_after)),
                certificate=noting.cert_sha256[:16],
                papers=self._papers(shown),
            )
        )
        self._warned.setText("\n".join(self.speech.word(key) for key in shown.warnings))
        self._warned.setVisible(bool(shown.warnings))

    def _papers(self, shown: ToSign) -> str:
        """Name the papers that the signature covers as the contents of the file name them."""
        lines = self._file.correspondence if self._file else ()
        titles = {each.sha256: f"{each.title} ({each.first}–{each.last})" for each in lines}
        return " · ".join(titles.get(each.sha256, each.name) for each in shown.noting.attachments) or "—"

    def _lay_out(self) -> None:
        self._text.setObjectName("efile.sign.text")
        self._text.setReadOnly(True)
        self._text.setFont(font(SIZES.body + 1))
        dress(self._text, "QPlainTextEdit", YELLOW_NOTE, YELLOW_LINE)
        self.speech.bind(self._text.setAccessibleName, "efile-ui.sign-text", self._text)
        for each in (self._facts, self._warned):
            each.setWordWrap(True)
        self._warned.setObjectName("efile.sign.warned")
        for each in (self._facts, self._warned):
            self.box.addWidget(each)
        self.box.addLayout(facing(self._text, self._token, self._go, self._anew), 1)
