"""What a person typed into one field, made into the answer that is kept: one function a kind of field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from app.base.identity import (
    digits_of,
    holds_aadhaar,
    is_aadhaar,
    is_ifsc,
    is_mobile,
    is_pin_code,
    mark_aadhaar,
)
from app.base.money import figures, in_paise
from app.base.text import latin_digits, number_as_compared, tidy
from app.errors import InputError
from app.packs.model import Answer, Field, FieldKind

Kept = dict[str, Answer]
_HINDI = re.compile(r"[\u0900-\u0965\u0970-\u097f\u200c\u200d .]+")
_ENGLISH = re.compile(r"[A-Za-z .'-]+")
_WHOLE = re.compile(r"-?\d{1,15}")
_ACCOUNT = re.compile(r"\d{9,18}")
_DATES = ("%d-%m-%Y", "%Y-%m-%d")
_FIRST_DAY = date(1900, 1, 1)
_YES, _NO = frozenset({"yes", "y", "हाँ", "हां", "true"}), frozenset({"no", "n", "नहीं", "false"})
_MOST_TEXT = 500
_LARGEST = 2**53 - 1  # the largest whole number that canonical JSON holds (RFC 8785, from RFC 7493)


def kept(field: Field, typed: str | bool | tuple[str, ...], *, today: date, aadhaar_key: bytes) -> Kept:
    """Return the answer, keyed by the field; of an Aadhaar number its mask, and beside it its keyed token.

    Raises: InputError, whose reason says what is wrong with the value.
    """
    if field.kind is FieldKind.AADHAAR:
        return _aadhaar(field, _text(field, typed), aadhaar_key)
    if field.kind is FieldKind.DATE:
        return {field.id: _date(field, typed, today)}
    answer = _KINDS[field.kind](field, typed)
    _within_bounds(field, answer, today)
    return {field.id: answer}


def _within_bounds(field: Field, answer: Answer, today: date) -> None:
    """Hold an answer to the field's bounds: a number to its value, text to its length. Raises: InputError."""
    size = len(answer) if isinstance(answer, str | tuple) else int(answer)
    if field.least is not None and size < field.least:
        raise _wrong(field, _bound_key(field, "least"), least=_shown(field, field.least))
    most = today.year if field.until_this_year else field.most
    if most is not None and size > most:
        raise _wrong(field, _bound_key(field, "most"), most=_shown(field, most))


def _bound_key(field: Field, side: str) -> str:
    by_value = field.kind in {FieldKind.NUMBER, FieldKind.MONEY}
    return f"answer.{'value' if by_value else 'length'}-{side}"


def _shown(field: Field, bound: int) -> str | int:
    return figures(in_paise(Decimal(bound) / 100)) if field.kind is FieldKind.MONEY else bound


def _aadhaar(field: Field, typed: str, key: bytes) -> Kept:
    if not is_aadhaar(typed):
        raise _wrong(field, "answer.aadhaar-wrong")
    mark = mark_aadhaar(typed, key)
    return {field.id: mark.masked, f"{field.id}_token": mark.token}


def _line(field: Field, typed: object) -> Answer:
    text = tidy(_text(field, typed))
    if len(text) > _MOST_TEXT:
        raise _wrong(field, "answer.length-most", most=_MOST_TEXT)
    if not field.pattern and holds_aadhaar(text):  # one with a pattern says itself what it holds
        raise _wrong(field, "answer.holds-aadhaar")
    if field.pattern and not re.fullmatch(field.pattern, text):
        raise _wrong(field, "answer.pattern")
    return _as_given(field, text)


def _as_given(field: Field, text: str) -> str:
    """Return a number of the usual form as it was given, however it was typed; one of another form stays as it is."""
    usual = field.usual is not None and bool(field.usual.pattern) and field.usual.covers(text)
    return number_as_compared(text) if usual else text


def _lines(field: Field, typed: object) -> Answer:
    rows = [str(_line(field, row)) for row in _text(field, typed).splitlines()]
    if holds_aadhaar(" ".join(rows)):
        raise _wrong(field, "answer.holds-aadhaar")
    return "\n".join(row for row in rows if row)


def _name_hindi(field: Field, typed: object) -> Answer:
    name = str(_line(field, typed))
    if not _HINDI.fullmatch(name) or _letters(name) < 2:  # noqa: PLR2004  one letter is no name
        raise _wrong(field, "answer.name-hindi")
    return name


def _name_english(field: Field, typed: object) -> Answer:
    name = str(_line(field, typed))
    if not _ENGLISH.fullmatch(name) or _letters(name) < 2:  # noqa: PLR2004
        raise _wrong(field, "answer.name-english")
    return name.title() if name.islower() else name  # typed in a hurry; any capital is somebody's own choice


def _letters(name: str) -> int:
    return sum(unicodedata.category(letter).startswith("L") for letter in name)


def _number(field: Field, typed: object) -> Answer:
    digits = _figure(field, typed)
    if not _WHOLE.fullmatch(digits):
        raise _wrong(field, "answer.number")
    return int(digits)


def _money(field: Field, typed: object) -> Answer:
    try:
        paise = in_paise(Decimal(_figure(field, typed).removeprefix("₹")))
    except (InvalidOperation, ValueError, OverflowError, InputError) as wrong:
        raise _wrong(field, "answer.money") from wrong
    if not 0 <= paise <= _LARGEST:
        raise _wrong(field, "answer.money")
    return paise


def _figure(field: Field, typed: object) -> str:
    """Return the figure without spaces and grouping; a sign stays, to be refused rather than lost."""
    return re.sub(r"[\s,]", "", latin_digits(_text(field, typed)))


def _date(field: Field, typed: object, today: date) -> Answer:
    text = re.sub(r"[./ ]+", "-", latin_digits(_text(field, typed)).strip())
    day = next((found for form in _DATES if (found := _parsed(text, form))), None)
    if day is None:
        raise _wrong(field, "answer.date")
    if not _FIRST_DAY <= day <= today:
        raise _wrong(field, "answer.date-out-of-range")
    return day.isoformat()


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007  a calendar day has no zone
    except ValueError:
        return None


def _choice(field: Field, typed: object) -> Answer:
    chosen = _text(field, typed)
    if chosen not in {choice.id for choice in field.choices}:
        raise _wrong(field, "answer.choice")
    return chosen


def _many(field: Field, typed: object) -> Answer:
    chosen = {typed} if isinstance(typed, str) else set(typed) if isinstance(typed, tuple) else {None}
    known = [choice.id for choice in field.choices]
    if not chosen <= set(known):
        raise _wrong(field, "answer.choice")
    return tuple(choice for choice in known if choice in chosen)


def _yes_no(field: Field, typed: object) -> Answer:
    said = typed if isinstance(typed, bool) else str(typed).strip().lower()
    if said is True or said in _YES:
        return True
    if said is False or said in _NO:
        return False
    raise _wrong(field, "answer.yes-no")


def _mobile(field: Field, typed: object) -> Answer:
    digits = digits_of(_text(field, typed)).removeprefix("+91")
    if not is_mobile(digits):
        raise _wrong(field, "answer.mobile")
    return digits


def _pin_code(field: Field, typed: object) -> Answer:
    if not is_pin_code(_text(field, typed)):
        raise _wrong(field, "answer.pin-code")
    return digits_of(_text(field, typed))


def _ifsc(field: Field, typed: object) -> Answer:
    code = tidy(latin_digits(_text(field, typed))).upper().replace(" ", "")
    if not is_ifsc(code):
        raise _wrong(field, "answer.ifsc")
    return code


def _account(field: Field, typed: object) -> Answer:
    digits = digits_of(_text(field, typed))
    if not _ACCOUNT.fullmatch(digits):
        raise _wrong(field, "answer.account")
    return digits


def _text(field: Field, typed: object) -> str:
    if not isinstance(typed, str):
        raise _wrong(field, "answer.not-text")
    return typed


def _wrong(field: Field, key: str, **facts: str | int) -> InputError:
    return InputError(reason=key, field=field.id, **facts)


_KINDS: Mapping[FieldKind, Callable[[Field, object], Answer]] = {
    FieldKind.TEXT: _line,
    FieldKind.ADDRESS: _lines,
    FieldKind.NAME_HINDI: _name_hindi,
    FieldKind.NAME_ENGLISH: _name_english,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.CHOICE: _choice,
    FieldKind.MANY: _many,
    FieldKind.YES_NO: _yes_no,
    FieldKind.MOBILE: _mobile,
    FieldKind.PIN_CODE: _pin_code,
    FieldKind.IFSC: _ifsc,
    FieldKind.ACCOUNT: _account,
}
