"""A text in the two languages of the counter."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Hindi is first everywhere; English is one click away."""

    HINDI = "hi"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Hindi and in English."""

    hi: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.hi if language is Language.HINDI else self.en

    @property
    def both(self) -> str:
        """Both on one line, Hindi first, as papers show them."""
        return self.hi if self.hi == self.en else f"{self.hi} / {self.en}"
