"""What must hold between the cells of one row, and what follows from them: superannuation, marking, what is missing."""

import calendar
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from app.base.days import day_words
from app.staff.sheets.draft import Draft
from app.staff.sheets.fields import fields
from app.staff.sheets.marking import marking
from app.staff.sheets.model import Severity
from app.staff.sheets.values import VACANT, Tell, age_on

_SUPERANNUATION = 60  # the State's rule; a doctor or teacher whose day differs is told of, not refused
_YOUNGEST = 18
_MISSING = Tell("cell.missing")


def tell_rules(drafts: Iterable[Draft], today: date) -> None:
    """Add what is missing and what does not fit together, and fill in what follows from the rest."""
    required = [field.id for field in fields().values() if field.required]
    is_required, taken = frozenset(required), dict[str, int]()
    for draft in drafts:
        if not is_required <= draft.values.keys():
            _tell_missing(draft, required)
        _service(draft, today)
        _mark(draft, taken)


def _tell_missing(draft: Draft, required: Iterable[str]) -> None:
    """Of a vacant post nothing is asked: it is to be left out."""
    if any(each.key == VACANT for each in draft.findings):
        return
    told = {each.field for each in draft.findings}
    for field in required:
        if field not in draft.values and field not in told:
            draft.tell(field, _MISSING)


def superannuation(born: date) -> date:
    """Return the last day of service: the end of the month of the 60th birthday, of the month before for a first."""
    year, month = born.year + _SUPERANNUATION, born.month
    if born.day == 1:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=32_768)  # every day of birth that anybody at work can have
def _service_of(born: str) -> tuple[str, str]:
    """Return the first day on which somebody may serve, and the last; a 29 February stands in any year."""
    return f"{int(born[:4]) + _YOUNGEST:04}{born[4:]}", superannuation(date.fromisoformat(born)).isoformat()


def _service(draft: Draft, today: date) -> None:
    born = _day(draft, "birth")
    if not born:
        return
    joined, (earliest, ends) = _day(draft, "joined"), _service_of(born)
    if joined and joined < earliest:
        age = age_on(date.fromisoformat(joined), date.fromisoformat(born))
        draft.tell("joined", Tell("joined.too-young", {"age": age, "least": _YOUNGEST}))
    draft.values.setdefault("superannuation", ends)
    retires = _day(draft, "superannuation")
    if retires and (retires != ends or retires < today.isoformat()):
        _retirement(draft, date.fromisoformat(retires), date.fromisoformat(ends), today)


def _retirement(draft: Draft, retires: date, reckoned: date, today: date) -> None:
    if retires != reckoned:
        facts = {"written": day_words(retires), "reckoned": day_words(reckoned)}
        differs = Tell("superannuation.differs", facts, Severity.WARNING, proposal=reckoned.isoformat())
        draft.tell("superannuation", differs)
    if retires < today:
        past = Tell("superannuation.past", {"day": day_words(retires)}, Severity.WARNING)
        draft.tell("superannuation", past)


def _day(draft: Draft, field: str) -> str:
    """Return the day of a field that has a good one, else "": ISO text, which compares as days do."""
    written = draft.values.get(field)
    if written is None or (draft.findings and any(each.field == field for each in draft.findings)):
        return ""
    return written


def _mark(draft: Draft, taken: dict[str, int]) -> None:
    """Give the row its marking abbreviation; the second of the same gets a number, so that each names one person."""
    found = draft.values.get("marking") or marking(draft.values)
    if not found:
        return
    taken[found] = taken.get(found, 0) + 1
    draft.values["marking"] = found if taken[found] == 1 else f"{found}/{taken[found]}"
