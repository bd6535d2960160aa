"""The registers an officer owes: files, letters, issues, movements, what lies with others, what each month brought."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.base.days import day_words, from_iso, office_day
from app.base.words import Language, Words
from app.efile import find, letter_verdict
from app.efile.addressee import Delivery
from app.efile.at import At
from app.efile.leaves import DRAFT, MOVEMENT
from app.efile.movement_tables import MOVES, cells
from app.efile.movements import reader
from app.efile.posts import Posts, all_offices
from app.efile.records import FileRow, LeafRow, ReceiptRow
from app.efile.walk import Place
from app.ports.report import ReportTable, Told, Tone
from app.words import words

Line = tuple[tuple[str, str], Sequence[str | Told]]
"""What a row tells of (a file or letter, and an issue in it), and its cells."""
KINDS = ("files", "letters", "issues", "moves", "with-others", "months")
_LATE, A_DAY = 7, timedelta(days=1)  # days with somebody else
_WITH_SOMEBODY = frozenset({Place.AT_DESK, Place.UNOPENED, Place.LEAVING})
_SHARES: dict[str, dict[str, int]] = {
    "files": {"number": 4, "subject": 7, "class": 2, "made": 2, "notes": 1, "pages": 1, "stands": 4},
    "letters": {
        "number": 3,
        "subject": 6,
        "from": 5,
        "letter": 3,
        "received": 2,
        "came-by": 2,
        "stands": 4,
    },
    "issues": {
        "number": 4,
        "subject": 6,
        "to": 5,
        "sent": 2,
        "went-by": 2,
        "reference": 3,
        "acknowledged": 5,
    },
    "moves": {"number": 4, "subject": 5, **MOVES},
    "with-others": {"number": 4, "subject": 7, "with": 4, "office": 4, "since": 2, "days": 1},
    "months": {"month": 2, "created": 2, "diarised": 2, "came": 2, "forwarded": 2, "closed": 2},
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A report is in one language and about the days from `since` to `until`, both inclusive."""

    session: Session
    at: At
    since: date
    until: date
    language: Language
    posts: Posts = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "posts", Posts(self.session, self.at.today()))

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until

    def say(self, said: Words) -> str:
        return said.in_language(self.language)

    def word(self, key: str, **facts: object) -> str:
        return self.say(words(key, **facts))


def table(asked: Asked, kind: str) -> ReportTable:
    """Return a report. Raises: KeyError, for a kind that is none of `KINDS`."""
    lines = tuple(_ROWS[kind](asked))
    shares = _SHARES[kind]
    return ReportTable(
        asked.word(f"efile-report.{kind}"),
        tuple(asked.word(f"efile-report.column-{name}") for name in shares),
        tuple(shares.values()),
        tuple(tuple(told if isinstance(told, Told) else Told(told) for told in row) for _, row in lines),
        tuple(refers for refers, _ in lines),
    )


def _files(asked: Asked) -> Iterator[Line]:
    """Every file that this post made or had in its hands, made in the time asked for."""
    found = asked.session.scalars(select(FileRow).where(_known(FileRow, asked)).order_by(FileRow.created_at))
    for row in found:
        if asked.holds(office_day(row.created_at)):
            class_ = asked.word(f"efile-ui.class-{row.classification}")
            made, stands = day_words(office_day(row.created_at)), _stands(asked, row)
            cells = (row.number, row.subject, class_, made, str(row.notes), str(row.pages), stands)
            yield (row.id, ""), cells


def _letters(asked: Asked) -> Iterator[Line]:
    """Every letter that this post diarised or had in its hands, received in the time asked for."""
    order = ReceiptRow.created_at
    for row in asked.session.scalars(select(ReceiptRow).where(_received(asked)).order_by(order)):
        told, sender = row.letter, row.letter.get("sender", {})
        received = date.fromisoformat(told["received_on"])
        if asked.holds(received):
            names = (str(sender.get(name, "")) for name in ("name", "designation", "organisation"))
            written = date.fromisoformat(told["letter_date"]) if told.get("letter_date") else None
            letter = " · ".join(
                filter(None, (told.get("letter_no", ""), day_words(written) if written else ""))
            )
            came = asked.word(f"efile-ui.delivery-{told['delivery']}")
            cells = (
                row.number,
                row.subject,
                ", ".join(filter(None, names)),
                letter,
                day_words(received),
                came,
                _stands(asked, row),
            )
            yield (row.id, ""), cells


def _issues(asked: Asked) -> Iterator[Line]:
    """Every letter that went out of a file of this post in the time asked for, and every number that stays void."""
    known = select(FileRow.id).where(_known(FileRow, asked))
    drafts = select(LeafRow).where(LeafRow.kind == DRAFT, LeafRow.thing.in_(known)).order_by(LeafRow.place)
    offices = {each.id: each for each in all_offices(asked.session)}
    for leaf in asked.session.scalars(drafts):
        told, sent = leaf.document, leaf.document["dispatch"]
        number, at = (sent["number"], sent["at"]) if sent else (told.get("number"), told.get("withdrawn_at"))
        if not number or not at or not asked.holds(office_day(from_iso(at))):
            continue
        to = told["addressee"]
        office = offices.get(to.get("office", ""))
        cells = (
            number,
            told["versions"][-1]["subject"],
            ", ".join(filter(None, (to["name"], asked.say(office.name) if office else to["address"]))),
            _day(at) if sent else "",
            asked.word(f"efile-ui.delivery-{sent['by']}") if sent else "",
            sent["reference"] if sent else "",
            _came_of(asked, told),
        )
        yield (leaf.thing, leaf.id), cells


def _moves(asked: Asked) -> Iterator[Line]:
    """Every line of the movement register in the time asked for, of what this post made or had in its hands."""
    first, last = (f"{day.isoformat()}T" for day in (asked.since - A_DAY, asked.until + 2 * A_DAY))  # UTC
    read = reader(asked.session, asked.posts)
    found = [
        each
        for of in (FileRow, ReceiptRow)
        for each in asked.session.execute(
            select(LeafRow, of.number, of.subject)
            .join(of, of.id == LeafRow.thing)
            .where(LeafRow.kind == MOVEMENT, LeafRow.place.between(first, last), _known(of, asked))
        )
    ]
    for leaf, number, subject in sorted(found, key=lambda each: (each[0].place, each[0].id)):
        line = read(leaf.document)
        if asked.holds(office_day(line.at)):
            yield (leaf.thing, ""), (number, subject, *cells(line, asked.language))


def _came_of(asked: Asked, told: dict[str, Any]) -> Told:
    """Return what came of a letter: when it was acknowledged, and what its signature was found to be worth."""
    if why := told.get("withdrawn"):
        return Told(asked.word("efile-report.void", day=_day(told["withdrawn_at"]), why=why), Tone.WAIT)
    if flaw := told.get("flaw"):
        is_held_back = told["dispatch"]["by"] == Delivery.OFFICE.value  # post is not in the centre's hands
        key = "undelivered" if is_held_back else "sent-flawed"
        return Told(asked.word(f"efile-report.{key}", why=asked.word(f"signature.{flaw}")), Tone.WRONG)
    acknowledged, verdict = told["acknowledged_at"], letter_verdict.read(told.get("verdict"))
    day = _day(acknowledged) if acknowledged else ""
    if verdict is None or verdict.by_hand:
        return Told(day)
    if verdict.holds:
        return Told(asked.word("efile-report.received-good", day=day), Tone.GOOD)
    return Told(asked.word("efile-report.received-wrong", day=day, why=asked.word(verdict.key)), Tone.WRONG)


def _day(at: str) -> str:
    return day_words(office_day(from_iso(at)))


def _with_others(asked: Asked) -> Iterator[Line]:
    """What this post sent or made and others have now, the longest first; the time asked for does not matter."""
    for row in find.with_others(asked.session, asked.at):
        days = Told(str(row.days), Tone.WRONG if row.days > _LATE else Tone.PLAIN)
        holder = asked.say(row.holder.holder) if row.holder.holder else ""
        who = ", ".join(filter(None, (holder, asked.say(row.holder.designation))))
        since = day_words(office_day(row.arrived_at))
        yield (row.id, ""), (row.number, row.subject, who, asked.say(row.holder.office), since, days)


def _months(asked: Asked) -> Iterator[Line]:
    """Month by month: what this post made, diarised, got, sent on and closed."""
    counted: dict[str, Counter[str]] = {}
    for line in asked.session.scalars(select(LeafRow.document).where(LeafRow.kind == MOVEMENT)):
        day = office_day(from_iso(line["at"]))
        done = _done(line, asked.at.post)
        if done and asked.holds(day):
            counted.setdefault(day.strftime("%Y-%m"), Counter())[done] += 1
    for month in sorted(counted, reverse=True):
        year, number = month.split("-")
        figures = (str(counted[month][name]) for name in _SHARES["months"] if name != "month")
        yield ("", ""), (f"{number}-{year}", *figures)


def _done(line: dict[str, Any], post: str) -> str:
    """Return what a line of the movement register is to this post, empty where it is nothing."""
    if line["act"] == "sent" and line["to"] == post:
        return "came"
    own = {"created": "created", "diarised": "diarised", "sent": "forwarded", "closed": "closed"}
    return own.get(line["act"], "") if line["post"] == post else ""


def _known(of: type[FileRow] | type[ReceiptRow], asked: Asked) -> ColumnElement[bool]:
    """What this post made or had in its hands; a desk may hold more, and it is not everybody's to read."""
    post = asked.at.post
    by, to = (LeafRow.document[name].as_string() for name in ("post", "to"))
    moved = select(LeafRow.thing).where(LeafRow.kind == MOVEMENT, or_(by == post, to == post))
    return or_(of.holder == post, of.creator_post == post, of.id.in_(moved))


def _received(asked: Asked) -> ColumnElement[bool]:
    """What another office received of this one stands in that office's register, under its number."""
    own, to = ReceiptRow.office == asked.at.acting.office.id, LeafRow.document["to"].as_string()
    came = select(LeafRow.thing).where(LeafRow.kind == MOVEMENT, to == asked.at.post)
    here = or_(own, ReceiptRow.holder == asked.at.post, ReceiptRow.id.in_(came))
    return and_(_known(ReceiptRow, asked), here)


def _stands(asked: Asked, row: FileRow | ReceiptRow) -> str:
    """Return where it stands, in words: with whom, parked until when, closed, or in which file."""
    place = Place(row.place)
    if place is Place.IN_FILE:
        file = asked.session.get(FileRow, getattr(row, "file", ""))
        return asked.word("efile-report.in-file", file=file.number if file else "")
    if place in _WITH_SOMEBODY:
        return asked.word("efile-report.lies-with", who=asked.say(asked.posts.name(row.holder).designation))
    day = day_words(row.parked_until) if row.parked_until else ""
    return asked.word(f"efile-report.is-{place.value}", day=day)


_ROWS: dict[str, Callable[[Asked], Iterator[Line]]] = {
    "files": _files,
    "letters": _letters,
    "issues": _issues,
    "moves": _moves,
    "with-others": _with_others,
    "months": _months,
}
