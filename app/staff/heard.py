"""How are the names of a sheet spelt that sound like what was typed in Latin letters?"""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Session

from app.base.names import sound
from app.records.tables import table_of
from app.staff.records import BatchRow, StaffRow

_ROW = table_of(StaffRow)
_LATIN = re.compile(r"[A-Za-z][A-Za-z ]*")
_NO_NAME = re.compile(r"[^\u0900-\u097f]+")
_MOST = 40  # spellings of one word; more, and what was typed says too little
Spelt = tuple[tuple[str, ...], ...]
"""Of each word that was typed, the spellings that sound like it."""


class Heard:
    """Hears each word of the names of one sheet once; anew, where the sheet has changed since."""

    def __init__(self) -> None:
        self._of: tuple[str, datetime | None] = ("", None)
        self._words: Mapping[str, tuple[str, ...]] = {}
        self._sounds: dict[str, str] = {}

    def spelt(self, session: Session, batch: str, typed: str) -> Spelt:
        """Return the spellings of every word, nothing where one sounds like none, or no name was typed."""
        if not _LATIN.fullmatch(typed.strip()):
            return ()
        words = self._by_sound(session, batch)
        found = tuple(_like(each, words) for each in sound(typed).split())
        return found if all(found) else ()

    def forget(self) -> None:
        """Remember no sheet: this desk changed something, and two changes may bear one moment."""
        self._of = "", None

    def _by_sound(self, session: Session, batch: str) -> Mapping[str, tuple[str, ...]]:
        now = batch, session.scalar(select(BatchRow.updated_at).where(BatchRow.id == batch))
        if now != self._of:
            found: dict[str, list[str]] = {}
            for word in sorted(_words(session, batch)):
                found.setdefault(self._sound(word), []).append(word)
            self._of, self._words = now, {heard: tuple(each) for heard, each in found.items()}
        return self._words

    def _sound(self, word: str) -> str:
        if word not in self._sounds:
            self._sounds[word] = sound(word)
        return self._sounds[word]


def _like(heard: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the words of this sound; where there is none, those that begin so: it may be typed no further yet."""
    begun = (word for each, some in words.items() if each.startswith(heard) for word in some)
    return words.get(heard) or tuple(begun)[:_MOST]


def _words(session: Session, batch: str) -> set[str]:
    """Return every word in Devanagari of the names; the names come as one text, as the numbers of a grid do."""
    name = func.json_extract(_ROW.c.cells, "$.name", type_=String)
    names = select(name.label("name")).where(_ROW.c.batch == batch).distinct().subquery()
    told = session.scalar(select(func.group_concat(names.c.name, " "))) or ""
    return set(_NO_NAME.sub(" ", told).split())
