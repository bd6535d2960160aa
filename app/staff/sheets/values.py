"""What one cell says, in the one form that is kept, and what is wrong with it: one function a kind of field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from app.base.identity import digits_of, holds_aadhaar, is_aadhaar, is_mobile, mark_aadhaar
from app.base.text import latin_digits, tidy
from app.staff.sheets.columns import plain
from app.staff.sheets.dates import day_of, is_no_such_day, nearly
from app.staff.sheets.grid import Cell
from app.staff.sheets.meant import meant_by
from app.staff.sheets.model import Facts, Field, Kind, Severity

_JOINERS = str.maketrans("", "", "\u200c\u200d\u2060\u00ad")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_LONG_NUMBER = re.compile(r"(?:\d[ -]?){12}")
_LOOKS_AADHAAR = re.compile(r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)")
_MASKED = re.compile(r"[Xx*]{4}[ -]?[Xx*]{4}[ -]?(\d{4})")
_GOVERNMENT = re.compile(r"(?:[a-z0-9-]+\.)*(?:nic|gov)\.in")
_MAIL = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_TWO_MOBILES = re.compile(r"(\d{10})\s*[/,;&]\s*\+?\d{10,12}")
_TIDY = re.compile(r"[\u0900-\u097f!-~]+(?: [\u0900-\u097f!-~]+)*")  # as most cells are: nothing to be done
_PLAIN_HINDI = re.compile(r"[\u0900-\u097f\x20-\x7e]+")
_BETWEEN_MAILS = re.compile(r"[\s,;/|&]+")
_GOOD_MAIL = re.compile(rf"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?@{_GOVERNMENT.pattern}")
_INNER_SPACE = re.compile(r"[a-z0-9_-] +[a-z0-9_-]")
_TWELVE = re.compile(r"[0-9]{12}")
_GOOD_MOBILE = re.compile(r"[6-9][0-9]{9}")
_NAME = re.compile(r"[\u0900-\u0965\u0970-\u097fA-Za-z .'’()/-]+")
_LETTERS = r"[\u0900-\u0965\u0970-\u097fA-Za-z.'’()/-]"
_PLAIN_NAME = re.compile(rf"{_LETTERS}{{2,}}(?: {_LETTERS}+)*")
_ACCENTED = re.compile(
    "\\b[A-Z][a-z]*[\u00df-\u00f6\u00f8-\u00ff][a-z\u00df-\u00f6\u00f8-\u00ff]*\\b"
)  # José, Müller
_TWO_NAMES = re.compile(r"\w\s*/\s*\w")
_LATE = re.compile(r"^(?:स्व[.०0]|स्वर्गीय\b|late\b)", re.IGNORECASE)
_VACANT = re.compile(r"(?:पद\s*)?(?:रिक्त|खाली)(?:\s*(?:पद|है))*|(?:post\s*)?vacant(?:\s*post)?", re.IGNORECASE)
VACANT = "name.vacant"
_OWN_NAMES = frozenset({"name", "name_english"})
_NO_NAME = frozenset({"", "-", "--", "—"})
_PLAIN_CODE = re.compile(r"[A-Z][A-Z0-9]{4,}")  # longer than any way of writing that there is none
_AROUND = re.compile(r"""[-.'"‘’“”() ]+""")  # Group-C, समूह ‘ग’, पु.
_DIGIT = re.compile(r"\d")
_SHORTENED = re.compile("(?<=[\u0900-\u097f])[0०]")  # डा0, मो0: a nought stands for the point
_MOST_EXACT = 10**15  # a spreadsheet keeps fifteen figures and makes the rest zeros
_MOST_DIGITS = 16
ONLY_MASK = "aadhaar.only-mask"
_AADHAAR_LENGTH, _MOBILE_LENGTH = 12, 10
_YOUNGEST, _OLDEST = 18, 62
_SHORTEST_NAME = 2
_FAR_AHEAD = timedelta(days=60 * 366)
_NOTHING = frozenset({"", "-", "--", "—", "na", "n/a", "n.a.", "nil", "null", "none", "शून्य", "0"})


@dataclass(frozen=True, slots=True)
class Tell:
    """What is wrong with a cell. `proposal` is the mended value, where one can be proposed without guessing."""

    key: str
    facts: Facts = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A value that is not simply good. `token` stands beside an Aadhaar's mask; `raw` replaces what was typed."""

    value: str
    tells: tuple[Tell, ...] = ()
    token: str = ""
    raw: str | None = None


Judged = str | Told
Judge = Callable[[Cell], Judged]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the judges of one sheet need to know beyond the cell. An empty `office` is any office."""

    office: str
    today: date
    designations: Mapping[str, str]
    offices: Mapping[str, str]
    aadhaar_key: bytes


def judge_of(field: Field, ground: Ground) -> Judge:
    """Return the function that normalises and judges one cell of the field."""
    if field.kind is Kind.CHOICE:
        return partial(_choice, field)
    if field.id in _OWN_NAMES:
        return _own_name
    return _ALONE.get(field.kind) or partial(_ON_GROUND[field.kind], ground)


def text_of(cell: Cell) -> str:
    """Return a cell's text: no joiners and marks, whole numbers without a point, a day in ISO form."""
    if isinstance(cell, str):
        if _TIDY.fullmatch(cell) and unicodedata.is_normalized("NFC", cell):
            return cell
        return " ".join(cell.split()) if cell.isascii() else tidy(cell.translate(_JOINERS))
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def masked(text: str) -> str:
    """Return the text with whatever looks like an Aadhaar number hidden but for its last four figures."""
    return _LOOKS_AADHAAR.sub(lambda found: f"XXXX XXXX {found[0][-4:]}", latin_digits(text))


def _text(cell: Cell) -> Judged:
    text = text_of(cell)
    if _LONG_NUMBER.search(text) and holds_aadhaar(text):
        hidden = masked(text)
        return Told(hidden, (Tell("cell.holds-aadhaar", proposal=hidden),), raw=hidden)
    return text if text.isascii() or _PLAIN_HINDI.fullmatch(text) else _without_pictures(text)


def _without_pictures(text: str) -> Judged:
    """Return the text without emoji and characters that no font of an office has."""
    kept = "".join(
        letter for letter in text if unicodedata.category(letter) not in {"So", "Cs", "Co", "Cn", "Sk"}
    )
    kept = " ".join(kept.replace("\ufe0f", "").split())
    return text if kept == text else Told(kept, (Tell("cell.pictures", severity=Severity.WARNING),))


def _name(cell: Cell) -> Judged:
    if isinstance(cell, str) and _PLAIN_NAME.fullmatch(cell) and unicodedata.is_normalized("NFC", cell):
        return cell
    judged = _text(cell)
    name = judged.value if isinstance(judged, Told) else judged
    tells = judged.tells if isinstance(judged, Told) else ()
    if name in _NO_NAME:
        return ""
    spelled = _SHORTENED.sub("", name)
    if _DIGIT.search(spelled):
        return Told(name, (*tells, Tell("name.digits")), raw=masked(name))
    if not _NAME.fullmatch(_ACCENTED.sub("X", spelled)):
        return Told(name, (*tells, Tell("name.odd")))
    if len(name) < _SHORTEST_NAME:
        return Told(name, (*tells, Tell("name.short")))
    return judged


def _own_name(cell: Cell) -> Judged:
    """Judge the name of somebody who serves: of one person, and of one who lives."""
    judged = _name(cell)
    name = judged.value if isinstance(judged, Told) else judged
    if _VACANT.fullmatch(name):
        return Told(name, (Tell(VACANT),))
    said = [key for key, sign in (("name.two", _TWO_NAMES), ("name.late", _LATE)) if sign.search(name)]
    if not said:
        return judged
    tells = judged.tells if isinstance(judged, Told) else ()
    return Told(name, (*tells, *(Tell(key, severity=Severity.WARNING) for key in said)))


def _digits(cell: Cell) -> Told | str:
    """Return the figures of a number that must keep each of them, or say how it was damaged."""
    text = text_of(cell).lstrip("'`").strip()
    if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS:
        return text if text != "0" else ""
    if text.lower() in _NOTHING:
        return ""
    if _SCIENTIFIC.fullmatch(text):
        return Told(text, (Tell("cell.scientific"),))
    if isinstance(cell, float) and not cell.is_integer():
        return Told(text, (Tell("cell.not-whole"),))
    if isinstance(cell, float | int) and abs(cell) >= _MOST_EXACT:
        return Told(text, (Tell("cell.digits-lost"),))
    return text if text.isascii() else latin_digits(text)


def _code(cell: Cell) -> Judged:
    if isinstance(cell, str) and _PLAIN_CODE.fullmatch(cell):
        return cell
    found = _digits(cell)
    if isinstance(found, Told):
        return found
    if _LONG_NUMBER.search(found) and is_aadhaar(found):
        return Told(masked(found), (Tell("cell.holds-aadhaar"),), raw=masked(found))
    return found.upper().replace(" ", "")


def _mobile(cell: Cell) -> Judged:
    found = _digits(cell)
    if isinstance(found, Told) or not found or _GOOD_MOBILE.fullmatch(found):
        return found
    if two := _TWO_MOBILES.fullmatch(found):
        return Told(found, (Tell("mobile.two", proposal=two[1]),))
    number = _without_country(digits_of(found))
    if is_mobile(number):
        return number
    shown = masked(found)
    if not number.isdecimal():
        return Told(shown, (Tell("mobile.no-number"),), raw=shown)
    if len(number) != _MOBILE_LENGTH:
        return Told(shown, (Tell("mobile.length", {"digits": len(number)}),), raw=shown)
    return Told(number, (Tell("mobile.first-digit"),))


def _without_country(digits: str) -> str:
    plain_digits = digits.removeprefix("+")
    for before in ("91", "091", "0091", "0"):
        if plain_digits.startswith(before) and len(plain_digits) == len(before) + _MOBILE_LENGTH:
            return plain_digits.removeprefix(before)
    return plain_digits


def _aadhaar(ground: Ground, cell: Cell) -> Judged:
    """Nothing but the mask and the token leaves this function, whatever was typed."""
    is_number = isinstance(cell, str) and _TWELVE.fullmatch(cell)
    if not is_number and isinstance(cell, str) and (known := _MASKED.fullmatch(cell.strip())):
        return Told(f"XXXX XXXX {known[1]}", (Tell(ONLY_MASK),))
    found = str(cell) if is_number else _digits(cell)
    if isinstance(found, Told):
        return Told("", found.tells, raw="XXXX")
    if not found:
        return ""
    number = digits_of(found)
    if not is_aadhaar(number):
        return _no_aadhaar(number)
    mark = mark_aadhaar(number, ground.aadhaar_key)
    return Told(mark.masked, token=mark.token)


def _no_aadhaar(number: str) -> Told:
    shown = f"XXXX XXXX {number[-4:]}"
    if not number.isdecimal():
        return Told("", (Tell("aadhaar.no-number"),), raw="XXXX")
    if len(number) != _AADHAAR_LENGTH:
        return Told("", (Tell("aadhaar.length", {"digits": len(number)}),), raw=shown)
    return Told("", (Tell("aadhaar.wrong"),), raw=shown)


def _email(cell: Cell) -> Judged:
    return cell if isinstance(cell, str) and _is_good_mail(cell) else _address(text_of(cell).lower())


def _address(text: str) -> Judged:
    if _is_good_mail(text):
        return text
    if text in _NOTHING:
        return ""
    spelled = text.replace("[at]", "@").replace("(at)", "@").replace("[dot]", ".").replace("(dot)", ".")
    is_apart = _INNER_SPACE.search(spelled.strip(".,;:<> ")) is not None
    address = spelled.replace(" ", "").removeprefix("mailto:").strip(".,;:<>")
    domain = address.rpartition("@")[2]
    if _LONG_NUMBER.search(address) and holds_aadhaar(address):
        return Told(masked(address), (Tell("cell.holds-aadhaar"),), raw=masked(address))
    if not _MAIL.fullmatch(address):
        return Told(address, (_no_one_mail(text),))
    if not _GOVERNMENT.fullmatch(domain):
        tell = Tell("email.private", {"domain": domain}, proposal=_meant(address, domain))
        return Told(address, (tell,))
    return Told(address, (Tell("email.space", proposal=address),), raw=text) if is_apart else address


def _is_good_mail(text: str) -> bool:
    return bool(_GOOD_MAIL.fullmatch(text)) and not _LONG_NUMBER.search(text)


def _no_one_mail(text: str) -> Tell:
    """Where several addresses are written, the government's is the one that is asked for."""
    addresses = [each for each in _BETWEEN_MAILS.split(text) if "@" in each]
    if len(addresses) < 2:  # noqa: PLR2004  two are several
        return Tell("email.wrong")
    return Tell("email.two", proposal=next(filter(_GOOD_MAIL.fullmatch, addresses), None))


def _meant(address: str, domain: str) -> str | None:
    """Return the address with its domain spelled right, where it is one slip away from the government's."""
    for slip, meant in (
        ("nic.com", "nic.in"), ("nic.co.in", "nic.in"), ("nic.im", "nic.in"), ("nic.ni", "nic.in"),
        ("gov.com", "gov.in"), ("gov.im", "gov.in"), ("govt.in", "gov.in"), ("gov.co.in", "gov.in"),
    ):  # fmt: skip
        if domain == slip or domain.endswith("." + slip):
            return address.removesuffix(slip) + meant
    return None


def _choice(field: Field, cell: Cell) -> Judged:
    text = text_of(cell)
    if text.lower() in _NOTHING:
        return ""
    spelled = latin_digits(text).lower()
    known = field.choices.get(spelled) or field.choices.get(_AROUND.sub(" ", spelled).strip())
    shown = masked(text)
    return known or Told(shown, (Tell("cell.not-a-choice", {"choices": _ways(field)}),), raw=shown)


def _ways(field: Field) -> str:
    """Return how each choice is written in Hindi, in the order of the schema."""
    first: dict[str, str] = {}
    for written, kept in field.choices.items():
        if not written.isascii():
            first.setdefault(kept, written)
    return ", ".join(first.values())


def _designation(ground: Ground, cell: Cell) -> Judged:
    judged = _text(cell)
    if isinstance(judged, Told) or not judged or not ground.designations:
        return judged
    if known := ground.designations.get(plain(judged)):
        return known
    found = meant_by(judged, ground.designations)
    if found is None:  # offices have posts that no list knows yet: somebody looks, nobody is stopped
        return Told(judged, (Tell("designation.unknown", severity=Severity.WARNING),))
    meant, is_slip = found
    severity = Severity.ERROR if is_slip else Severity.WARNING
    tell = Tell("designation.did-you-mean", {"meant": meant}, severity=severity, proposal=meant)
    return Told(judged, (tell,))


def _office(ground: Ground, cell: Cell) -> Judged:
    code = masked(text_of(cell)).upper().replace(" ", "")
    if not code:
        return ""
    if ground.offices and code not in ground.offices:
        return Told(code, (Tell("office.unknown"),))
    if ground.office and code != ground.office.upper():
        facts = {"code": code, "name": ground.offices.get(code, code), "office": ground.office}
        return Told(code, (Tell("office.of-other", facts),))
    return code


def _birth(ground: Ground, cell: Cell) -> Judged:
    judged = _day(cell, ground.today)
    if isinstance(judged, Told) or not judged:
        return judged
    age = age_on(ground.today, date.fromisoformat(judged))
    if _YOUNGEST <= age <= _OLDEST:
        return judged
    key = "birth.too-young" if age < _YOUNGEST else "birth.too-old"
    return Told(judged, (Tell(key, {"age": age, "least": _YOUNGEST, "most": _OLDEST}),))


def _past(ground: Ground, cell: Cell) -> Judged:
    judged = _day(cell, ground.today)
    if isinstance(judged, str) and judged > ground.today.isoformat():
        return Told(judged, (Tell("date.ahead"),))
    return judged


def _date(ground: Ground, cell: Cell) -> Judged:
    return _day(cell, ground.today + _FAR_AHEAD)


def _day(cell: Cell, latest: date) -> Judged:
    written = cell if not isinstance(cell, str) else text_of(cell)
    if isinstance(written, str) and written.lower() in _NOTHING:
        return ""
    if found := day_of(written, latest=latest):
        return found.isoformat()
    shown = masked(text_of(cell))
    meant = nearly(text_of(cell), latest=latest)
    key = "date.no-such-day" if is_no_such_day(text_of(cell), latest=latest) else "date.none"
    return Told(shown, (Tell(key, proposal=meant.isoformat() if meant else None),), raw=shown)


def age_on(day: date, born: date) -> int:
    """Return the age in full years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


_ALONE: Mapping[Kind, Judge] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.CODE: _code,
    Kind.MOBILE: _mobile,
    Kind.EMAIL: _email,
}
_ON_GROUND: Mapping[Kind, Callable[[Ground, Cell], Judged]] = {
    Kind.AADHAAR: _aadhaar,
    Kind.BIRTH: _birth,
    Kind.PAST: _past,
    Kind.DATE: _date,
    Kind.DESIGNATION: _designation,
    Kind.OFFICE: _office,
}
