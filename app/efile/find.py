"""The lists of the e-File desk: inbox, sent, parked, my day, and what is searched for in either script."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, literal, or_, select, text
from sqlalchemy.orm import Session

from app.base.days import IST, office_day
from app.base.full_text import query as query_of
from app.base.full_text import sounds
from app.base.text import tidy
from app.efile.at import At
from app.efile.custody import carried
from app.efile.folders import folder_of
from app.efile.letter_verdict import FLAWED
from app.efile.model import Age, Classification, MyDay, Priority, Relation, Row
from app.efile.noting import Form, parse
from app.efile.posts import Posts
from app.efile.records import Carried, FileRow, LeafRow, NotingRow, ReceiptRow, YellowRow
from app.efile.walk import Place

if TYPE_CHECKING:
    from sqlalchemy import Row as SqlRow
    from sqlalchemy import Select

Where = Callable[[type[FileRow] | type[ReceiptRow]], ColumnElement[bool]]
_SHOWN = (
    "id",
    "number",
    "subject",
    "place",
    "holder",
    "sender",
    "arrived_at",
    "classification",
    "asked_back",
    "parked_until",
    "leaves_at",
    "leaving",
)
_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0970-\u097f]+")
"""What of a number is written in Hindi and may be typed in Latin letters; the centre's own are of Latin letters."""
_FRESH, _WAITING, _OLD = 2, 7, 30  # days
_KEEP = {
    FileRow: text(
        "INSERT OR REPLACE INTO efile_find (rowid, id, words, sound, numbers) "
        "SELECT rowid * 2, id, :words, :sound, :numbers FROM efile WHERE id = :id"
    ),
    ReceiptRow: text(
        "INSERT OR REPLACE INTO efile_find (rowid, id, words, sound, numbers) "
        "SELECT rowid * 2 + 1, id, :words, :sound, :numbers FROM efile_receipt WHERE id = :id"
    ),
}
_LOOK = text("SELECT id FROM efile_find WHERE efile_find MATCH :query ORDER BY rowid DESC LIMIT :most")


def index(session: Session, row: Carried) -> None:
    """Make a file findable by its subject and its notes, a receipt by subject and sender; both by their numbers."""
    words, numbers = (
        (_file_words(session, row), row.number) if isinstance(row, FileRow) else _receipt_words(row)
    )
    heard = sounds(f"{words} {' '.join(_DEVANAGARI.findall(numbers))}")
    facts = {"id": row.id, "words": tidy(words).lower(), "sound": heard, "numbers": numbers.lower()}
    session.flush()
    session.execute(_KEEP[type(row)], facts)


def inbox(session: Session, at: At) -> tuple[Row, ...]:
    """Return what lies with the post that acts, unopened or open; the longest waiting first."""
    return _rows(session, at, _lies_with(at))


def sent(session: Session, at: At) -> tuple[Row, ...]:
    """Return what this post has sent, what is leaving it, and its own files that lie with others."""
    return _rows(session, at, lambda of: or_(_leaves(at)(of), _lies_out(at)(of)))


def with_others(session: Session, at: At) -> tuple[Row, ...]:
    """Return what this post has sent and no longer has, and its own files that lie with others."""
    return _rows(session, at, _lies_out(at))


def _lies_out(at: At) -> Where:
    out = (Place.CLOSED.value, Place.IN_FILE.value)
    return lambda of: and_(
        of.holder != at.post,
        of.place.not_in(out),
        or_(of.sender == at.post, of.creator_post == at.post),
    )


def _leaves(at: At) -> Where:
    return lambda of: and_(of.holder == at.post, of.place == Place.LEAVING.value)


def parked(session: Session, at: At) -> tuple[Row, ...]:
    return _rows(session, at, lambda of: and_(of.holder == at.post, of.place == Place.PARKED.value))


def closed(session: Session, at: At) -> tuple[Row, ...]:
    return _rows(session, at, lambda of: and_(of.holder == at.post, of.place == Place.CLOSED.value))


def leaving(session: Session, at: At) -> tuple[Row, ...]:
    """Return what was sent and can still be had back."""
    return _rows(session, at, _leaves(at))


def my_day(session: Session, at: At) -> MyDay:
    today, lies_here = at.today(), _lies_with(at)
    midnight = datetime.combine(today, time.min, IST)
    fresh = _rows(session, at, lambda of: and_(lies_here(of), of.arrived_at >= midnight))
    flawed = _rows(session, at, lambda of: and_(of.holder == at.post, of.notice == FLAWED))
    return MyDay(
        pending={**dict.fromkeys(Age, 0), **Counter(_ages(session, at))},
        with_others=with_others(session, at),
        came_back=(*flawed, *(row for row in fresh if _was_sent(session, at, row.id) and row not in flawed)),
        due=tuple(row for row in parked(session, at) if row.parked_until and row.parked_until <= today),
        leaving=leaving(session, at),
    )


def search(session: Session, at: At, typed: str, limit: int) -> tuple[Row, ...]:
    """Return files and receipts whose words or numbers begin as typed or sound so; the newest first."""
    query = query_of(typed, words="words", digits=("numbers", "words"))
    if not query:
        return ()
    return _in_order(session, at, session.scalars(_LOOK, {"query": query, "most": limit}).all())


def row_of(session: Session, at: At, id: str) -> Row:
    """Return one file or receipt as a list shows it. Raises: InputError("efile.not-here")."""
    carried(session, id)
    return _in_order(session, at, [id])[0]


def _in_order(session: Session, at: At, ids: Sequence[str]) -> tuple[Row, ...]:
    """Return these files and receipts, in this order."""
    found = {
        line.id: line
        for of in (FileRow, ReceiptRow)
        for line in session.execute(_lines(of, lambda each: each.id.in_(ids)))
    }
    return _listed(session, at, [found[each] for each in ids if each in found])


def _rows(session: Session, at: At, where: Where) -> tuple[Row, ...]:
    """However long a list is, it is read whole; its columns alone, since ten thousand whole rows take a second."""
    found = (line for of in (FileRow, ReceiptRow) for line in session.execute(_lines(of, where)))
    return _listed(session, at, sorted(found, key=lambda line: line.arrived_at))


def _lines(of: type[FileRow] | type[ReceiptRow], where: Where) -> "Select[Any]":
    priority = of.priority if issubclass(of, FileRow) else literal(Priority.ORDINARY.value).label("priority")
    relation = of.relation if issubclass(of, FileRow) else literal(Relation.MAIN.value).label("relation")
    is_file = literal(issubclass(of, FileRow)).label("is_file")
    return select(*(getattr(of, name) for name in _SHOWN), priority, relation, is_file).where(where(of))


def _listed(session: Session, at: At, lines: "Iterable[SqlRow[Any]]") -> tuple[Row, ...]:
    posts, today = Posts(session, at.today()), at.today()
    named = functools.cache(posts.name)
    hands = _hands(session, at)
    kept = folder_of(session, at)

    def row(line: "SqlRow[Any]") -> Row:
        days = max(0, (today - office_day(line.arrived_at)).days)
        hand = hands.get(line.id)
        return Row(
            id=line.id,
            is_file=line.is_file,
            number=line.number,
            subject=line.subject,
            place=Place(line.place),
            holder=named(line.holder),
            sender=named(line.sender) if line.sender else None,
            arrived_at=line.arrived_at,
            days=days,
            age=_age(days),
            priority=Priority(line.priority),
            classification=Classification(line.classification),
            asked_back=line.asked_back,
            parked_until=line.parked_until,
            leaves_at=line.leaves_at,
            to=named(line.leaving["to"]) if line.leaving else None,
            mine=line.holder == at.post,
            folder=kept.get(line.id, "") if line.place == Place.AT_DESK else "",
            noting_by=posts.person(hand) if hand and line.holder == at.post else None,
            noting_mine=hand == at.acting.person.id,
            relation=Relation(line.relation),
        )

    return tuple(map(row, lines))


def _hands(session: Session, at: At) -> dict[str, str]:
    """Return in whose hand the yellow note of each file of this post is."""
    asked = select(YellowRow.file, YellowRow.person).where(YellowRow.post == at.post)
    return {line.file: line.person for line in session.execute(asked)}


def _lies_with(at: At) -> Where:
    here = (Place.AT_DESK.value, Place.UNOPENED.value)
    return lambda of: and_(of.holder == at.post, of.place.in_(here))


def _ages(session: Session, at: At) -> Iterator[Age]:
    """Return the age of all that lies here, however long the list."""
    where, today = _lies_with(at), at.today()
    for of in (FileRow, ReceiptRow):
        for arrived_at in session.scalars(select(of.arrived_at).where(where(of))):
            yield _age((today - office_day(arrived_at)).days)


def _age(days: int) -> Age:
    if days <= _FRESH:
        return Age.FRESH
    if days <= _WAITING:
        return Age.WAITING
    return Age.OLD if days <= _OLD else Age.OVERDUE


def _was_sent(session: Session, at: At, id: str) -> bool:
    lines = session.scalars(select(LeafRow.document).where(LeafRow.thing == id, LeafRow.kind == "movement"))
    return any(line["act"] == "sent" and line["post"] == at.post for line in lines)


def _file_words(session: Session, row: FileRow) -> str:
    notes = session.scalars(select(NotingRow.note).where(NotingRow.file == row.id).order_by(NotingRow.seq))
    return " ".join(
        [row.subject, *(found.body for note in notes if not isinstance(found := parse(note), Form))]
    )


def _receipt_words(row: ReceiptRow) -> tuple[str, str]:
    letter, sender = row.letter, row.letter.get("sender", {})
    words = (row.subject, *(str(sender.get(name, "")) for name in ("name", "designation", "organisation")))
    return " ".join(words), f"{row.number} {letter.get('letter_no', '')}"
