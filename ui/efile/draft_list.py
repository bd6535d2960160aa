"""The drafts of a file, in a list that takes no more room than its rows need; the letter needs it more."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.base.days import clock_words
from app.efile.outgoing import Draft
from ui.efile.draft_standing import is_wrong
from ui.places import Listing
from ui.theme import SIZES
from ui.words import Speech

MOST_ROWS = 3


class DraftList(Listing[Draft]):
    def __init__(self, speech: Speech, parent: QWidget) -> None:
        columns: tuple[tuple[str, Callable[[Draft], str]], ...] = (
            ("efile-ui.column-subject", lambda each: each.last.subject),
            ("efile-ui.column-state", self._state_of),
            ("efile-ui.column-number", lambda each: each.number),
            ("efile-ui.column-version", lambda each: str(each.last.version)),
            ("efile-ui.column-by", lambda each: speech.say(each.last.by)),
            ("efile-ui.column-when", lambda each: clock_words(each.last.at)),
        )
        super().__init__(speech, "efile.drafts.list", columns, "efile-ui.drafts-none", parent)

    def put_drafts(self, drafts: tuple[Draft, ...]) -> None:
        self.put(drafts, lambda draft: draft.id)
        self.setMaximumHeight(SIZES.control * (min(len(drafts), MOST_ROWS) + 1) + SIZES.step)

    def _state_of(self, draft: Draft) -> str:
        said = self._speech.word(f"efile-ui.draft-{draft.state.value}")
        return f"{said} ✗" if is_wrong(draft) else said
