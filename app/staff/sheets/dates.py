"""Which day does this cell mean? Serials of a spreadsheet, dd/mm/yyyy in any dress, words in Hindi and English."""

import re
from datetime import date, datetime, timedelta
from functools import cache

from app.base.text import latin_digits

_FIGURES = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T].*)?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-./, ]*([^\d\s./,-]+)[-./, ]*(\d{4}|\d{2})")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_MOST_MONTHS, _MOST_DAYS = 12, 31
_SERIAL_BEGINS = date(
    1899, 12, 30
)  # so that serial 60, the day 1900-02-29 that never was, costs nothing after it
_FIRST_SERIAL, _LAST_SERIAL = 5_000, 80_000  # 1913 to 2119: figures beyond are no day of a working life
_MONTHS = (
    "jan january जनवरी जन", "feb february फरवरी फ़रवरी फर फ़र", "mar march मार्च", "apr april अप्रैल अप्रै", "may मई",
    "jun june जून", "jul july जुलाई जुला", "aug august अगस्त अग", "sep sept september सितम्बर सितंबर सितं सित",
    "oct october अक्टूबर अक्तूबर अक्टू अक्तू", "nov november नवम्बर नवंबर नवं नव",
    "dec december दिसम्बर दिसंबर दिसं दिस",
)  # fmt: skip
_CENTURY = 100


def day_of(written: object, *, latest: date) -> date | None:
    """Return the day, None for what is no day. A year in two figures is the latest that is not after `latest`."""
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    if isinstance(written, int | float):
        return _of_serial(written)
    return _of_text(latin_digits(str(written)).strip(), latest)


def nearly(written: str, *, latest: date) -> date | None:
    """Return the day that was probably meant by what is none: run together, or the month before the day."""
    text = latin_digits(written).strip()
    if found := _RUN_TOGETHER.fullmatch(text):
        return _day(found[3], int(found[2]), found[1], latest)
    found = _FIGURES.fullmatch(text)
    return _day(found[3], int(found[1]), found[2], latest) if found else None


def is_no_such_day(written: str, *, latest: date) -> bool:
    """Say whether it is written as a day, of a month that has no such day."""
    text = latin_digits(written).strip()
    if found := _FIGURES.fullmatch(text):
        day, month = int(found[1]), int(found[2])
    elif found := _YEAR_FIRST.fullmatch(text):
        day, month = int(found[3]), int(found[2])
    elif found := _WORDS.fullmatch(text):
        day, month = int(found[1]), _months().get(found[2].lower(), 0)
    else:
        return False
    return 0 < month <= _MOST_MONTHS and 0 < day <= _MOST_DAYS and _of_text(text, latest) is None


def _of_serial(number: float) -> date | None:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return _SERIAL_BEGINS + timedelta(days=int(number))


def _of_text(text: str, latest: date) -> date | None:
    if found := _FIGURES.fullmatch(text):
        return _day(found[3], int(found[2]), found[1], latest)
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], int(found[2]), found[3], latest)
    if found := _WORDS.fullmatch(text):
        return _day(found[3], _months().get(found[2].lower(), 0), found[1], latest)
    return _of_serial(int(text)) if re.fullmatch(r"\d{4,5}", text) else None


def _day(year: str, month: int, day: str, latest: date) -> date | None:
    try:
        return date(_year(year, latest), month, int(day))
    except ValueError:
        return None


def _year(written: str, latest: date) -> int:
    if len(written) > 2:  # noqa: PLR2004  two figures
        return int(written)
    year = latest.year // _CENTURY * _CENTURY + int(written)
    return year if year <= latest.year else year - _CENTURY


@cache
def _months() -> dict[str, int]:
    return {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
