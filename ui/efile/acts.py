"""Which acts the chosen file or letter allows: one button each, the next one first and large, each with its key."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from app.base.words import Words
from app.efile.addressee import PostName
from app.efile.model import File, Receipt, Relation
from app.efile.walk import Place
from app.words import words
from ui.efile.sheet import Sheet
from ui.theme import SIZES
from ui.words import Speech

KEYS = {
    "new": "F6",
    "batch": "F7",
    "send": "F8",
    "moves": "F10",
    "drafts": "F11",
    "pull-back": "F4",
    "folder": "Ctrl+M",
}
NAMES = (
    "sign",
    "open",
    "send",
    "undo",
    "in-file",
    "main",
    "pull-back",
    "unpark",
    "reopen",
    "put",
    "enclose",
    "fetch",
    "drafts",
    "park",
    "close",
    "folder",
    "drop-note",
    "moves",
    "part",
    "volume",
    "export",
    "batch",
    "new",
)
FIRST = frozenset(
    {
        "open",
        "send",
        "in-file",
        "main",
        "undo",
        "pull-back",
        "unpark",
        "reopen",
        "put",
        "enclose",
        "drafts",
        "park",
        "moves",
    }
)
"""These stand on the bar; the rarer ones stand in the menu beside it."""
ALWAYS = frozenset({"new", "batch"})
SENT = "sent"  # as the movement register has it
NOTED = frozenset({"sign", "send"})  # which of them is next hangs on the note


class Acts(QFrame):
    """F9 is the next act of what is chosen: open it, sign its note, or send it on; on a sheet, the sheet's own."""

    asked = Signal(str)
    refused = Signal(str, object)  # the id of what is chosen, and Words: why a key does nothing with it

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "status")
        self._speech = speech
        self._next, self._is_letter = "", False
        self._sheet: Sheet | None = None
        self._thing: File | Receipt | None = None
        self._closer: PostName | None = None
        self._allowed: frozenset[str] = ALWAYS
        self._buttons = {name: self._button(name) for name in NAMES if name in FIRST}
        self._more = QPushButton(self)
        self._more.setObjectName("efile.more")
        self._more.setProperty("kind", "quiet")
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._rarer = {name: self._action(name) for name in NAMES if name not in FIRST}
        self._reopen_only = self._action("reopen-only")
        self._reopen_only.setEnabled(False)
        self._primary = QPushButton(self)
        self._primary.setObjectName("efile.next")
        self._primary.setProperty("kind", "primary")
        self._primary.clicked.connect(self._ask_next)
        self._lay_out()
        self._bind_keys()
        speech.changed.connect(self._say)
        self.show_for(None)

    def show_for(self, thing: File | Receipt | None) -> None:
        """Show what may be done with it."""
        self._is_letter, self._thing = isinstance(thing, Receipt), thing
        allowed = self._allowed = ALWAYS | (_allowed(thing) if thing is not None else frozenset())
        self._next = next_act(thing) if thing is not None else ""
        for name, button in self._buttons.items():
            button.setVisible(name in allowed and name != self._next)
        self._closer = _closer(thing)
        self._reopen_only.setVisible(reopener(thing) is not None)
        for name, action in self._rarer.items():
            action.setVisible(name in allowed or (name == "close" and self._closer is not None))
            action.setEnabled(name in allowed)
        self._say()

    def follow_note(self, *, written: bool) -> None:
        """A note is signed next from its first key on, though it is not kept yet."""
        if self._next in NOTED and not self._is_letter:
            self._next = "sign" if written else "send"
            for name, button in self._buttons.items():
                button.setVisible(name in self._allowed and name != self._next)
            self._say()

    def hold(self) -> None:
        """Take nothing for what is chosen until it is shown; what stands here is still of the one before."""
        self._allowed, self._next = ALWAYS, ""

    @property
    def allowed(self) -> frozenset[str]:
        """What can be asked for now."""
        return self._allowed | ({self._next} - {""})

    def ask(self, name: str) -> None:
        """Ask for an act, unless what is chosen does not allow it."""
        if name in self.allowed:
            self.asked.emit(name)

    def _press(self, name: str) -> None:
        """A key that does nothing with what is chosen says so; a button that does nothing is not there."""
        if name in self.allowed:
            self.asked.emit(name)
        elif self._thing is not None and self._allowed != ALWAYS:
            self.refused.emit(self._thing.id, why_not(name, self._thing))

    def show_sheet(self, sheet: Sheet | None) -> None:
        """While a sheet lies open that has a next step of its own, F9 is that step and nothing else."""
        if self._sheet is not None:
            self._sheet.lead_changed.disconnect(self._say)
        self._sheet = sheet
        if sheet is not None:
            sheet.lead_changed.connect(self._say)
        self._say()

    def _ask_next(self) -> None:
        if self._sheet is not None:
            self._sheet.step()
        elif self._next:
            self.asked.emit(self._next)

    def _say(self) -> None:
        lead = self._sheet.lead if self._sheet is not None else None
        said = lead.text() if lead is not None else self._name_of(self._next) if self._next else ""
        self._primary.setVisible(bool(said))
        self._primary.setEnabled(lead is None or self._sheet is None or self._sheet.may_step)
        self._primary.setText(f"{said}   F9")
        for name, button in self._buttons.items():
            said, key = self._name_of(name), KEYS.get(name, "")
            button.setText(said)
            button.setToolTip(f"{said} ({key})" if key else said)
        for name, action in self._rarer.items():
            said, key = self._name_of(name), KEYS.get(name, "")
            action.setText(f"{said}\t{key}" if key else said)
        for action, name, post in (
            (self._rarer["close"], "close", self._closer),
            (self._reopen_only, "reopen", reopener(self._thing)),
        ):
            if post is not None:
                who = self._speech.say(post.designation)
                action.setText(self._speech.word(f"efile-ui.act-name-{name}-only", who=who))
        self._more.setText(self._speech.word("efile-ui.more"))

    def _name_of(self, name: str) -> str:
        """A letter that is opened is thereby acknowledged, and is called so."""
        key = "open-letter" if name == "open" and self._is_letter else name
        return self._speech.word(f"efile-ui.act-name-{key}")

    def _button(self, name: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"efile.act.{name}")
        found.setProperty("kind", "quiet")
        found.clicked.connect(partial(self.ask, name))
        return found

    def _action(self, name: str) -> QAction:
        found = self._menu.addAction("")
        found.setObjectName(f"efile.act.{name}")
        found.triggered.connect(partial(self.ask, name))
        return found

    def _bind_keys(self) -> None:
        QShortcut(QKeySequence("F9"), self).activated.connect(self._ask_next)
        for name, key in KEYS.items():
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._press, name))

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, SIZES.step // 2, SIZES.gap, SIZES.step // 2)
        line.setSpacing(2)
        for each in self._buttons.values():
            line.addWidget(each)
        line.addWidget(self._more)
        line.addStretch(1)
        line.addWidget(self._primary)


def next_act(thing: File | Receipt) -> str:
    """Return what usually comes next, empty where nothing is to be done here."""
    if not thing.mine:
        return ""
    if thing.place is Place.UNOPENED:
        return "open"
    if thing.place is Place.PARKED:
        return "unpark"
    if thing.place is not Place.AT_DESK:
        return ""
    if isinstance(thing, Receipt):
        return "send" if thing.file else "put"
    noted = thing.yellow is not None and thing.yellow.mine and thing.yellow.text
    return "sign" if noted else "send"


def _allowed(thing: File | Receipt) -> frozenset[str]:
    found = {"moves"}
    if isinstance(thing, Receipt) and thing.file:
        found.add("in-file")
    if isinstance(thing, File):
        found |= {"drafts"} | _of_file(thing)
    if thing.mine:
        found |= _of_holder(thing.place, is_file=isinstance(thing, File))
        if _closer(thing) is not None:
            found.discard("close")
    elif thing.pullable:
        found.add("pull-back")
    return frozenset(found)


def _closer(thing: File | Receipt | None) -> PostName | None:
    """Return who alone may close what lies here, where it is another post: the one that made it."""
    if not isinstance(thing, File) or not thing.mine or thing.place is not Place.AT_DESK:
        return None
    return thing.creator_post if thing.creator_post.id != thing.holder.id else None


def reopener(thing: File | Receipt | None) -> PostName | None:
    """Return who alone may open again what is closed, where it is another post: the one that closed it."""
    if thing is None or thing.mine or thing.place is not Place.CLOSED:
        return None
    return thing.holder


def why_not(name: str, thing: File | Receipt) -> Words:
    """Return why an act cannot be done with it now."""
    if name == "pull-back" and (told := _why_not_back(thing)):
        return words(told)
    act = words(f"efile-ui.act-name-{name}")
    hindi, english = (words("efile-ui.act-not-now", act=said) for said in (act.hi, act.en))
    return Words(hindi.hi, english.en)


def _why_not_back(thing: File | Receipt) -> str:
    """Return as a message key why it cannot be pulled back, empty where no more can be said than that it cannot."""
    if not thing.mine:
        return "efile.opened-already" if thing.place in (Place.AT_DESK, Place.PARKED) else ""
    of = "-letter" if isinstance(thing, Receipt) else ""
    if thing.place is Place.LEAVING:
        return f"efile.not-gone-yet{of}"
    was_sent = any(each.act == SENT and each.post.id == thing.holder.id for each in thing.movements)
    return "" if was_sent else f"efile.never-sent{of}"


def _of_file(file: File) -> set[str]:
    found = {"fetch"} if any(page.sha256 and not page.here for page in file.correspondence) else set()
    if file.of_file:
        found.add("main")
    if file.notings:
        found.add("export")
    if file.mine and file.yellow is not None and file.yellow.mine:
        found.add("drop-note")
    if file.mine and file.relation is Relation.MAIN and file.place is Place.AT_DESK:
        found |= {"part", "volume"}
    return found


def _of_holder(place: Place, *, is_file: bool) -> set[str]:
    if place is Place.AT_DESK:
        return {"send", "close", "folder"} | ({"park", "enclose"} if is_file else {"put"})
    table = {
        Place.UNOPENED: {"open"},
        Place.LEAVING: {"undo"},
        Place.PARKED: {"unpark"},
        Place.CLOSED: {"reopen"},
    }
    return table.get(place, set())
