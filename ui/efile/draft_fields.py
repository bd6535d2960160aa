"""What of a draft is written: its subject, to whom it goes, and the letter; beside them, which version is read."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.efile.outgoing import Draft, Typed
from ui.efile.office_choice import OfficeChoice
from ui.efile.put_words import put_words
from ui.efile.sheet import Sheet, abreast
from ui.efile.version_choice import VersionChoice
from ui.phonetic import PhoneticEdit
from ui.phonetic_lines import PhoneticLines
from ui.theme import SIZES, restyle


class DraftFields(QWidget):
    """`typed` tells that a person wrote, not that words were put here; `version_chosen` that another is to be read."""

    typed = Signal()
    version_chosen = Signal()

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._putting = False
        self.subject, self._name, self._address = (
            PhoneticEdit(self),
            PhoneticEdit(self),
            PhoneticEdit(self),
        )
        self.text: QPlainTextEdit = PhoneticLines(self)
        self.office, self.version = OfficeChoice(sheet.speech, self), VersionChoice(sheet.speech, self)
        self._version_field = sheet.field("version-of", self.version)
        self._lay_out(sheet)
        for line in (self.subject, self._name, self._address):
            line.textChanged.connect(self._tell)
        for before, after in pairwise((self.subject, self._name, self._address)):
            before.returnPressed.connect(after.setFocus)
        self._address.returnPressed.connect(self.text.setFocus)
        self.text.textChanged.connect(self._tell)
        self.office.activated.connect(self._tell)
        self.version.activated.connect(self.version_chosen)
        self.setFocusProxy(self.text)

    @property
    def is_writable(self) -> bool:
        return not self.text.isReadOnly()

    def as_typed(self, draft: str) -> Typed:
        """Return what stands here, as typed into this draft."""
        addressee = (self._name.text(), self._address.text(), self.office.chosen())
        return Typed(draft, self.subject.text(), self.text.toPlainText(), *addressee)

    def begin(self) -> None:
        """Put the cursor where writing begins: into what a letter cannot do without and is still empty."""
        needed = (self.subject, self._name)
        empty = next((each for each in needed if not each.text().strip()), None)
        (empty if empty is not None and self.is_writable else self.text).setFocus()

    def offer_versions(self, draft: Draft | None) -> None:
        self.version.put(draft)
        self._version_field.setHidden(self.version.is_one)

    def put(self, typed: Typed) -> None:
        self._putting = True
        words_of: tuple[tuple[QLineEdit | QPlainTextEdit, str], ...] = (
            (self.subject, typed.subject),
            (self._name, typed.name),
            (self._address, typed.address),
            (self.text, typed.text),
        )
        for editor, said in words_of:
            put_words(editor, said)
        self.office.choose(typed.office)
        self._putting = False

    def let_write(self, *, writable: bool) -> None:
        for each in (self.subject, self.text, self._name, self._address):
            each.setReadOnly(not writable)
            restyle(each, "still", not writable)
        self.office.setEnabled(writable)

    def _tell(self) -> None:
        if not self._putting:
            self.typed.emit()

    def _lay_out(self, sheet: Sheet) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        box.addLayout(abreast(sheet.field("subject", self.subject), self._version_field))
        name, address = sheet.field("name", self._name), sheet.field("address", self._address)
        box.addLayout(abreast(name, address, sheet.field("office", self.office), shares=(2, 2, 3)))
        box.addWidget(sheet.field("text", self.text), 1)
