"""Who sits down at this desk, and who comes back to it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.accounts.model import Acting, Person
from app.base.words import Words
from app.errors import AppError
from app.words import explain, words
from ui.field import Field, field
from ui.places import Index, card, label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

T = TypeVar("T")
PLACE = Qt.ItemDataRole.UserRole + 1  # of a person among the seats
WIDTH = 48 * SIZES.step
WIDEST = 84 * SIZES.step  # of the list, in which a post stands beside each name


class _WithPost(QStyledItemDelegate):
    """Writes beside each name in the list the post that the person holds."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802  Qt's name
        super().initStyleOption(option, index)
        if index.data(Qt.ItemDataRole.UserRole):
            option.text = f"{option.text} — {index.data(Qt.ItemDataRole.UserRole)}"


class LoginPage(QWidget):
    """A name and a password. A locked desk asks only for the password of who sits here."""

    signed_in = Signal(object)  # Acting

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("login")
        self._office, self._tasks, self._speech = office, tasks, speech
        self._seats: tuple[Acting, ...] = ()
        self._locked_for: Person | None = None
        self._person = QComboBox(self)
        self._person.setItemDelegate(_WithPost(self._person))
        self._person.view().setMinimumWidth(WIDEST)
        self._password = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self._go = self._button("go", "primary")
        self._else = self._button("someone-else", "quiet")
        self._back = self._button("back", "quiet")
        self._locked_by: Person | None = None  # whom one may go back to
        self._seat = self._button("training", "quiet")
        self._lay_out()
        self._go.clicked.connect(self.sign_in)
        self._password.returnPressed.connect(self.sign_in)
        self._else.clicked.connect(self.ask_anyone)
        self._back.clicked.connect(self.go_back)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.go_back)
        self._seat.clicked.connect(self.seat_for_training)
        speech.changed.connect(self._name_people)
        self._person.currentIndexChanged.connect(self._say_post)
        self.ask_anyone()

    def ask_anyone(self) -> None:
        """Let anybody of this office sign in; from a locked desk one may go back."""
        self._show_for(None, "ui.login", "ui.login-hint", "ui.sign-in")
        self._run(self._office.people.seats, self._show_people)

    def ask_again(self, person: Person) -> None:
        """Ask for the password of who locked the desk."""
        self._locked_by = person
        self._show_for(person, "ui.locked", "ui.locked-hint", "ui.unlock")
        self._title_name.setText(self._speech.say(person.name))
        self._say_post()

    def go_back(self) -> None:
        """Go back to the lock; nothing where nobody locked the desk."""
        if self._locked_by is not None:
            self._password.clear()
            self.ask_again(self._locked_by)

    def sign_in(self) -> None:
        """Try what was typed; a wrong password is told at its field."""
        people, password = self._office.people, self._password.text()
        self._password.clear()
        if self._locked_for is not None:
            self._wait_for(lambda: people.unlock(password))
        elif chosen := self._chosen():
            self._wait_for(lambda: people.sign_in(chosen.person.login, password))

    def seat_for_training(self) -> None:
        """Seat who is named on the page, without a password."""
        chosen, seat = self._chosen(), self._office.people.sign_in_for_training
        named = self._locked_for or (chosen.person if chosen else None)
        self._wait_for(partial(seat, named.id) if named else seat)

    def _wait_for(self, work: Callable[[], Acting]) -> None:
        self._password_field.show_problem(None)
        self.setEnabled(False)
        self._run(work, self._seated)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._tasks.run(Lane.RECORDS, work, done, self._failed, owner=self)

    def _seated(self, acting: Acting) -> None:
        self.setEnabled(True)
        self._locked_by = None
        self.signed_in.emit(acting)

    def _failed(self, error: AppError) -> None:
        self.setEnabled(True)
        self._password_field.show_problem(explain(error))
        self._password.setFocus()

    def _show_for(self, person: Person | None, title: str, hint: str, go: str) -> None:
        self._locked_for = person
        self._speech.bind(self._title.setText, title, self)
        self._speech.bind(self._hint.setText, hint, self)
        self._speech.bind(self._go.setText, go, self._go)
        self._person_field.setVisible(person is None)
        self._title_name.setVisible(person is not None)
        self._else.setVisible(person is not None)
        self._back.setVisible(person is None and self._locked_by is not None)
        self._seat.setVisible(self._office.training)
        self._say_post()
        self._password_field.show_problem(None)
        QTimer.singleShot(0, self._password, self._password.setFocus)

    def _chosen(self) -> Acting | None:
        at = self._person.currentData(PLACE)
        return self._seats[at] if at is not None and at < len(self._seats) else None

    def _show_people(self, people: tuple[Acting, ...]) -> None:
        self._seats = people
        self._name_people()
        self._password_field.show_problem(None if people else words("ui.nobody"))

    def _name_people(self) -> None:
        place = max(0, self._person.currentIndex())
        self._person.clear()
        for at, each in enumerate(self._seats):
            if at and each.office.id != self._seats[0].office.id == self._seats[at - 1].office.id:
                self._add_heading()
            self._person.addItem(self._speech.say(each.person.name), self._post_of(each))
            self._person.setItemData(self._person.count() - 1, at, PLACE)
        self._person.setCurrentIndex(place)
        if self._locked_for is not None:
            self._title_name.setText(self._speech.say(self._locked_for.name))
        self._say_post()

    def _add_heading(self) -> None:
        """Part the people of this office from those of others, who sit here only in training."""
        self._person.addItem(self._speech.word("ui.other-offices"))
        model = self._person.model()
        if isinstance(model, QStandardItemModel):
            model.item(self._person.count() - 1).setEnabled(False)

    def _post_of(self, acting: Acting) -> str:
        return f"{self._speech.say(acting.post.designation)}, {self._speech.say(acting.office.name)}"

    def _say_post(self) -> None:
        """Say the chosen one's post, and in training the password that the sample people have."""
        chosen = self._chosen()
        self._post.setText(self._post_of(chosen) if chosen else "")
        self._post.setVisible(chosen is not None and self._locked_for is None)
        who = self._locked_for or (chosen.person if chosen else None)
        self._trying.setVisible(who is not None and self._office.training)
        if who is not None and self._office.training:
            password = self._office.people.training_password(who)
            self._trying.setText(self._speech.word("ui.training-password", password=password))

    def _button(self, name: str, kind: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"login.{name}")
        found.setProperty("kind", kind)
        return found

    def _lay_out(self) -> None:
        panel, box = card(self)
        panel.setFixedWidth(WIDTH)
        box.setContentsMargins(SIZES.margin, SIZES.margin, SIZES.margin, SIZES.margin)
        box.setSpacing(SIZES.gap)
        self._title, self._hint = label(panel, "title", name="login.title"), label(panel, "hint")
        self._title_name = label(panel, "heading", name="login.name")
        self._post, self._trying = (
            label(panel, "hint", name="login.post"),
            label(panel, "hint", name="login.trying"),
        )
        for said in (self._hint, self._post, self._trying):
            said.setWordWrap(True)
        self._person_field = self._field("person", Words("", ""), self._person)
        self._password_field = self._field("password", words("ui.password-help"), self._password)
        self._speech.bind(self._else.setText, "ui.someone-else", self._else)
        self._speech.bind(self._back.setText, "ui.back-to-lock", self._back)
        self._speech.bind(self._seat.setText, "ui.training-seat", self._seat)
        for each in (
            self._title,
            self._hint,
            self._title_name,
            self._person_field,
            self._post,
            self._password_field,
            self._trying,
            self._go,
            self._else,
            self._back,
            self._seat,
        ):
            box.addWidget(each)
        column, line = QVBoxLayout(self), QHBoxLayout()
        line.addWidget(panel, 0, Qt.AlignmentFlag.AlignCenter)
        column.addLayout(line)

    def _field(self, name: str, help: Words, editor: QWidget) -> Field:
        return field(
            self, self._speech, name=f"login.{name}", label=words(f"ui.{name}"), help=help, editor=editor
        )
