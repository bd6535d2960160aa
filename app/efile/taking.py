"""What the centre tells of files: covers, notings, pages, drafts, movements and enrolments, taken in as they come.

Whoever holds a thing is ahead of the centre while changes are on their way; so the last cover is kept in `told`, and
followed once nothing is owed any more, or where the centre refused a change: then its word is the only one.
"""

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.days import from_iso
from app.efile.custody import OPENED_BEFORE, is_owed
from app.efile.find import index
from app.efile.leaves import DRAFT
from app.efile.letter_verdict import FLAWED, is_wrong
from app.efile.noting import FIRST, Form, parse
from app.efile.numbers import is_of_our_book, not_void, void
from app.efile.records import Carried, FileRow, LeafRow, NotingRow, ReceiptRow, YellowRow
from app.efile.walk import DraftState, Place
from app.ports.clock import Clock
from app.records.tables import OutboxRow
from app.words import words

Document = Mapping[str, Any]
TAKEN_BACK, TAKEN_BACK_BARE = "efile.taken-back", "efile.taken-back-bare"
PULLS = frozenset({TAKEN_BACK, TAKEN_BACK_BARE, OPENED_BEFORE})


def take_file(session: Session, document: Document) -> None:
    """Take the cover of a file."""
    row = session.get(FileRow, document["id"])
    if row is None:
        row = _new_file(session, document)
    _take(session, row, document)


def take_receipt(session: Session, document: Document) -> None:
    row = session.get(ReceiptRow, document["id"])
    if row is None:
        row = _new_receipt(session, document)
    _take(session, row, document)


def take_noting(session: Session, document: Document) -> None:
    """Take a green note. One of ours that stands in its place and was never taken gives way, and is yellow again."""
    known = session.get(NotingRow, document["head"])
    if known is not None:
        known.taken_at = from_iso(document["taken_at"])
        return
    ours = session.scalars(
        select(NotingRow).where(NotingRow.file == document["file"], NotingRow.seq == document["seq"])
    ).one_or_none()
    if ours is not None:
        _give_way(session, ours)
    session.add(
        NotingRow(
            head=document["head"],
            file=document["file"],
            seq=document["seq"],
            note=document["note"].encode(),
            p7s=base64.b64decode(document["p7s"]),
            person=document["person"],
            post=document["post"],
            first_paragraph=document["first_paragraph"],
            signed_at=from_iso(document["signed_at"]),
            taken_at=from_iso(document["taken_at"]),
        )
    )
    session.flush()
    file = session.get(FileRow, document["file"])
    if file is not None:
        index(session, file)


def take_leaf(session: Session, document: Document, clock: Clock) -> None:
    """Take what hangs on a thing, unless a later version of it is here."""
    leaf = session.get(LeafRow, document["id"])
    _note_flaw(session, leaf, document)
    if leaf is None:
        session.add(leaf := LeafRow(**document, told=dict(document)))
        session.flush()
        _number_given_up(session, leaf, clock)
        return
    leaf.told = dict(document)
    if leaf.version < document["version"]:
        _as_told(session, leaf, document, clock)


def _note_flaw(session: Session, before: LeafRow | None, told: Document) -> None:
    """Whoever has the file must know of a letter whose signature does not hold, at the centre or where it went."""
    file = session.get(FileRow, told["thing"]) if told["kind"] == DRAFT else None
    known = before is not None and is_wrong(before.told["document"] if before.told else {})
    if file is not None and is_wrong(told["document"]) and not known:
        file.notice = FLAWED


def settle_all(session: Session, clock: Clock) -> None:
    """Take what the centre told while our own changes were on their way, and go back where it refused one."""
    waiting: list[Carried] = [
        *session.scalars(select(FileRow).where(FileRow.told["version"].as_integer() > FileRow.version)),
        *session.scalars(
            select(ReceiptRow).where(ReceiptRow.told["version"].as_integer() > ReceiptRow.version)
        ),
    ]
    for row in waiting:
        _settle(session, row)
    refused = select(OutboxRow.subject).where(OutboxRow.state == "set-aside", OutboxRow.state != "done")
    for subject in session.scalars(refused.distinct()).all():
        go_back(session, subject, clock)


def go_back(session: Session, id: str, clock: Clock) -> None:
    """Put a thing back to where the centre has it: what it refused, and all after that, has not happened."""
    row: Carried | None = session.get(FileRow, id) or session.get(ReceiptRow, id)
    _leaves_back(session, id, clock)
    if row is None or row.told is None:
        return
    never_taken = select(NotingRow).where(NotingRow.file == id, NotingRow.taken_at.is_(None))
    for noting in session.scalars(never_taken.order_by(NotingRow.seq)).all():
        _give_way(session, noting)
    for receipt in session.scalars(select(ReceiptRow).where(ReceiptRow.file == id)).all():
        if receipt.told is not None:
            _go_where_told(session, receipt, receipt.told)
    _go_where_told(session, row, row.told)


def _go_where_told(session: Session, row: Carried, told: Document) -> None:
    row.place = Place.AT_DESK.value if row.place == Place.LEAVING else row.place
    _follow(session, row, told)
    _count(session, row, told)


def _leaves_back(session: Session, id: str, clock: Clock) -> None:
    """Pages, drafts and lines that the centre never had are gone; one it has is as it has it."""
    for leaf in session.scalars(select(LeafRow).where((LeafRow.thing == id) | (LeafRow.id == id))).all():
        if leaf.told is None:
            _void_lost(session, leaf, {}, clock)
            session.delete(leaf)
        else:
            _as_told(session, leaf, leaf.told, clock)
    session.flush()


def _as_told(session: Session, leaf: LeafRow, told: Document, clock: Clock) -> None:
    _void_lost(session, leaf, told["document"], clock)
    leaf.version, leaf.document, leaf.place = told["version"], told["document"], told["place"]
    _number_stands(session, leaf)
    _number_given_up(session, leaf, clock)


def _number_stands(session: Session, leaf: LeafRow) -> None:
    """Where the centre took an approval of ours after all, or refused that a draft was withdrawn."""
    draft = leaf.document if leaf.kind == DRAFT else {}
    if draft.get("number") and draft["state"] != DraftState.WITHDRAWN:
        not_void(session, draft["number"])


def _number_given_up(session: Session, leaf: LeafRow, clock: Clock) -> None:
    """A draft that was withdrawn at another desk leaves its number void in the book that it was taken from: ours."""
    draft = leaf.document if leaf.kind == DRAFT else {}
    number = draft.get("number") if draft.get("state") == DraftState.WITHDRAWN else ""
    if number and is_of_our_book(session, number):
        void(session, number, draft["withdrawn"], clock)


def _void_lost(session: Session, leaf: LeafRow, told: Document, clock: Clock) -> None:
    """The number of an approval that the centre did not take stands on no letter."""
    ours = leaf.document.get("number", "") if leaf.kind == DRAFT else ""
    if ours != told.get("number", ""):
        void(session, ours, words("draft.number-lost").hi, clock)


def taken(session: Session, head: str, taken_at: str) -> None:
    """Keep when the centre took a noting of ours."""
    row = session.get(NotingRow, head)
    if row is not None:
        row.taken_at = from_iso(taken_at)


def _take(session: Session, row: Carried, document: Document) -> None:
    row.told = dict(document)
    _settle(session, row)


def _settle(session: Session, row: Carried) -> None:
    told = row.told
    if told is None or is_owed(session, row.id) or told["version"] < row.version:
        return
    _follow(session, row, told)
    _count(session, row, told)


def _count(session: Session, row: Carried, told: Document) -> None:
    if isinstance(row, FileRow):
        row.head, row.notes = told["head"], told["notes"]
        row.paragraphs, row.pages = told["paragraphs"], told["pages"]
    else:
        row.file = told["file"]
    index(session, row)


def _follow(session: Session, row: Carried, told: Document) -> None:
    """Follow the thing to where the centre says it lies; what is marked to leave here leaves in its own time.

    What was opened here and never granted was pulled back before; what goes from hand to hand elsewhere was not.
    """
    place = Place(told["place"])
    still_ours = row.holder == told["holder"]
    if row.place == Place.LEAVING and place is Place.AT_DESK and still_ours:
        row.version = told["version"]
        return
    if not still_ours and row.notice in PULLS:
        row.notice = ""  # that was of another time
    if not still_ours and row.place == Place.AT_DESK and not row.confirmed:
        row.notice = TAKEN_BACK if session.get(YellowRow, row.id) else TAKEN_BACK_BARE
    row.place, row.holder, row.sender = place.value, told["holder"], told["sender"]
    row.confirmed, row.version = place is not Place.UNOPENED, told["version"]
    row.asked_back = row.asked_back and place is Place.UNOPENED
    row.leaving, row.leaves_at, row.reason = None, None, told["reason"]
    row.parked_until = date.fromisoformat(told["parked_until"]) if told.get("parked_until") else None
    row.arrived_at = from_iso(told["arrived_at"])


def _give_way(session: Session, ours: NotingRow) -> None:
    noting = parse(ours.note)
    if not isinstance(noting, Form) and session.get(YellowRow, ours.file) is None:
        session.add(
            YellowRow(
                file=ours.file,
                person=ours.person,
                post=ours.post,
                text=noting.body,
                revision=1,
                changed_at=ours.signed_at,
            )
        )
    session.delete(ours)
    session.flush()
    file = session.get(FileRow, ours.file)
    if file is not None:
        file.notice = "noting.came-late"


def _new_file(session: Session, document: Document) -> FileRow:
    card = document["card"]
    row = FileRow(
        id=document["id"],
        number=document["number"],
        subject=card["subject"],
        numbering=card["numbering"],
        heads=list(card["heads"]),
        relation=card["relation"],
        of_file=card["of_file"],
        form=card["form"],
        classification=card["classification"],
        priority=card["priority"],
        office=document["office"],
        creator=document["creator"],
        creator_post=document["creator_post"],
        place=document["place"],
        holder=document["holder"],
        head=FIRST,
        arrived_at=from_iso(document["arrived_at"]),
        created_at=from_iso(document["created_at"]),
    )
    session.add(row)
    session.flush()
    return row


def _new_receipt(session: Session, document: Document) -> ReceiptRow:
    letter = document["letter"]
    row = ReceiptRow(
        id=document["id"],
        number=document["number"],
        subject=letter["subject"],
        letter=dict(letter),
        classification=letter.get("classification", "normal"),
        sha256=document["sha256"],
        pages=document["pages"],
        office=document["office"],
        creator=document["creator"],
        creator_post=document["creator_post"],
        place=document["place"],
        holder=document["holder"],
        arrived_at=from_iso(document["arrived_at"]),
        created_at=from_iso(document["created_at"]),
    )
    session.add(row)
    session.flush()
    return row
