"""Which printer puts the slips out, how it is connected and how wide its roll is; a test slip shows it."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.errors import AppError
from app.papers.model import PrinterChoice
from app.words import words
from ui.efile.sheet import Sheet
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

PRACTICE = "virtual"
_KINDS = ("network", "file", "pdf", PRACTICE)
_ROLLS = (576, 384, 512)  # dots across, those met most often first
_ANSWERS = ("full", "status", "none")
_USUAL = {"file": "/dev/usb/lp0"}
_ROLLED = frozenset({"network", "file", PRACTICE})


class PrinterSheet(Sheet):
    """`done` carries the name of the printer that is kept, and the folder that its papers go into, else nothing."""

    room: ClassVar[str] = "printing"

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "printer", parent)
        about = label(self, "hint")
        about.setWordWrap(True)
        speech.bind(about.setText, "printing-ui.about", about)
        self._kind = self._choice("kind", _KINDS if office.papers.set_up.may_practise else _KINDS[:-1])
        self._address, self._dots = QLineEdit(self), self._choice("dots", _ROLLS)
        self._answers, self._cuts = self._choice("answers", _ANSWERS), QCheckBox(self)
        self._cuts.setObjectName("printing.printer.cuts")
        speech.bind(self._cuts.setText, "printing-ui.cuts", self._cuts)
        self._address_field = self.field("address", self._address)
        self._answers_field = self.field("answers", self._answers)
        self._roll_field = self.field("dots", self._dots, "printing-ui.dots-help")
        self._keep = self.button("keep", self.keep, "primary")
        for each in (about, self.field("kind", self._kind), self._address_field, self._roll_field):
            self.box.addWidget(each)
        self.box.addWidget(self._cuts)
        self.box.addWidget(self._answers_field)
        self.line(self._keep)
        self.box.addStretch(1)
        QShortcut(QKeySequence("F9"), self).activated.connect(self.step)
        self._kind.currentIndexChanged.connect(self._fit)
        self._address.returnPressed.connect(self.keep)

    def begin(self, now: PrinterChoice) -> None:
        """Begin with what slips are printed on now."""
        self.forget_problems()
        for choice, kept in ((self._kind, now.kind), (self._dots, now.dots), (self._answers, now.answers)):
            choice.setCurrentIndex(max(choice.findData(kept), 0))
        self._address.setText(now.address)
        self._cuts.setChecked(now.cuts)
        self._fit()
        self._kind.setFocus()

    def keep(self) -> None:
        """Keep what stands here and print a test slip there; the office says what cannot be.

        A printer that hangs is waited for, beside all other work.
        """
        chosen = PrinterChoice(
            kind=self._kind.currentData(),
            address=self._address.text().strip() if self._kind.currentData() in ("network", "file") else "",
            dots=self._dots.currentData(),
            cuts=self._cuts.isChecked(),
            answers=self._answers.currentData(),
        )
        self.run(Lane.PRINTER, partial(self._kept, chosen), self.done.emit, words("printing-ui.taking-up"))

    def failed(self, error: AppError) -> None:
        """An address is asked for in the words of this form: whoever stands here has no settings before them."""
        super().failed(error)
        if error.key == "printer.address-wrong":
            self.tell(None)
            self._address_field.show_problem(words("printing-ui.address-wrong"))

    def _kept(self, chosen: PrinterChoice) -> tuple[str, str]:
        papers = self.office.papers
        kept = papers.set_up.keep(chosen)
        papers.print_test(kept)
        return kept, papers.set_up.folder_of(kept)

    def _choice(self, name: str, offered: tuple[str | int, ...]) -> QComboBox:
        found = QComboBox(self)
        for place, each in enumerate(offered):
            found.addItem("", each)
            self.speech.bind(partial(found.setItemText, place), f"printing-ui.{name}-{each}", found)
        return found

    def _fit(self) -> None:
        """Ask what this kind of printer needs, and nothing else."""
        kind = self._kind.currentData()
        has_address = kind in ("network", "file")
        self._address_field.setVisible(has_address)
        self._answers_field.setVisible(kind == "network")
        self._roll_field.setVisible(kind in _ROLLED)
        self._cuts.setVisible(kind in _ROLLED)
        if has_address:
            asked = words("printing-ui.printer-address"), words(f"printing-ui.address-{kind}")
            self._address_field.say_otherwise(*asked)
        if not self._address.text() or self._address.text() in _USUAL.values():
            self._address.setText(_USUAL.get(kind, ""))
