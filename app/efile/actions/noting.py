"""The left side of a file: a yellow note in one hand, then signed, green, and never changed again."""

import base64
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.base.days import IST
from app.efile.at import At
from app.efile.chain import link
from app.efile.custody import file_row, require_held, require_mine
from app.efile.dsc_register import require_enrolled, warnings
from app.efile.find import index
from app.efile.leaves import PAGE, leaves
from app.efile.model import ToSign
from app.efile.noting import Attached, Noting, look_alikes, paragraphs, visible
from app.efile.paper import bytes_of, is_here
from app.efile.records import FileRow, NotingRow, YellowRow
from app.efile.texts import body as checked_body
from app.efile.texts import references
from app.efile.walk import COLOURS, Colour, Pen, after
from app.errors import InputError
from app.ports.signing import Certificate
from app.records.journal import write_entry


def write(session: Session, at: At, file: str, typed: str, revision: int) -> int:
    """Keep the yellow note as typed and return its revision; `revision` is the one that was read (0: none yet).

    Raises: InputError("efile.not-yours" | "noting.other-hand" | "noting.moved-on"), and as `texts.body`.
    """
    row = file_row(session, file)
    require_mine(row, at)
    text = checked_body(typed, "noting")
    yellow = session.get(YellowRow, file)
    if yellow is not None and _is_left_behind(yellow, row):
        session.delete(yellow)
        session.flush()
        yellow = None
    if yellow is None:
        yellow = YellowRow(
            file=file, person=at.acting.person.id, post=at.post, text="", revision=0, changed_at=at.now()
        )
        session.add(yellow)
    _require_own_hand(yellow, at)
    if yellow.revision != revision:
        raise InputError(reason="noting.moved-on", field="noting")
    after(COLOURS, Colour.YELLOW, Pen.WRITTEN)
    yellow.text, yellow.revision, yellow.changed_at = text, revision + 1, at.now()
    return yellow.revision


def drop(session: Session, at: At, file: str) -> None:
    """Give up the yellow note. Raises: InputError("noting.other-hand")."""
    yellow = session.get(YellowRow, file)
    if yellow is not None:
        _require_own_hand(yellow, at)
        session.delete(yellow)


def to_sign(
    session: Session, at: At, file: str, certificate: Certificate, action: str = "", to: str = ""
) -> ToSign:
    """Return exactly what will be signed, and how it is shown. `to` is the post it is marked to.

    Raises: InputError("efile.not-yours" | "efile.not-confirmed" | "noting.empty" | "noting.other-hand" |
    "efile.page-unknown" | "efile.paper-not-here" | "dsc...").
    """
    at.acting.require("noting.signed")
    row, yellow = _ready(session, at, file)
    require_enrolled(session, at, certificate)
    office = at.acting.office
    noting = Noting(
        file_uuid=file,
        file_no=row.number,
        seq=row.notes + 1,
        prev=row.head,
        emp_id=at.acting.person.id,
        role=at.post,
        designation=at.acting.post.designation.hi,
        office=office.id,
        cert_sha256=certificate.sha256,
        created=at.now().astimezone(IST).isoformat(timespec="seconds"),
        body=checked_body(yellow.text, "noting"),
        attachments=tuple(_referred(session, at, row, yellow.text)),
        action=action,
        to_emp=to,
    )
    said = warnings(certificate, at.now()) + (("noting.look-alike",) if look_alikes(noting.body) else ())
    shown, post = visible(noting.body), at.acting.post.designation
    return ToSign(file, noting, noting.to_bytes(), shown, yellow.revision, post, certificate, said)


def keep(session: Session, at: At, signed: ToSign, p7s: bytes) -> None:
    """Make the note green: what was shown was signed, and nothing has moved since. Else nothing is kept.

    Raises: InputError("noting.moved-on"), and as `to_sign`.
    """
    row, yellow = _ready(session, at, signed.file)
    noting = signed.noting
    if (noting.seq, noting.prev, signed.revision) != (row.notes + 1, row.head, yellow.revision):
        raise InputError(reason="noting.moved-on", field="noting")
    after(COLOURS, Colour.YELLOW, Pen.SIGNED)
    head = link(signed.data, p7s)
    session.add(
        NotingRow(
            head=head,
            file=row.id,
            seq=noting.seq,
            note=signed.data,
            p7s=p7s,
            person=at.acting.person.id,
            post=at.post,
            first_paragraph=row.paragraphs + 1,
            signed_at=datetime.fromisoformat(noting.created),
        )
    )
    session.delete(yellow)
    row.head, row.notes = head, noting.seq
    row.paragraphs += len(paragraphs(noting.body))
    told = {"note": signed.data.decode(), "p7s": base64.b64encode(p7s).decode()}
    write_entry(session, at.acting, "noting.signed", row.id, told, clock=at.clock)
    index(session, row)


def _ready(session: Session, at: At, file: str) -> tuple[FileRow, YellowRow]:
    row = file_row(session, file)
    require_held(session, row, at)
    yellow = session.get(YellowRow, file)
    if yellow is None or not yellow.text:
        raise InputError(reason="noting.empty", field="noting")
    _require_own_hand(yellow, at)
    return row, yellow


def _require_own_hand(yellow: YellowRow, at: At) -> None:
    if (yellow.person, yellow.post) != (at.acting.person.id, at.post):
        raise InputError(reason="noting.other-hand", field="noting")


def _is_left_behind(yellow: YellowRow, row: FileRow) -> bool:
    """The file went back before its note was signed: that note stands in no file, and holds up nobody."""
    return yellow.post != row.holder


def _referred(session: Session, at: At, row: FileRow, text: str) -> Iterator[Attached]:
    """Return the papers that the text refers to by their pages: the signature covers them by their SHA-256."""
    wanted = [(each.first, each.last) for each in references(text)]
    for first, last in wanted:
        if last > row.pages or first < 1:
            raise InputError(reason="efile.page-unknown", field="noting", page=last, pages=row.pages)
    for leaf in leaves(session, row.id, PAGE):
        told = leaf.document
        named = any(first <= told["last"] and told["first"] <= last for first, last in wanted)
        if named and told["sha256"]:
            if not is_here(at.home, told["sha256"]):
                raise InputError(reason="efile.paper-not-here", field="noting", page=told["first"])
            size = len(bytes_of(at.home, told["sha256"]))
            yield Attached(f"p{told['first']}-{told['last']}.pdf", told["sha256"], size)
