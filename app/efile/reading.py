"""Reads a file or a receipt whole: green sheet, correspondence, drafts, movements, as the one who looks may see it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.model import may
from app.base.days import from_iso
from app.efile import letter_verdict
from app.efile.actions.diarise import letter_of
from app.efile.actions.judged import BY_HAND
from app.efile.actions.typed import typed_by
from app.efile.addressee import Addressee, Delivery
from app.efile.at import At
from app.efile.chain import Signed
from app.efile.custody import OPENED_BEFORE, carried, file_row, receipt_row
from app.efile.leaves import DRAFT, PAGE, VERDICT, leaves
from app.efile.model import (
    Classification,
    Correspondence,
    File,
    Form,
    GreenNote,
    Numbering,
    Paragraph,
    Priority,
    Receipt,
    Relation,
    Writer,
    YellowNote,
)
from app.efile.movements import movements_of
from app.efile.noting import Form as NotANoting
from app.efile.noting import paragraphs, parse
from app.efile.outgoing import Dispatched, Draft, DraftVersion, LetterVerdict
from app.efile.paper import is_here
from app.efile.posts import Posts
from app.efile.records import Carried, FileRow, LeafRow, NotingRow, ReceiptRow, YellowRow
from app.efile.walk import Colour, DraftState, Place
from app.errors import RecordsDamaged


def read_thing(session: Session, at: At, id: str) -> File | Receipt:
    """Return a file or letter by its id. Raises: as `read_file`."""
    is_file = isinstance(carried(session, id), FileRow)
    return read_file(session, at, id) if is_file else read_receipt(session, at, id)


def read_file(session: Session, at: At, id: str) -> File:
    """Return everything of a file. Raises: InputError("efile.not-here"), RecordsDamaged("noting.damaged")."""
    row, posts = file_row(session, id), Posts(session, at.today())
    return File(
        id=id,
        number=row.number,
        subject=row.subject,
        numbering=Numbering(row.numbering),
        relation=Relation(row.relation),
        of_file=row.of_file,
        form=Form(row.form),
        classification=Classification(row.classification),
        priority=Priority(row.priority),
        creator=posts.person(row.creator),
        creator_post=posts.name(row.creator_post),
        place=Place(row.place),
        holder=posts.name(row.holder),
        mine=row.holder == at.post,
        may_approve=may(at.acting.post.roles, "draft.approved"),
        confirmed=row.confirmed,
        asked_back=row.asked_back,
        pullable=_may_be_pulled(row, at),
        leaves_at=row.leaves_at,
        parked_until=row.parked_until,
        reason=row.reason,
        head=row.head,
        yellow=_yellow(session, at, row, posts),
        notings=tuple(_green(noting, posts) for noting in _notings(session, id)),
        correspondence=tuple(_pages(session, at, id)),
        drafts=tuple(_draft(leaf, posts) for leaf in leaves(session, id, DRAFT)),
        typed=typed_by(session, at, id),
        movements=movements_of(session, id, posts),
        next_paragraph=row.paragraphs + 1,
        pages=row.pages,
        notice=row.notice,
        created_at=row.created_at,
    )


def read_receipt(session: Session, at: At, id: str) -> Receipt:
    row, posts = receipt_row(session, id), Posts(session, at.today())
    return Receipt(
        id=id,
        number=row.number,
        letter=letter_of(row),
        place=Place(row.place),
        holder=posts.name(row.holder),
        mine=row.holder == at.post,
        confirmed=row.confirmed,
        sha256=row.sha256,
        pages=row.pages,
        here=is_here(at.home, row.sha256),
        file=row.file,
        leaves_at=row.leaves_at,
        asked_back=row.asked_back,
        pullable=_may_be_pulled(row, at),
        notice=row.notice,
        movements=movements_of(session, id, posts),
        is_issue=BY_HAND in row.letter,
        writer=_writer(row, posts),
        verdict=_verdict(session, id),
    )


def _writer(row: ReceiptRow, posts: Posts) -> Writer | None:
    if BY_HAND not in row.letter or not posts.knows(row.creator_post):
        return None
    return Writer(posts.person(row.creator), posts.name(row.creator_post))


def read_yellow(session: Session, at: At, file: str) -> YellowNote | None:
    """Return the yellow note alone: it is kept while one types, however long the file is."""
    return _yellow(session, at, file_row(session, file), Posts(session, at.today()))


def read_chain(session: Session, id: str) -> tuple[Signed, ...]:
    """Return the notings of a file as they were signed, for a judge."""
    return tuple(Signed(row.note, row.p7s, row.taken_at, row.stamp) for row in _notings(session, id))


def _may_be_pulled(row: Carried, at: At) -> bool:
    """Say whether the post that acts may ask for it: it sent the thing, and nobody has opened it as far as is known."""
    waits = row.place == Place.UNOPENED and row.notice != OPENED_BEFORE
    return row.sender == at.post and waits and not row.asked_back


def _notings(session: Session, id: str) -> list[NotingRow]:
    return list(session.scalars(select(NotingRow).where(NotingRow.file == id).order_by(NotingRow.seq)))


def _green(row: NotingRow, posts: Posts) -> GreenNote:
    noting = parse(row.note)
    if isinstance(noting, NotANoting):
        raise RecordsDamaged(reason="noting.damaged", form=noting.value, seq=row.seq)
    numbered = enumerate(paragraphs(noting.body), row.first_paragraph)
    return GreenNote(
        noting=noting,
        colour=Colour.GREEN,
        signer=posts.person(row.person),
        post=posts.name(row.post),
        at=row.signed_at,
        paragraphs=tuple(Paragraph(number, text) for number, text in numbered),
        head=row.head,
        anchored=row.taken_at is not None,
        taken_at=row.taken_at,
        stamped=bool(row.stamp),
    )


def _yellow(session: Session, at: At, row: FileRow, posts: Posts) -> YellowNote | None:
    """A draft noting is seen by the post that writes it; one left behind when the file went is seen by nobody."""
    found = session.get(YellowRow, row.id)
    if found is None or found.post != row.holder or found.post != at.post:
        return None
    return YellowNote(
        text=found.text,
        by=posts.person(found.person),
        post=posts.name(found.post),
        revision=found.revision,
        mine=found.person == at.acting.person.id,
        changed_at=found.changed_at,
    )


def _verdict(session: Session, receipt: str) -> LetterVerdict | None:
    found = session.get(LeafRow, letter_verdict.verdict_id(receipt))
    return letter_verdict.read(found.document if found else None)


def _pages(session: Session, at: At, file: str) -> Iterator[Correspondence]:
    flawed = set(_flawed(session, file))
    for leaf in leaves(session, file, PAGE):
        yield _page(leaf, at, flawed=leaf.document["number"] in flawed)


def _flawed(session: Session, file: str) -> Iterator[str]:
    """Yield the numbers of the file's letters, received and sent, whose signature was found not to hold."""
    of_receipt = (LeafRow.thing == ReceiptRow.id) & (LeafRow.kind == VERDICT)
    asked = select(ReceiptRow.number, LeafRow.document).join(LeafRow, of_receipt)
    for number, document in session.execute(asked.where(ReceiptRow.file == file)):
        if letter_verdict.is_wrong({"verdict": document}):
            yield number
    for leaf in leaves(session, file, DRAFT):
        if leaf.document["dispatch"] and letter_verdict.is_wrong(leaf.document):
            yield leaf.document["dispatch"]["number"]


def _page(leaf: LeafRow, at: At, *, flawed: bool) -> Correspondence:
    told = leaf.document
    return Correspondence(
        id=leaf.id,
        kind=told["kind"],
        title=told["title"],
        number=told["number"],
        on=date.fromisoformat(told["on"]),
        first=told["first"],
        last=told["last"],
        sha256=told["sha256"],
        media=told["media"],
        here=is_here(at.home, told["sha256"]),
        flawed=flawed,
    )


def _draft(leaf: LeafRow, posts: Posts) -> Draft:
    told = leaf.document
    versions = tuple(_version(each, posts) for each in told["versions"])
    return Draft(
        id=leaf.id,
        state=DraftState(told["state"]),
        addressee=Addressee(**told["addressee"]),
        versions=versions,
        approved_by=posts.name(told["approved_by"]) if told["approved_by"] else None,
        number=told.get("number", ""),
        flaw=told.get("flaw", ""),
        withdrawn=told.get("withdrawn", ""),
        sha256=told["sha256"],
        dispatched=_dispatched(told),
    )


def _version(told: dict[str, Any], posts: Posts) -> DraftVersion:
    return DraftVersion(
        version=told["version"],
        subject=told["subject"],
        text=told["text"],
        by=posts.person(told["who"]),
        post=posts.name(told["post"]),
        at=from_iso(told["at"]),
    )


def _dispatched(told: dict[str, Any]) -> Dispatched | None:
    sent = told["dispatch"]
    if not sent:
        return None
    acknowledged = told["acknowledged_at"]
    return Dispatched(
        number=sent["number"],
        by=Delivery(sent["by"]),
        at=from_iso(sent["at"]),
        reference=sent["reference"],
        acknowledged_at=from_iso(acknowledged) if acknowledged else None,
        acknowledgement=told["acknowledgement"],
        verdict=letter_verdict.read(told.get("verdict")),
    )
