"""To whom it goes: a post found in either script, shown with who sits there and in which office."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.efile.model import PostName
from app.words import words
from ui.efile.sheet import Sheet
from ui.efile.whom import whom
from ui.phonetic import PhoneticEdit
from ui.places import Listing, label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

PAUSE_MS = 120


class SendSheet(Sheet):
    """`done` carries the row, which stays here for sixty seconds more."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "send", parent)
        self._id = ""
        self._line, self._remarks, self._why = QLineEdit(self), PhoneticEdit(self), PhoneticEdit(self)
        self._posts = self._listing()
        self._to = label(self, "heading", name="efile.send.chosen")
        self._to.setWordWrap(True)
        self._with_paper = QCheckBox(self)
        self._with_paper.setObjectName("efile.send.with-paper")
        self._go = self.button("go", self.send, "primary")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()

    def begin(self, id: str) -> None:
        """Begin for a file or letter; nobody is chosen for the person. Asked for twice, it keeps what was chosen."""
        if self.isVisible() and id == self._id:
            self._line.setFocus()
            return
        self._id = id
        self.tell(None)
        for each in (self._line, self._remarks, self._why):
            each.clear()
        self._with_paper.setChecked(False)
        self._find()
        self._line.setFocus()

    def step(self) -> None:
        """Send, or say what is missing."""
        if self.isEnabled():
            self._go.setFocus()
            self.send()

    def send(self) -> None:
        """Send to the post that is chosen."""
        post = self._posts.current()
        if post is None:
            self.tell(words("efile-ui.send-nobody"))
            return
        why = self._why.text() if self._with_paper.isChecked() else ""
        if self._with_paper.isChecked() and not why.strip():
            self.tell(words("efile-ui.send-why-needed"))
            return
        work = partial(self.office.efile.send, self._id, post.id, self._remarks.text(), why)
        self.run(Lane.RECORDS, work, self.done.emit)

    def _find(self) -> None:
        """Nobody is offered before something is typed: the first of a list is too easily taken for the right one."""
        typed = self._line.text()
        if not typed.strip():
            self._show(typed, ())
            return
        self.tasks.run(
            Lane.RECORDS,
            partial(self.office.efile.posts, typed),
            partial(self._show, typed),
            self.failed,
            owner=self,
        )

    def _show(self, typed: str, posts: tuple[PostName, ...]) -> None:
        if typed == self._line.text():
            self._posts.put(posts, lambda post: post.id)
            self._say_chosen()

    def _say_chosen(self) -> None:
        post = self._posts.current()
        self._go.setEnabled(post is not None)
        self._to.setText(self._speech_of(post) if post else "")

    def _speech_of(self, post: PostName) -> str:
        return f"→ {whom(self.speech, post)}  [{post.abbreviation}]"

    def _listing(self) -> Listing[PostName]:
        say, vacant = self.speech.say, partial(self.speech.word, "efile-ui.send-vacant")
        columns = (
            ("efile-ui.column-post", lambda post: say(post.designation)),
            ("efile-ui.column-holder", lambda post: say(post.holder) if post.holder else vacant()),
            ("efile-ui.column-mark", lambda post: post.abbreviation),
        )
        found = Listing[PostName](
            self.speech, "efile.send.posts", columns, "efile-ui.send-none", self, wide=2
        )
        self.speech.bind(found.view.setAccessibleName, "efile-ui.send-to", found)
        return found

    def _connect(self) -> None:
        self._pause.timeout.connect(self._find)
        self._line.textChanged.connect(self._pause.start)
        self._line.returnPressed.connect(self._posts.setFocus)
        self._posts.chosen.connect(self._say_chosen)
        self._posts.activated.connect(self._remarks.setFocus)
        self._remarks.returnPressed.connect(self._end_remarks)
        self._why.returnPressed.connect(self.send)
        self._with_paper.toggled.connect(self._why_field.setVisible)
        self.speech.changed.connect(self._say_chosen)

    def _end_remarks(self) -> None:
        """Enter in the last line sends."""
        if self._with_paper.isChecked():
            self._why.setFocus()
        else:
            self.send()

    def _lay_out(self) -> None:
        self.box.addWidget(self.field("to", self._line, "efile-ui.send-to-help"))
        self.box.addWidget(self._posts, 1)
        self.box.addWidget(self._to)
        self.box.addWidget(self.field("remarks", self._remarks))
        self.speech.bind(self._with_paper.setText, "efile-ui.send-with-paper", self._with_paper)
        self.box.addWidget(self._with_paper)
        self._why_field = self.field("why", self._why, "efile-ui.send-why-help")
        self._why_field.hide()
        self.box.addWidget(self._why_field)
        self.box.addWidget(self._go)
