"""How a kept value is written for a person: a choice by its Hindi word, a day as offices write it."""

from app.base.days import kept_day_words
from app.staff.sheets.fields import fields
from app.staff.sheets.model import Field, Kind

_DAYS = frozenset({Kind.BIRTH, Kind.PAST, Kind.DATE})


def written(id: str, value: str) -> str:
    """Return the value of a field in the words that a sheet of ours would be read back by."""
    field = fields().get(id)
    if field is None or not value:
        return value
    if field.kind is Kind.CHOICE:
        return _in_hindi(field, value)
    return kept_day_words(value) if field.kind in _DAYS else value


def _in_hindi(field: Field, value: str) -> str:
    ways = (way for way, kept in field.choices.items() if kept == value and not way.isascii())
    return next(ways, value)
