"""Every key that works in the window, desk by desk: the one table that F1 shows.

`tests/ui/test_keys.py` holds it to what is bound: a shortcut that stands here and works nowhere fails there, and one
that works and stands nowhere here fails too.
"""

from dataclasses import dataclass

MOST_PLACES = 10  # have a key: so many digits there are
PLACES = "Alt+1"
"""Stands for the keys of all places; how many there are is known when somebody is seated."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key, as Qt names it (several that belong together, with spaces between), and the words of what it does.

    `typed`: no shortcut, but a key that the field or view with the cursor takes itself. `shown`: where its Qt name
    would tell a person too little.
    """

    keys: str
    words: str
    typed: bool = False
    shown: str = ""
    at_files: str = ""

    @property
    def on_keyboard(self) -> str:
        return self.shown or _together([_plain(each) for each in self.keys.split()])


@dataclass(frozen=True, slots=True)
class Group:
    """The keys of one desk, or of one thing that is done at it. `desk`: the place of the rail that has them."""

    words: str
    keys: tuple[Key, ...]
    desk: str = ""


EVERYWHERE = Group(
    "ui.keys-everywhere",
    (
        Key("F1", "ui.key-help"),
        Key("F2", "ui.key-new", at_files="ui.key-new-file"),
        Key("F3", "ui.key-find"),
        Key("F5", "ui.key-refresh"),
        Key("Ctrl+L", "ui.key-lock"),
        Key(PLACES, "ui.key-places"),
        Key("Tab Shift+Tab", "ui.key-tab", typed=True),
        Key("Esc", "ui.key-leave"),
    ),
)
COUNTER = Group(
    "ui.keys-counter",
    (
        Key("F9", "ui.key-next"),
        Key("F8", "ui.key-other"),
        Key("F7", "ui.key-scan"),
        Key("F6", "ui.key-unfinished"),
        Key("Ctrl+R", "ui.key-cancel"),
        Key("Ctrl+D", "ui.key-duplicate"),
        Key("1", "ui.key-service", typed=True, shown="1 … 9"),
        Key("Down", "ui.key-queue", typed=True),
        Key("Ctrl+PgDown", "ui.key-step-on"),
        Key("Ctrl+PgUp", "ui.key-step-back"),
    ),
    desk="counter",
)
ACCOUNT = Group(
    "ui.rail-account",
    (
        Key("F9", "ui.key-account-page"),
        Key("F8", "ui.key-account-slip"),
        Key("Ctrl+PgUp Ctrl+PgDown", "ui.key-day"),
        Key("Return", "ui.key-open-chosen", typed=True),
    ),
    desk="account",
)
FORM = Group(
    "ui.keys-form",
    (
        Key("Return", "ui.key-field", typed=True),
        Key("Shift+Return", "ui.key-line", typed=True),
        Key("1", "ui.key-choice", typed=True, shown="1 … 9"),
        Key("Down", "ui.key-list", typed=True),
        Key("Ctrl+Space", "ui.key-script", typed=True),
        Key("Alt+Down", "ui.key-spelling", typed=True),
        Key("Ctrl+Z", "ui.key-word-back", typed=True),
    ),
    desk="counter",
)
MASK = Group(
    "ui.keys-mask",
    (
        Key("F8", "ui.key-mask-open"),
        Key("Left", "ui.key-mask-move", typed=True, shown="← → ↑ ↓"),
        Key("Shift+Left", "ui.key-mask-size", typed=True, shown="Shift + ← → ↑ ↓"),
        Key("Tab", "ui.key-mask-next", typed=True),
        Key("Del", "ui.key-mask-remove", typed=True, shown="Delete"),
        Key("Return", "ui.key-mask-cover", typed=True, shown="Enter, F9"),
        Key("Esc", "ui.key-mask-leave", typed=True),
    ),
    desk="counter",
)
FILES = Group(
    "ui.keys-efile",
    (
        Key("F9", "ui.key-next"),
        Key("F6", "efile-ui.act-name-new"),
        Key("F7", "efile-ui.act-name-batch"),
        Key("F8", "efile-ui.act-name-send"),
        Key("F4", "efile-ui.act-name-pull-back"),
        Key("F10", "efile-ui.act-name-moves"),
        Key("F11", "efile-ui.act-name-drafts"),
        Key("F12", "efile-ui.act-name-undo"),
        Key("Ctrl+M", "efile-ui.act-name-folder"),
        Key("Ctrl+Up Ctrl+Down", "ui.key-pile"),
        Key("Ctrl+PgUp Ctrl+PgDown", "ui.key-page"),
        Key("Space", "efile-ui.key-page-on", typed=True),
        Key("Plus Minus", "efile-ui.key-zoom", typed=True, shown="+ −"),
        Key("Ctrl+0", "efile-ui.key-large"),
        Key("Ctrl+R", "efile-ui.key-cite"),
        Key("Ctrl+1 Ctrl+2 Ctrl+3", "ui.key-parts"),
        Key("Ctrl+Space", "ui.key-script", typed=True),
    ),
    desk="efile",
)
TOKEN = Group(
    "ui.rail-token",
    (
        Key("F9", "ui.key-next"),
        Key("Return", "efile-ui.key-pin", typed=True),
        Key("Tab", "efile-ui.key-token-on", typed=True),
        Key("Space", "efile-ui.key-token-press", typed=True),
    ),
    desk="token",
)
DIARY = Group(
    "ui.rail-diary",
    (
        Key("F9", "efile-ui.diary-generate"),
        Key("F8", "efile-ui.diary-generate-send"),
        Key("F7", "efile-ui.diary-generate-copy"),
        Key("F12", "efile-ui.act-name-undo"),
        Key("Return", "ui.key-field", typed=True),
    ),
    desk="diary",
)
STAFF = Group(
    "ui.rail-staff",
    (
        Key("Ctrl+N", "ui.key-sheet-new"),
        Key("F9", "ui.key-next"),
        Key("F6", "ui.key-many"),
        Key("F8", "ui.key-proposal"),
        Key("Return Enter", "ui.key-cell", shown="Enter"),
        Key("Ctrl+Space", "ui.key-script", typed=True),
        Key("Alt+Down", "ui.key-spelling", typed=True),
        Key("Ctrl+F", "ui.key-filter"),
        Key("Ctrl+G", "ui.key-same"),
        Key("Ctrl+J", "staff-ui.go-to-line-why"),
        Key("Ctrl+Z Ctrl+Y", "ui.key-undo"),
        Key("Delete", "staff-ui.key-leave-out", shown="Delete"),
        Key("Ctrl+E", "staff-ui.key-error-sheet"),
        Key("Ctrl+M", "staff-ui.key-more"),
        Key("Ctrl+Return Ctrl+Enter", "staff-ui.key-take", shown="Ctrl+Enter"),
    ),
    desk="staff",
)
OFFICES = Group(
    "ui.rail-offices",
    (
        Key("F9", "offices-ui.key-posting"),
        Key("Ctrl+N", "offices-ui.key-person"),
        Key("Ctrl+F", "offices-ui.key-find"),
        Key("Return", "offices-ui.key-seats", typed=True),
    ),
    desk="offices",
)
READINESS = Group(
    "ui.rail-readiness",
    (
        Key("Return", "offices-ui.key-marks", typed=True),
        Key("Return", "offices-ui.key-evidence", typed=True, shown="Enter, Enter"),
    ),
    desk="readiness",
)
GROUPS = (EVERYWHERE, COUNTER, FORM, MASK, ACCOUNT, FILES, TOKEN, DIARY, STAFF, OFFICES, READINESS)


def place_key(number: int) -> str:
    """Return the key of the `number`th place, from 1: the tenth has the nought, and one after it none."""
    return f"Alt+{number % MOST_PLACES}" if number <= MOST_PLACES else ""


def place_keys(count: int) -> str:
    """Return what is shown for the keys of so many places."""
    last = (
        f"{place_key(MOST_PLACES - 1)} · {place_key(MOST_PLACES)}"
        if count >= MOST_PLACES
        else place_key(count)
    )
    return f"{place_key(1)} … {last}"


def _together(keys: list[str]) -> str:
    """Return keys side by side; what they are all pressed with is said once."""
    held = {key.rpartition("+")[0] for key in keys}
    if len(keys) > 1 and len(held) == 1 and (with_key := held.pop()):
        return f"{with_key}+{' '.join(key.rpartition('+')[2] for key in keys)}"
    return " · ".join(keys)


def _plain(key: str) -> str:
    """Return a key as it stands on the keyboard."""
    signs = {"Return": "Enter", "Down": "↓", "Up": "↑", "PgDown": "PgDn"}
    return "+".join(signs.get(part, part) for part in key.split("+"))
