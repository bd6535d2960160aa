"""By which words and numbers is an application found, and what is asked of the index for what was typed?"""

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, literal_column, select, text
from sqlalchemy.orm import Session

from app.base.full_text import query as query_of
from app.base.full_text import sounds
from app.base.identity import digits_of
from app.base.text import latin_digits, tidy
from app.counter.records import ApplicationRow, PaymentRow
from app.records.marks import mark, set_mark
from app.records.tables import JournalRow

_KEEP = text(
    "INSERT OR REPLACE INTO application_find (rowid, id, name, sound, numbers) "
    "SELECT rowid, id, :name, :sound, :numbers FROM application WHERE id = :id"
)
_KEEP_TOO = text(
    "UPDATE application_find SET numbers = numbers || ' ' || (:numbers ->> ('$.\"' || a.id || '\"')) "
    "FROM application AS a WHERE application_find.rowid = a.rowid AND a.id IN (SELECT key FROM json_each(:numbers))"
)
_INDEXED = "find.indexed"  # up to which row both ends of every number are in the index
_ROWID: ColumnElement[int] = literal_column("application.rowid")
_AT_ONCE = 25  # nobody at the counter waits for more
_CHARGE = ("charge.taken", "charge.corrected")
_ENDS = "z"
"""Begins a number that stands backwards in the index: its last digits are looked up as fast as its first ones."""
_FEWEST = 3  # last digits that say anything


def index(session: Session, row: ApplicationRow) -> None:
    """Make the application findable by its name in either script and by all its numbers, from either end."""
    names = " ".join(str(row.answers.get(key, "")) for key in ("applicant_name", "applicant_name_english"))
    session.flush()
    numbers = " ".join(map(_from_either_end, filter(None, _numbers(session, row))))
    facts = {"id": row.id, "name": tidy(names).lower(), "sound": sounds(names), "numbers": numbers}
    session.execute(_KEEP, facts)


def findable_too(session: Session, numbers: Mapping[str, str]) -> None:
    """Make applications findable by one number more each; the keys are their ids."""
    added = {key: _from_either_end(number) for key, number in numbers.items()}
    session.execute(_KEEP_TOO, {"numbers": json.dumps(added)})


def index_older(session: Session) -> bool:
    """Make some more findable that an earlier program kept by less than `index` does; say whether there were any."""
    done = int(mark(session, _INDEXED) or 0)
    older = select(_ROWID, ApplicationRow).where(done < _ROWID).order_by(_ROWID).limit(_AT_ONCE)
    rows = session.execute(older).all()
    for _, row in rows:
        index(session, row)
    if rows:
        set_mark(session, _INDEXED, str(rows[-1][0]))
    return bool(rows)


def query(typed: str) -> str:
    """Return the FTS5 query; empty where nothing can be searched."""
    written = tidy(latin_digits(typed)).lower().split()
    numbers = [word for word in map(digits_of, written) if word.isdigit()]
    names = " ".join(word for word in written if not digits_of(word).isdigit())
    named = query_of(names, words="name", digits=("numbers",))
    return " AND ".join(filter(None, (named, *map(_number, numbers))))


def _number(digits: str) -> str:
    begins = f'numbers : "{digits}" *'
    return f'({begins} OR numbers : "{_ENDS}{digits[::-1]}" *)' if len(digits) >= _FEWEST else begins


def _numbers(session: Session, row: ApplicationRow) -> Iterator[str]:
    yield from (row.mobile, row.application_number, row.registration_number)
    yield from (str(row.answers.get(name, ""))[-4:] for name in _aadhaar_fields(row))
    if row.filed_on:  # before, no money has come
        yield from session.scalars(select(PaymentRow.gateway_ref).where(PaymentRow.application == row.id))
        entries = select(JournalRow.body).where(JournalRow.subject == row.id, JournalRow.kind.in_(_CHARGE))
        yield from (str(json.loads(body).get("reference", "")) for body in session.scalars(entries))


def _aadhaar_fields(row: ApplicationRow) -> Iterator[str]:
    """Only of an Aadhaar number a token is kept beside its mask."""
    return (name.removesuffix("_token") for name in row.answers if name.endswith("_token"))


def _from_either_end(number: str) -> str:
    last = number[len(number.rstrip("0123456789")) :]
    return f"{number} {_ENDS}{last[::-1]}".lower() if last else number.lower()
