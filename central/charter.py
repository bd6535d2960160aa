"""What one centre is set up with: its number forms, its gateway, the texts it sends. Read strictly from TOML."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from app.base.text import number_as_compared
from app.base.words import Words
from app.errors import InputError

FILE = "centre.toml"
NUMBERS = ("application", "registration", "gateway")
_NO_CODE = MappingProxyType({"code": "", "office": ""})  # no desk enrols by a code that everybody knows
NOTICES = ("registered", "objection", "rejected", "challan-verified", "user-charge-due", "registration-void")
LATER_NOTICES = ("cancelled", "refund-made", "refund-sent")
"""A centre that was set up before there were these sends none: their texts need the registry's word first."""


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a citizen is told, in Hindi; `{...}` names a fact of the application. `template` is the registry's id."""

    template: str
    hi: str


@dataclass(frozen=True, slots=True)
class ObjectionText:
    words: Words
    fields: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Charter:
    """`numbers` maps a kind of number to its form; `book_size` is how many numbers one lease holds."""

    name: Words
    training_code: str
    training_office: str
    numbers: Mapping[str, str]
    series: tuple[str, ...]
    book_size: int
    payee: str
    payee_name: str
    objection: ObjectionText
    rejection: Words
    challan_refused: Words
    notices: Mapping[str, NoticeText]

    def number(self, kind: str, day: date, seq: int, prefix: str = "") -> str:
        """Return the `seq`th number of `kind` in the calendar year of `day`; `prefix` is the service's."""
        return self.numbers[kind].format(yy=f"{day:%y}", seq=seq, prefix=prefix)

    def as_given(self, kind: str, written: str, prefix: str = "") -> str:
        """Return what somebody wrote in the form that `number` gives; nothing, where it is of another form."""
        gaps = {"yy": r"(?P<yy>\d\d)", "seq": r"(?P<seq>\d{1,12})", "prefix": _apart(prefix)}
        parts = Formatter().parse(self.numbers[kind])
        shape = "".join(_apart(text) + (gaps[gap] if gap else "") for text, gap, _, _ in parts)
        found = re.fullmatch(re.sub("-+", "-", shape).strip("-"), number_as_compared(written))
        if found is None:
            return ""
        return self.numbers[kind].format(yy=found["yy"], seq=int(found["seq"]), prefix=prefix)


def _apart(text: str) -> str:
    """Return letters as they are compared, with one dash for whatever stands between them."""
    return re.sub(r"[\W_]+", "-", text.upper())


def read_charter(folder: Path) -> Charter:
    """Read `centre.toml` of `folder`. Raises: InputError("centre.data-wrong") naming the file and the key."""
    file = folder / FILE
    try:
        return _charter(tomllib.loads(file.read_text("utf-8")))
    except OSError as wrong:
        raise InputError(reason="centre.data-wrong", file=str(file), key=str(wrong.strerror)) from wrong
    except (
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
    ) as wrong:  # a TOML or UTF-8 mistake is a ValueError
        raise InputError(reason="centre.data-wrong", file=file.name, key=str(wrong)) from wrong


def _charter(found: dict[str, Any]) -> Charter:
    enrolment = found.get("enrolment", _NO_CODE)
    return Charter(
        name=Words(**found["name"]),
        training_code=enrolment["code"],
        training_office=enrolment["office"],
        numbers=_numbers(**found["numbers"]),
        series=tuple(found["books"]["series"]),
        book_size=int(found["books"]["size"]),
        payee=found["gateway"]["payee"],
        payee_name=found["gateway"]["payee_name"],
        objection=_objection(**found["objection"]),
        rejection=Words(**found["rejection"]),
        challan_refused=Words(**found["challan_refused"]),
        notices=_notices(found["notices"]),
    )


def _numbers(**forms: str) -> Mapping[str, str]:
    """Return the forms of the numbers, each tried once. Raises: KeyError, ValueError."""
    for kind in NUMBERS:
        forms[kind].format(yy="26", seq=1, prefix="")
    return MappingProxyType(forms)


def _notices(texts: dict[str, Any]) -> Mapping[str, NoticeText]:
    names = (*NOTICES, *(name for name in LATER_NOTICES if name in texts))
    return MappingProxyType({name: NoticeText(**texts[name]) for name in names})


def _objection(hi: str, en: str, fields: list[str], documents: list[str]) -> ObjectionText:
    """Return the text, tried once. Raises: KeyError, for a gap that nothing fills."""
    for text in (hi, en):
        text.format(paper="")
    return ObjectionText(Words(hi, en), tuple(fields), tuple(documents))
