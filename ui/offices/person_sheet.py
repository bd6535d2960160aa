"""A person of the master is given a post, so that files can be marked to it."""

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.base.words import Words
from app.errors import AppError
from app.staff.posts import Consequence, NewPost, OfficeCard
from app.words import explain, words
from ui.efile.sheet import beside
from ui.offices.days import day_editor, day_in
from ui.offices.office_sheet import OfficeSheet, level
from ui.offices.ordered import OrderFields, SaidFirst
from ui.offices.people_finder import PeopleFinder
from ui.phonetic import PhoneticEdit
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

ROLES = ("dealing-hand", "section-officer", "senior-officer", "diarist")
_LATIN = re.compile(r"[A-Za-z]")


class PersonSheet(OfficeSheet):
    """`done` carries the new post. What it means is said before it is done."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "person", parent)
        self._said_of: tuple[str, NewPost] | None = None
        self._about = label(self, "heading")
        self._about.setWordWrap(True)
        self.people = PeopleFinder(office, tasks, speech, self.name, self)
        self.editors: dict[str, QLineEdit] = {
            "name-hi": PhoneticEdit(self),
            "name-en": QLineEdit(self),
            "post-hi": PhoneticEdit(self),
            "post-en": QLineEdit(self),
        }
        self._fields = {name: self.field(name, editor) for name, editor in self.editors.items()}
        self.roles = {name: QCheckBox(self) for name in ROLES}
        self.on = day_editor()
        self.said, self.order = SaidFirst(speech, self), OrderFields(speech, self.name, self)
        self._go = self.button("go", self.go, "primary")
        self._lay_out()
        self._connect()

    def begin(self, card: OfficeCard, typed: str = "") -> None:
        """Begin with the people whom the master has of an office, or with whom was looked for already."""
        self.tell(None)
        self.order.clear()
        self.speech.bind(self._about.setText, card.name, self._about)
        for name, box in self.roles.items():
            box.setChecked(name == ROLES[0])
        self.settle()
        self.people.begin(card, typed)
        self.people.setFocus()

    def wanted(self) -> tuple[str, NewPost] | None:
        """Return the person and the post that is meant; None while something is missing."""
        person, roles = self.people.current(), tuple(name for name in ROLES if self.roles[name].isChecked())
        said = {name: editor.text().strip() for name, editor in self.editors.items()}
        if person is None or not roles or not all(said.values()) or not _LATIN.search(said["post-en"]):
            return None
        designation = Words(said["post-hi"], said["post-en"])
        return person.id, NewPost(designation, roles, Words(said["name-hi"], said["name-en"]))

    def go(self) -> None:
        """Do what was said, by the order."""
        wanted, order = self.wanted(), self.order.text()
        if not order:
            self.order.show_missing()
        elif wanted is not None and wanted == self._said_of:
            give = self.office.staff.offices.give_post
            self.run(Lane.RECORDS, partial(give, *wanted, day_in(self.on), order), self.done.emit)

    def typed(self) -> tuple[str, ...]:
        """Return what was typed of the person and the order; the search is nothing to lose."""
        return (*(each.text() for each in self.editors.values()), self.order.text())

    def _fill(self) -> None:
        """Bring what the master tells of the person; the other script is typed."""
        person = self.people.current()
        told = person.values if person else {}
        latin = {name: bool(_LATIN.search(told.get(name, ""))) for name in ("name", "designation")}
        for name, text in (
            ("name-hi", "" if latin["name"] else told.get("name", "")),
            ("name-en", told.get("name_english", "") or (told.get("name", "") if latin["name"] else "")),
            ("post-hi", "" if latin["designation"] else told.get("designation", "")),
            ("post-en", told.get("designation", "") if latin["designation"] else ""),
        ):
            self.editors[name].setText(text)
        self.settle()
        self._ask()

    def _ask(self) -> None:
        """Have the office say what this would mean."""
        wanted, self._said_of = self.wanted(), None
        self._go.setEnabled(False)
        if wanted is None:
            self.said.show_nothing()
            return
        self.said.show_looking()
        work = partial(self.office.staff.offices.before_post, *wanted, day_in(self.on))
        shown, why_not = partial(self._show_said, wanted), partial(self._show_why_not, wanted)
        self.tasks.run(Lane.RECORDS, work, shown, why_not, owner=self)

    def _show_said(self, wanted: tuple[str, NewPost], said: tuple[Consequence, ...]) -> None:
        if wanted == self.wanted():
            self._said_of = wanted
            self.said.show_said(said)
            self._go.setEnabled(True)

    def _show_why_not(self, wanted: tuple[str, NewPost], error: AppError) -> None:
        if wanted == self.wanted():
            self.said.show_problem(explain(error))

    def _connect(self) -> None:
        self.people.failed.connect(self.failed)
        self.people.chosen.connect(self._fill)
        for editor in self.editors.values():
            editor.textChanged.connect(self._ask)
        for box in self.roles.values():
            box.toggled.connect(self._ask)
        self.on.dateChanged.connect(self._ask)
        self.order.number.returnPressed.connect(self.go)

    def _lay_out(self) -> None:
        roles = label(self, "label")
        self.speech.bind(roles.setText, "offices-ui.person-roles", roles)
        for name, box in self.roles.items():
            box.setObjectName(f"offices.role.{name}")
            self.speech.bind(box.setText, words(f"offices-ui.role-{name}"), box)
        sides, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._about)
        left.addWidget(self.people, 1)
        names = [self._fields[name] for name in self.editors]
        right.addLayout(level(*names[:2]))
        right.addLayout(level(*names[2:]))
        right.addWidget(roles)
        right.addLayout(beside(*self.roles.values()))
        right.addStretch(1)
        sides.setSpacing(SIZES.gap)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        self.box.addLayout(sides, 1)
        self.box.addWidget(self.said)
        self.box.addLayout(level(self.field("on", self.on), self.order))
        self.line(self._go)
