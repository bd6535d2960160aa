"""Whose name in a sheet sounds like what was typed in Latin letters?"""

import json
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Session

from app.base.names import sound
from app.records.tables import table_of
from app.staff.records import BatchRow, StaffRow

_ROW = table_of(StaffRow)
_LATIN = re.compile(r"[A-Za-z][A-Za-z ]*")
_AT_ONCE = 5000  # rows: all of them read in one go would hold up the window
_NO_NAME = re.compile(r"[^\u0900-\u097f]+")


class Heard:
    """Hears each word of the names of one sheet once; anew, where the sheet has changed since."""

    def __init__(self) -> None:
        self._of: tuple[str, datetime | None] = ("", None)
        self._rows: Mapping[str, Sequence[int]] = {}  # by a sound, the numbers of the rows
        self._sounds: dict[str, str] = {}

    def rows(self, session: Session, batch: str, typed: str) -> Sequence[int]:
        """Return the numbers of the rows in whose name every word sounds so; none, where no name was typed."""
        if not _LATIN.fullmatch(typed.strip()):
            return ()
        heard = self._by_sound(session, batch)
        found = [frozenset(_like(each, heard)) for each in sound(typed).split()]
        return sorted(frozenset.intersection(*found)) if found else ()

    def forget(self) -> None:
        """Remember no sheet: this desk changed something, and two changes may bear one moment."""
        self._of = "", None

    def _by_sound(self, session: Session, batch: str) -> Mapping[str, Sequence[int]]:
        now = batch, session.scalar(select(BatchRow.updated_at).where(BatchRow.id == batch))
        if now != self._of:
            found: dict[str, array[int]] = {}
            for number, word in _words(session, batch):
                found.setdefault(self._sound(word), array("L")).append(number)
            self._of, self._rows = now, found
        return self._rows

    def _sound(self, word: str) -> str:
        heard = self._sounds.get(word)
        if heard is None:
            heard = self._sounds[word] = sound(word)
        return heard


def _like(heard: str, rows: Mapping[str, Sequence[int]]) -> Iterable[int]:
    """Return the rows with this sound; where there is none, with one that begins so: more may yet be typed."""
    begun = (number for each, some in rows.items() if each.startswith(heard) for number in some)
    return rows.get(heard) or begun


def _words(session: Session, batch: str) -> Iterator[tuple[int, str]]:
    """Yield every word in Devanagari of the names, with its row; rows come as texts, as the numbers of a grid do."""
    last = session.scalar(select(func.max(_ROW.c.number)).where(_ROW.c.batch == batch)) or 0
    for first in range(1, last + 1, _AT_ONCE):
        for number, name in _names(session, batch, first):
            for word in _NO_NAME.sub(" ", name or "").split():
                yield number, word


def _names(session: Session, batch: str, first: int) -> list[tuple[int, str | None]]:
    name = func.json_extract(_ROW.c.cells, "$.name", type_=String)
    some = _ROW.c.number.between(first, first + _AT_ONCE - 1)
    rows = select(_ROW.c.number, name.label("name")).where(_ROW.c.batch == batch, some).subquery()
    told = session.scalar(select(func.json_group_array(func.json_array(rows.c.number, rows.c.name))))
    return [(number, said) for number, said in json.loads(told or "[]")]
