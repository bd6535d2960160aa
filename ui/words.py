"""In which language the window speaks, and how its labels change while it is open."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.base.words import Language, Words
from app.words import words


class Speech(QObject):
    """The window's language. Whatever was bound is set again when the language is switched."""

    changed = Signal()

    def __init__(self, language: Language = Language.HINDI, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._bound: list[tuple[QObject, Callable[[str], None], Words]] = []

    @property
    def language(self) -> Language:
        return self._language

    def speak(self, language: Language) -> None:
        """Switch the language of everything that is bound; `changed` tells the rest."""
        if language is self._language:
            return
        self._language = language
        self._bound = [each for each in self._bound if shiboken6.isValid(each[0])]
        for _, setter, said in self._bound:
            setter(self.say(said))
        self.changed.emit()

    def say(self, words: Words) -> str:
        return words.in_language(self._language)

    def word(self, key: str, **facts: object) -> str:
        """Return the catalogue's message `key`, its facts filled in. Raises: KeyError for a key nobody wrote."""
        return self.say(words(key, **facts))

    def bind(self, setter: Callable[[str], None], said: Words | str, owner: QObject) -> None:
        """Set words (or those of a key) now and at each switch of the language, as long as `owner` lives.

        Bound once more, a setter of the same owner says the new words instead.
        """
        found = words(said) if isinstance(said, str) else said
        self._bound = [
            each
            for each in self._bound
            if shiboken6.isValid(each[0]) and not (each[0] is owner and each[1] == setter)
        ]
        self._bound.append((owner, setter, found))
        setter(self.say(found))
