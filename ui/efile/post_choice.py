"""To whom it goes: one post, that belongs to what stands in the line now, and is named large before anything leaves."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.base.words import Words
from app.efile.addressee import PostName
from app.words import words
from ui.efile.by_hand import ByHand
from ui.efile.whole_rows import WholeRows
from ui.efile.whom import whom
from ui.places import Listing, label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

PAUSE_MS = 120


class PostChoice(QWidget):
    """A list and, under it, who was chosen. `line` stands wherever its owner puts it.

    The only post that fits is chosen by itself; of several a person chooses one. Every key typed takes the choice
    away until the list of the new text is here. `changed` tells that another one is chosen, or none; `taken` that
    Enter was pressed on one.
    """

    changed = Signal()
    taken = Signal()
    failed = Signal(object)  # AppError

    def __init__(
        self, office: "Office", tasks: Tasks, speech: Speech, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._answered: str | None = ""  # the text that the list belongs to
        self._enters = False  # Enter came before the list
        self._before: PostName | None = None
        self.line = QLineEdit(self)
        self._list = self._listing(name)
        self._by_hand = ByHand(self._list)
        self._named = label(self, "title", name=f"{name}.chosen")
        self._named.setWordWrap(True)
        self._named.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._is_short = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._connect()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._list, 1)
        box.addWidget(self._named)
        self._say()

    def post(self) -> PostName | None:
        """Return who is chosen for what stands in the line."""
        return self._list.current() if self._typed() and self._answered == self._typed() else None

    def why_none(self) -> Words:
        """Say why nothing can be sent yet."""
        if not self._typed():
            return words("efile-ui.send-nobody")
        if self._answered != self._typed():
            return words("efile-ui.post-looking")
        return words("efile-ui.post-several" if self._list.rows.items else "efile-ui.post-unknown")

    def be_short(self, short: bool) -> None:
        """Take less room: who is chosen stays named, and the list comes again when another is looked for."""
        self._is_short = short
        self._say()

    def refresh(self) -> None:
        """Ask anew who fits: a post may have changed hands."""
        if typed := self._typed():
            work = partial(self._office.efile.posts, typed)
            self._tasks.run(Lane.RECORDS, work, partial(self._show, typed), self.failed.emit, owner=self)

    def _typed(self) -> str:
        return self.line.text().strip()

    def _changed(self) -> None:
        """Whoever fitted the text before is not meant by this one."""
        self._enters = False
        if self._typed() == self._answered:
            return
        self._answered = None
        self._list.view.clearSelection()
        self._list.setEnabled(False)
        if self._typed():
            self._list.say_empty("efile-ui.post-looking-on")
            self._pause.start()
        else:
            self._pause.stop()
            self._show("", ())
        self._say()

    def _show(self, typed: str, posts: tuple[PostName, ...]) -> None:
        """An answer to what was typed before is of no use any more."""
        if typed != self._typed():
            return
        chosen = self.post()
        self._answered = typed
        self._list.setEnabled(True)
        self._list.say_empty("efile-ui.post-unknown" if typed else "efile-ui.send-none")
        self._list.put(posts, lambda post: post.id)
        self._list.view.clearSelection()
        if len(posts) == 1:
            self._list.view.selectRow(0)
        elif chosen is not None:
            self._list.choose(lambda post: post == chosen)
        self._say()
        if self._enters:
            self._enter()

    def _enter(self) -> None:
        self._enters = self._answered != self._typed()
        if self.post() is not None:
            self.taken.emit()
        elif self._by_hand.is_open:
            self._list.setFocus()

    def _take(self) -> None:
        if self.post() is not None:
            self.taken.emit()

    def _say(self) -> None:
        post = self.post()
        self._named.setText(f"→ {whom(self._speech, post)}  [{_whole(post.abbreviation)}]" if post else "")
        self._named.setVisible(post is not None)
        self._list.setVisible(post is None or not self._is_short)
        before, self._before = self._before, post
        if post != before:
            self.changed.emit()

    def _listing(self, name: str) -> Listing[PostName]:
        say, vacant = self._speech.say, partial(self._speech.word, "efile-ui.send-vacant")
        columns = (
            ("efile-ui.column-post", lambda post: say(post.designation)),
            ("efile-ui.column-holder", lambda post: say(post.holder) if post.holder else vacant()),
            ("efile-ui.column-office", lambda post: say(post.office)),
        )
        found = Listing[PostName](self._speech, f"{name}.posts", columns, "efile-ui.send-none", self, wide=2)
        WholeRows(found.view, 0, 2)
        found.say_empty("efile-ui.send-none")
        self._speech.bind(found.view.setAccessibleName, "efile-ui.send-to", found)
        return found

    def _connect(self) -> None:
        self._pause.timeout.connect(self.refresh)
        self.line.textChanged.connect(self._changed)
        self.line.returnPressed.connect(self._enter)
        self._list.chosen.connect(self._say)
        self._list.activated.connect(self._take)
        self._speech.changed.connect(self._say)


def _whole(code: str) -> str:
    """Return a code that no line ends within: a word joiner stands on both sides of each hyphen."""
    return code.replace("-", "\u2060-\u2060")
