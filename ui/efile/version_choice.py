"""Which version of a draft is read: the last one, unless an older is chosen."""

from PySide6.QtWidgets import QWidget

from app.base.days import clock_words
from app.efile.outgoing import Draft, DraftVersion
from ui.efile.short_combo import ShortCombo
from ui.words import Speech

MANY = 2


class VersionChoice(ShortCombo):
    """The newest stands first."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self._versions = tuple[DraftVersion, ...]()
        speech.changed.connect(self._name)

    def put(self, draft: Draft | None) -> None:
        """Offer the versions of a draft; the one that is read stays so, unless there is a newer one."""
        versions = draft.versions[::-1] if draft else ()
        if versions != self._versions:
            self._versions = versions
            self._name()
            self.setCurrentIndex(0)

    @property
    def is_one(self) -> bool:
        """Whether there is no choice."""
        return len(self._versions) < MANY

    def older(self) -> DraftVersion | None:
        """Return the version that is read instead of the last one; None while that is read."""
        return self._versions[self.currentIndex()] if self.currentIndex() > 0 else None

    def _name(self) -> None:
        place = self.currentIndex()
        self.clear()
        for each in self._versions:
            facts = {"version": each.version, "by": self._speech.say(each.by), "at": clock_words(each.at)}
            self.addItem(self._speech.word("efile-ui.drafts-version", **facts))
        self.setCurrentIndex(place)
