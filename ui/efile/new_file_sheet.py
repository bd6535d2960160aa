"""A new file: numbered from the heads of the section, or by hand; a part or a further volume of one that is."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QRadioButton, QWidget

from app.efile.model import Classification, HeadNode, Priority, Receipt
from app.efile.walk import Place
from app.words import words
from ui.efile.sheet import Sheet, abreast, ask_anew, beside
from ui.phonetic import PhoneticEdit
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

DEPTH = 4


class NewFileSheet(Sheet):
    """`done` carries the new file. A head that is chosen opens the next level."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "new", parent)
        self._heads: tuple[HeadNode, ...] = ()
        self._letter: Receipt | None = None
        self._holds = label(self, "hint", name="efile.new.holds")
        self._holds.setWordWrap(True)
        self._subject, self._number = PhoneticEdit(self), QLineEdit(self)
        self._levels = [self._level(depth) for depth in range(DEPTH)]
        self._sfs, self._free = QRadioButton(self), QRadioButton(self)
        self._classes, self._priority = QComboBox(self), QComboBox(self)
        self._go = self.button("go", self.make, "primary")
        self._lay_out()
        self._number.returnPressed.connect(self.make)
        self._sfs.toggled.connect(self._say_numbering)
        self._sfs.setChecked(True)
        speech.changed.connect(self._name_choices)
        self._name_choices()

    def begin(self, looked_at: str = "") -> None:
        """Begin with the heads; a letter that lies open here and in no file goes into the new one, with its subject.

        It is read after what was asked before: a letter that was opened a moment ago is an open one.
        """
        self._take_letter(None)
        self._number.clear()
        self.run(Lane.RECORDS, partial(self._found, looked_at), self._show_found, words("ui.coming"))

    def _found(self, looked_at: str) -> tuple[tuple[HeadNode, ...], Receipt | None]:
        efile = self.office.efile
        thing = efile.thing(looked_at) if looked_at else None
        is_free = (
            isinstance(thing, Receipt) and thing.mine and thing.place is Place.AT_DESK and not thing.file
        )
        return efile.heads(), thing if isinstance(thing, Receipt) and is_free else None

    def _show_found(self, found: tuple[tuple[HeadNode, ...], Receipt | None]) -> None:
        heads, letter = found
        self._take_letter(letter)
        self._show_heads(heads)

    def _take_letter(self, letter: Receipt | None) -> None:
        self._letter = letter
        self._subject.setText(letter.letter.subject if letter else "")
        self._say_letter()

    def make(self) -> None:
        """Make the file; the office gives the number, or refuses the one that was written."""
        efile, subject = self.office.efile, self._subject.text()
        letter = self._letter.id if self._letter else ""
        class_ = list(Classification)[max(0, self._classes.currentIndex())]
        priority = list(Priority)[max(0, self._priority.currentIndex())]
        if self._sfs.isChecked() and not self._chosen():
            self._ask_head()
            return
        if self._sfs.isChecked():
            work = partial(efile.create, subject, self._chosen(), class_, priority, letter)
        else:
            free = partial(efile.create_free, subject, self._number.text())
            work = partial(free, class_, priority, letter=letter)
        self.run(Lane.RECORDS, work, self.done.emit)

    def _ask_head(self) -> None:
        """A number is given for good, and no head is taken for the person."""
        self.forget_problems()
        ask_anew(self._level_fields[0], words("efile-ui.new-head-needed"))

    def _say_letter(self) -> None:
        subject = self._letter.letter.subject if self._letter else ""
        self._holds.setText(self.speech.word("efile-ui.new-letter", subject=subject))
        self._holds.setVisible(self._letter is not None)

    def _show_heads(self, heads: tuple[HeadNode, ...]) -> None:
        self._heads = heads
        self._level_fields[0].show_problem(None)
        self._fill(0, heads)
        self._subject.setFocus()

    def _fill(self, depth: int, nodes: tuple[HeadNode, ...]) -> None:
        """Offer the heads of one level; a deeper one may be left out, the first is asked for."""
        box = self._levels[depth]
        box.blockSignals(True)
        box.clear()
        if depth or len(nodes) > 1:
            box.addItem("—" if depth else self.speech.word("efile-ui.new-choose-head"), None)
        for node in nodes:
            box.addItem(f"{node.head.code}  {self.speech.say(node.head.words)}", node)
        box.blockSignals(False)
        self._level_fields[depth].setVisible(bool(nodes) and self._sfs.isChecked())
        self._deepen(depth)

    def _deepen(self, depth: int) -> None:
        node = self._levels[depth].currentData()
        if depth + 1 < DEPTH:
            self._fill(depth + 1, node.under if isinstance(node, HeadNode) else ())

    def _chosen(self) -> list[str]:
        found = [box.currentData() for box in self._levels]
        return [node.head.code for node in found if isinstance(node, HeadNode)]

    def _choose(self, codes: list[str]) -> None:
        for box, code in zip(self._levels, codes, strict=False):
            nodes = [box.itemData(place) for place in range(box.count())]
            known = [node.head.code if isinstance(node, HeadNode) else "" for node in nodes]
            box.setCurrentIndex(known.index(code))

    def _level(self, depth: int) -> QComboBox:
        found = QComboBox(self)
        found.currentIndexChanged.connect(partial(self._level_changed, depth))
        return found

    def _level_changed(self, depth: int, _place: int) -> None:
        self._deepen(depth)

    def _say_numbering(self) -> None:
        sfs = self._sfs.isChecked()
        self._number_field.setVisible(not sfs)
        for depth, each in enumerate(self._level_fields):
            each.setVisible(sfs and self._levels[depth].count() > (1 if depth else 0))

    def _name_choices(self) -> None:
        for box, kind, key in (
            (self._classes, Classification, "class"),
            (self._priority, Priority, "priority"),
        ):
            place = max(0, box.currentIndex())
            box.clear()
            box.addItems([self.speech.word(f"efile-ui.{key}-{each.value}") for each in kind])
            box.setCurrentIndex(place)
        if self._heads:
            chosen = self._chosen()
            self._fill(0, self._heads)
            self._choose(chosen)
        self._say_letter()

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        for name, radio in (("sfs", self._sfs), ("free", self._free)):
            radio.setObjectName(f"efile.new.{name}")
            group.addButton(radio)
            self.speech.bind(radio.setText, f"efile-ui.new-{name}", radio)
        self.box.addWidget(self._holds)
        self.box.addWidget(self.field("subject", self._subject))
        self.box.addLayout(beside(self._sfs, self._free))
        names = ("basic", "primary", "secondary", "tertiary")
        self._level_fields = [self.field(name, box) for name, box in zip(names, self._levels, strict=True)]
        for each in self._level_fields:
            self.box.addWidget(each)
        self._number_field = self.field("number", self._number, "efile-ui.new-number-help")
        self.box.addWidget(self._number_field)
        self.box.addLayout(
            abreast(self.field("class", self._classes), self.field("priority", self._priority))
        )
        self.box.addWidget(self._go)
        self.box.addStretch(1)
