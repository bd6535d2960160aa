"""The drafts of a file, each read whole, in a list that takes no more room than its rows need: the letter needs it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.base.days import clock_words
from app.efile.outgoing import Draft
from ui.efile.draft_standing import is_wrong
from ui.efile.few_rows import room_for
from ui.efile.whole_rows import WholeRows
from ui.places import Listing
from ui.words import Speech

MOST_ROWS = 3


class DraftList(Listing[Draft]):
    def __init__(self, speech: Speech, parent: QWidget) -> None:
        columns: tuple[tuple[str, Callable[[Draft], str]], ...] = (
            ("efile-ui.column-subject", lambda each: each.last.subject),
            ("efile-ui.column-state", self._state_of),
            ("efile-ui.column-number", lambda each: each.number),
            ("efile-ui.column-version", self._version_of),
        )
        super().__init__(speech, "efile.drafts.list", columns, "efile-ui.drafts-none", parent)
        WholeRows(self.view, 0).fitted.connect(self._take_room)

    def put_drafts(self, drafts: tuple[Draft, ...]) -> None:
        self.put(drafts, lambda draft: draft.id)
        self._take_room()

    def _take_room(self) -> None:
        self.setFixedHeight(room_for(self.view, MOST_ROWS))

    def _version_of(self, draft: Draft) -> str:
        last = draft.last
        return f"{last.version} · {clock_words(last.at)}\n{self._speech.say(last.by)}"

    def _state_of(self, draft: Draft) -> str:
        said = self._speech.word(f"efile-ui.draft-{draft.state.value}")
        return f"{said} ✗" if is_wrong(draft) else said
