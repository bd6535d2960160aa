"""One file gathered to be bound into one PDF: what its sheets show, and what is attached for whoever judges it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.records import PostingRow
from app.base.days import clock_words, iso
from app.base.words import Words
from app.efile import reading
from app.efile.at import At
from app.efile.chain import ChainVerdict, Signed
from app.efile.custody import file_row
from app.efile.leaves import CERTIFICATE
from app.efile.manifest import NAME, Called, Held, Listed, Manifest
from app.efile.model import Correspondence, File, GreenNote, Movement
from app.efile.noting import visible
from app.efile.paper import bytes_of
from app.efile.records import LeafRow
from app.errors import InputError
from app.ports.binding import BoundFile, BoundNoting, BoundPaper
from app.ports.signing import Verdict
from app.words import catalogue

ISSUE = "issue"  # signed in its own PDF, so its bytes go along whole


@dataclass(frozen=True, slots=True)
class Export:
    """What a binder needs."""

    file: BoundFile
    attached: Mapping[str, bytes]


def gathered(
    session: Session,
    at: At,
    id: str,
    verdict: ChainVerdict,
    evidence: Mapping[str, bytes],
    *,
    training: bool,
) -> Export:
    """Gather a file whose chain was judged. `evidence` are the CAs and CRLs that go along, by name.

    Raises: InputError("export.empty" | "export.does-not-hold" | "efile.paper-not-here"), RecordsDamaged.
    """
    row, file = file_row(session, id), reading.read_file(session, at, id)
    if not file.notings:
        raise InputError(reason="export.empty", field="file")
    if not verdict.is_whole or len(verdict.signatures) != len(file.notings):
        raise InputError(
            reason="export.does-not-hold", field="file", fault=verdict.fault.value, at=verdict.at
        )
    for page in file.correspondence:
        if page.sha256 and not page.here:
            raise InputError(reason="efile.paper-not-here", field="file", page=page.first)
    papers = {page.sha256: bytes_of(at.home, page.sha256) for page in file.correspondence if page.sha256}
    chain = reading.read_chain(session, id)
    attached = {**_notings(chain), **_papers(file, papers), **evidence}
    manifest = _manifest(session, at, file, chain, attached, row.head)
    bound = replace(_bound(at, file, verdict.signatures, papers), training=training)
    return Export(bound, {**attached, NAME: manifest.to_bytes()})


def _notings(chain: Sequence[Signed]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for seq, each in enumerate(chain, 1):
        found |= {f"{seq:04d}.json": each.note, f"{seq:04d}.p7s": each.p7s}
        if each.stamp:
            found[f"{seq:04d}.tst"] = each.stamp
    return found


def _papers(file: File, papers: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the papers that a signature covers, by the names it gives them, and the letters signed in themselves."""
    named = {each.name: papers[each.sha256] for note in file.notings for each in note.noting.attachments}
    issues = {
        f"issue-{page.first}-{page.last}.pdf": papers[page.sha256]
        for page in file.correspondence
        if page.kind == ISSUE and page.sha256
    }
    return named | issues


def _manifest(
    session: Session, at: At, file: File, chain: Sequence[Signed], attached: Mapping[str, bytes], head: str
) -> Manifest:
    people = {note.noting.emp_id for note in file.notings} | {at.acting.person.id}
    return Manifest(
        file=file.id,
        number=file.number,
        subject=file.subject,
        head=head,
        exported_by=at.acting.person.id,
        exported_at=iso(at.now()),
        notings=tuple(_listed(seq, each) for seq, each in enumerate(chain, 1)),
        enrolled=tuple(_enrolled(session, people)),
        posted=tuple(_posted(session, people)),
        hashes={name: hashlib.sha256(data).hexdigest() for name, data in attached.items()},
        names=tuple(_names(at, file)),
    )


def _names(at: At, file: File) -> Iterator[Called]:
    """Yield what the signers, their posts and their offices are called, each once."""
    found = {at.acting.person.id: at.acting.person.name}
    for note in file.notings:
        signed = note.noting
        found |= {signed.emp_id: note.signer, signed.role: note.post.designation}
        found |= {signed.office: note.post.office} if note.post.office.hi else {}
    yield from (Called(called, said.hi, said.en) for called, said in sorted(found.items()))


def _listed(seq: int, signed: Signed) -> Listed:
    stamp = f"{seq:04d}.tst" if signed.stamp else ""
    return Listed(f"{seq:04d}.json", f"{seq:04d}.p7s", stamp, iso(signed.taken_at) if signed.taken_at else "")


def _enrolled(session: Session, people: set[str]) -> Iterator[Held]:
    asked = select(LeafRow).where(LeafRow.kind == CERTIFICATE, LeafRow.thing.in_(people))
    for leaf in session.scalars(asked.order_by(LeafRow.thing, LeafRow.place)):
        told = leaf.document
        if told["since"]:
            yield Held(leaf.thing, told["sha256"], told["since"], told["until"])


def _posted(session: Session, people: set[str]) -> Iterator[Held]:
    asked = select(PostingRow).where(PostingRow.person.in_(people))
    for row in session.scalars(asked.order_by(PostingRow.person, PostingRow.since)):
        until = row.until.isoformat() if row.until else ""
        yield Held(row.person, row.post, row.since.isoformat(), until)


def _bound(at: At, file: File, verdicts: Sequence[Verdict], papers: Mapping[str, bytes]) -> BoundFile:
    return BoundFile(
        number=file.number,
        subject=file.subject,
        head=file.head,
        facts=tuple(_facts(file)),
        notings=tuple(_noting(note, each) for note, each in zip(file.notings, verdicts, strict=True)),
        papers=tuple(_paper(page, papers[page.sha256]) for page in file.correspondence if page.sha256),
        exported_by=at.acting.person.name,
        exported_at=at.now(),
    )


def _facts(file: File) -> Iterator[tuple[Words, str]]:
    """Yield what the cover says, and the movement register under it."""
    yield Words("बनाई गई", "Created"), f"{clock_words(file.created_at)} IST · {file.creator.both}"
    yield Words("अभी जिसके पास", "Held by"), f"{file.holder.designation.both}, {file.holder.office.both}"
    yield Words("टिप्पणियाँ", "Notings"), str(len(file.notings))
    yield Words("पत्राचार के पृष्ठ", "Pages of correspondence"), str(file.pages)
    yield Words("शृंखला का अन्त", "End of the chain"), file.head
    for moved in file.movements:
        yield Words("आवागमन", "Movement"), _moved(moved)


def _moved(moved: Movement) -> str:
    act = catalogue().get(f"efile-ui.act-{moved.act}", Words(moved.act, moved.act))
    to = f" - {moved.to.designation.both}, {moved.to.office.both}" if moved.to else ""
    return f"{clock_words(moved.at)} IST · {act.both} · {moved.by.both}{to}"


def _noting(note: GreenNote, verdict: Verdict) -> BoundNoting:
    """The sheet shows the designation as it was signed, not what the post is called today."""
    signed = note.noting
    certificate = verdict.certificate
    return BoundNoting(
        seq=signed.seq,
        paragraphs=tuple((each.number, visible(each.text)) for each in note.paragraphs),
        name=note.signer,
        designation=_as_signed(signed.designation, note.post.designation),
        office=note.post.office,
        at=datetime.fromisoformat(signed.created),
        certificate=certificate.serial if certificate else "",
        class_=certificate.class_ if certificate else 0,
        taken_at=note.taken_at,
        stamped_at=verdict.stamped_at,
        papers=tuple(each.name for each in signed.attachments),
    )


def _as_signed(text: str, known: Words) -> Words:
    return known if text in (known.hi, known.en) else Words(text, text)


def _paper(page: Correspondence, pdf: bytes) -> BoundPaper:
    return BoundPaper(page.first, page.last, page.title, page.number, page.on, pdf)
