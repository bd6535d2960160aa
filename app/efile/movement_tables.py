"""The movement register as tables: one line after the other, and who had the file or letter for how many days."""

import re
from collections.abc import Sequence
from datetime import datetime

from app.base.days import clock_words
from app.base.words import Language
from app.efile.addressee import PostName
from app.efile.held_by import Held, held_by
from app.efile.model import File, Movement, Receipt
from app.ports.report import ReportTable, Told, Tone
from app.words import words

DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?=$|:)")
"""Until when a thing was parked stands before its reason, as the wire writes days."""
MOVES = {"when": 3, "what": 2, "by": 6, "to": 6, "remarks": 4}
_HELD = {"person": 4, "post": 4, "office": 4, "since": 3, "until": 3, "days": 1}


def tables(thing: File | Receipt, now: datetime, language: Language) -> tuple[ReportTable, ReportTable]:
    """Return who had it for how long, and every line of its register, each the first first."""
    held = tuple(_held_cells(each, now, language) for each in held_by(thing.movements))
    moves = tuple(cells(each, language) for each in thing.movements)
    return _table("held", _HELD, held, language), _table("moves", MOVES, moves, language)


def cells(line: Movement, language: Language) -> tuple[Told, ...]:
    """Return a line of the register: when, what, by whom, to whom, and the remarks."""
    act = words(f"efile-ui.act-{line.act}").in_language(language)
    paper = f" ({words('efile-ui.act-physical').in_language(language)})" if line.physical else ""
    by = _joined(line.by.in_language(language), *_post(line.post, language))
    holder = line.to.holder.in_language(language) if line.to and line.to.holder else ""
    to = _joined(holder, *_post(line.to, language)) if line.to else ""
    told = (clock_words(line.at), act + paper, by, to, DAY.sub(r"\3-\2-\1", line.remarks))
    return tuple(map(Told, told))


def _held_cells(held: Held, now: datetime, language: Language) -> tuple[Told, ...]:
    people = _joined(*(each.in_language(language) for each in held.people))
    who = people if held.touched else words("efile-report.not-opened", who=people).in_language(language)
    until = clock_words(held.until) if held.until else words("efile-report.still").in_language(language)
    told = (who, *_post(held.post, language), clock_words(held.since), until, str(held.days(now)))
    tone = Tone.PLAIN if held.touched else Tone.WAIT
    return (Told(told[0], tone), *map(Told, told[1:]))


def _post(post: PostName, language: Language) -> tuple[str, str]:
    return post.designation.in_language(language), post.office.in_language(language)


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _table(
    name: str, shares: dict[str, int], rows: Sequence[tuple[Told, ...]], language: Language
) -> ReportTable:
    columns = tuple(words(f"efile-report.column-{column}").in_language(language) for column in shares)
    title = words(f"efile-report.{name}").in_language(language)
    return ReportTable(title, columns, tuple(shares.values()), tuple(rows))
