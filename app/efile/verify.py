"""Does what somebody brought hold: an exported file, a signed letter, or a folder of notings with their signatures?

Judged offline, by what is in it and the roots of whoever judges. What comes along (CAs, CRLs) may complete a path to
one of those roots, never be one. Nothing that is brought can make this raise.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.base.days import from_iso
from app.base.words import Words
from app.efile.chain import Beat, ChainVerdict, Fault, Known, Signed, check_chain, moment_of, unheard
from app.efile.manifest import NAME, Manifest, read_manifest
from app.efile.noting import Attached, Form, Noting, parse
from app.efile.verdict import HOLDS, Caveat, Flaw, Judged, Proof, Signatory, Thing
from app.errors import FileRefused
from app.ports.binding import Unbinder
from app.ports.signing import Finding, Judge, Revocation, Verdict

MakeJudge = Callable[[Sequence[bytes], Sequence[bytes]], Judge]
"""Given the CAs and CRLs that came along, returns the judge. Raises: ValueError for bytes that are none."""
NOTE, SIGNATURE, STAMP, CA, CRL = ".json", ".p7s", ".tst", ".cer", ".crl"
_KINDS = (NOTE, SIGNATURE, STAMP, CA, CRL)
Names = Callable[[str], Words | None]
"""Says what a person, a post or an office (an id) is called, where a record knows it."""
LEEWAY = timedelta(minutes=5)
"""Two honest clocks may differ by so much."""
_UNKNOWN = (Revocation.ABSENT, Revocation.FOREIGN, Revocation.FUTURE)


def nobody(_id: str) -> Words | None:
    """No record is at hand."""


@dataclass(frozen=True, slots=True)
class Judging:
    """Who judges: a judge for what comes along, the reader of bound PDFs, and the clock's moment.

    `names` is the judge's own record; it goes before what an export says of itself. `beat` hears how far it is.
    """

    judge: MakeJudge
    unbinder: Unbinder
    now: datetime
    names: Names = nobody
    beat: Beat = unheard


def verify_pdf(pdf: bytes, judging: Judging) -> Judged:
    """Judge an export or a signed letter."""
    bare = judging.judge((), ())
    try:
        attached = judging.unbinder.attached(pdf)
    except FileRefused:
        return _sealed_badly(Thing.UNKNOWN, bare.judge_pdf(pdf, judging.now), otherwise=Flaw.NOT_READABLE)
    if NAME not in attached:
        return _letter(bare.judge_pdf(pdf, judging.now))
    brought = _evidence(attached)
    try:
        judge = judging.judge(*brought)
    except ValueError:
        return Judged(Thing.EXPORT, Flaw.EVIDENCE)
    seals = judge.judge_pdf(pdf, judging.now)
    if not all(each.is_good for each in seals):
        return _sealed_badly(Thing.EXPORT, seals)
    if not judging.unbinder.is_certified(pdf):
        return Judged(Thing.EXPORT, Flaw.NOT_CERTIFIED, sealed_by=_seal(seals[-1]))
    return _export(attached, judge, judging, seals[-1])


def verify_folder(files: Mapping[str, bytes], judging: Judging, head: str = "") -> Judged:
    """Judge a chain: `NAME.json` with `NAME.p7s` (and `NAME.tst`), in the order of their names; papers beside them.

    `head` is the end that somebody wrote down; without it a tail that was cut off cannot be told.
    """
    notes = sorted(name for name in files if name.endswith(NOTE) and name != NAME)
    if half := _half(files, notes):
        return half
    try:
        judge = judging.judge(*_evidence(files))
    except ValueError:
        return Judged(Thing.CHAIN, Flaw.EVIDENCE)
    chain = [
        Signed(files[name], files[_stem(name) + SIGNATURE], None, files.get(_stem(name) + STAMP, b""))
        for name in notes
    ]
    papers = _papers(chain, files)
    nobody_here = all(paper is None for paper in papers.values())
    known = Known(
        now=judging.now,
        enrolled=lambda *_: True,
        posted=lambda *_: True,
        attachments=None if nobody_here else papers.get,
        head=head,
    )
    unknown = [Caveat.REGISTER_UNKNOWN]
    unknown += [] if head else [Caveat.END_UNKNOWN]
    unknown += [Caveat.PAPERS_UNKNOWN] if papers and nobody_here else []
    unknown += [Caveat.STRAYS] if _has_strays(chain, files) else []
    found = check_chain(chain, judge, known, judging.beat)
    return _judged(Thing.CHAIN, chain, found, unknown, judging.names)


def _half(files: Mapping[str, bytes], notes: Sequence[str]) -> Judged | None:
    """Return the verdict on a folder that lacks notings, or where one half of a noting is missing."""
    for name in notes:
        if _stem(name) + SIGNATURE not in files:
            return Judged(Thing.CHAIN, Flaw.SIGNATURE_MISSING, facts=(("name", name),))
    for name in sorted(files):
        if name.endswith((SIGNATURE, STAMP)) and _stem(name) + NOTE not in files:
            return Judged(Thing.CHAIN, Flaw.NOTE_MISSING, facts=(("name", name),))
    return None if notes else Judged(Thing.UNKNOWN, Flaw.NO_NOTINGS)


def _export(attached: Mapping[str, bytes], judge: Judge, judging: Judging, seal: Verdict) -> Judged:
    manifest = read_manifest(attached[NAME])
    sealed_by = _seal(seal)
    if manifest is None:
        return Judged(Thing.EXPORT, Flaw.MANIFEST, sealed_by=sealed_by)
    flaw = next(_flaws(manifest, attached, seal, judging.now), None)
    if flaw:
        return replace(flaw, file=manifest.number, subject=manifest.subject, sealed_by=sealed_by)
    names = _also_in(manifest, judging.names)
    sealed_by = replace(sealed_by, recorded_name=names(manifest.exported_by))
    chain = _chain(manifest, attached)
    known = Known(
        now=judging.now,
        enrolled=manifest.was_enrolled,
        posted=manifest.was_posted,
        attachments=_papers(chain, attached).get,
        file=manifest.file,
        head=manifest.head,
    )
    judged = check_chain(chain, judge, known, judging.beat)
    found = _judged(Thing.EXPORT, chain, judged, [Caveat.BY_EXPORTER], names)
    stale = found.holds and seal.revocation is Revocation.STALE
    caveats = (Caveat.REVOCATION_STALE,) if stale and Caveat.REVOCATION_STALE not in found.caveats else ()
    return replace(found, subject=manifest.subject, sealed_by=sealed_by, caveats=found.caveats + caveats)


def _also_in(manifest: Manifest, names: Names) -> Names:
    """Return who knows names, and where that one does not, the manifest's."""
    told = {each.id: Words(each.hi, each.en) for each in manifest.names}
    return lambda asked: names(asked) or told.get(asked)


def _flaws(
    manifest: Manifest, attached: Mapping[str, bytes], seal: Verdict, now: datetime
) -> Iterator[Judged]:
    for name in sorted(manifest.hashes.keys() - attached.keys()):
        yield Judged(Thing.EXPORT, Flaw.ATTACHMENT_MISSING, facts=(("name", name),))
    for name in sorted(attached.keys() - manifest.hashes.keys() - {NAME}):
        yield Judged(Thing.EXPORT, Flaw.ATTACHMENT_STRAY, facts=(("name", name),))
    for name, sha256 in manifest.hashes.items():
        if hashlib.sha256(attached[name]).hexdigest() != sha256:
            yield Judged(Thing.EXPORT, Flaw.ATTACHMENT_CHANGED, facts=(("name", name),))
    if not manifest.notings:
        yield Judged(Thing.EXPORT, Flaw.NO_NOTINGS)
    for name, moment in _dated(manifest):
        if moment > now + LEEWAY:
            yield Judged(Thing.EXPORT, Flaw.TAKEN_IN_FUTURE, facts=(("name", name),))
    by = seal.certificate.sha256 if seal.certificate else ""
    if not manifest.was_enrolled(manifest.exported_by, by, from_iso(manifest.exported_at)):
        yield Judged(Thing.EXPORT, Flaw.SEALED_BY_OTHER)
    if seal.revocation in _UNKNOWN:
        yield Judged(Thing.EXPORT, Flaw.REVOCATION_UNKNOWN, facts=_why(seal))


def _dated(manifest: Manifest) -> Iterator[tuple[str, datetime]]:
    """Yield what the exporter dates, with the moment: it is what a certificate would be judged at."""
    yield NAME, from_iso(manifest.exported_at)
    yield from ((each.note, from_iso(each.taken_at)) for each in manifest.notings if each.taken_at)


def _chain(manifest: Manifest, attached: Mapping[str, bytes]) -> list[Signed]:
    return [
        Signed(
            attached[each.note],
            attached[each.signature],
            from_iso(each.taken_at) if each.taken_at else None,
            attached[each.stamp] if each.stamp else b"",
        )
        for each in manifest.notings
    ]


def _papers(chain: Sequence[Signed], files: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Return what lies under the name that a noting gives a paper, by the SHA-256 that it gives too.

    One paper may go by two names; then the copy that does not fit is the one that is judged.
    """
    found: dict[str, bytes | None] = {}
    for paper in _named(chain):
        data = files.get(paper.name)
        if paper.sha256 not in found or hashlib.sha256(data or b"").hexdigest() != paper.sha256:
            found[paper.sha256] = data
    return found


def _named(chain: Sequence[Signed]) -> Iterator[Attached]:
    read = (parse(each.note) for each in chain)
    yield from (paper for noting in read if isinstance(noting, Noting) for paper in noting.attachments)


def _has_strays(chain: Sequence[Signed], files: Mapping[str, bytes]) -> bool:
    ours = {NAME, *(paper.name for paper in _named(chain))}
    return any(name not in ours and not name.endswith(_KINDS) for name in files)


def _evidence(files: Mapping[str, bytes]) -> tuple[list[bytes], list[bytes]]:
    cas = [files[name] for name in files if name.endswith(CA)]
    return cas, [files[name] for name in files if name.endswith(CRL)]


def _judged(
    thing: Thing, chain: Sequence[Signed], found: ChainVerdict, unknown: Sequence[Caveat], names: Names
) -> Judged:
    signatures = tuple(_signatories(chain, found, names))
    number = found.notings[0].file_no if found.notings else ""
    made = Judged(thing, HOLDS, file=number, head=found.head, signatures=signatures, caveats=tuple(unknown))
    if found.fault is Fault.SIGNATURE:
        return replace(made, verdict=f"signature.{found.finding}", at=found.at, caveats=())
    if found.fault is not Fault.NONE:
        return replace(made, verdict=f"chain.{found.fault}", at=found.at, caveats=())
    for each, verdict in zip(signatures, found.signatures, strict=True):
        if each.revocation in _UNKNOWN:
            flaw = Flaw.REVOCATION_UNKNOWN
            return replace(made, verdict=flaw, at=each.seq, facts=_why(verdict), caveats=())
    return replace(made, caveats=(*_unproved(signatures), *unknown))


def _unproved(signatures: Sequence[Signatory]) -> Iterator[Caveat]:
    proofs = {each.proof for each in signatures}
    if Proof.CENTRE in proofs:
        yield Caveat.TIME_BY_CENTRE
    if Proof.CLAIM in proofs:
        yield Caveat.TIME_UNPROVED
    if any(each.revocation is Revocation.STALE for each in signatures):
        yield Caveat.REVOCATION_STALE
    if any(_is_ahead(each) for each in signatures):
        yield Caveat.CLOCK_AHEAD


def _is_ahead(by: Signatory) -> bool:
    return by.claimed_at is not None and by.proved_at is not None and by.claimed_at > by.proved_at + LEEWAY


def _why(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    return (("revocation", verdict.revocation.value),)


def _signatories(chain: Sequence[Signed], found: ChainVerdict, names: Names) -> Iterator[Signatory]:
    """Also the one that does not hold is named, as far as it can be read."""
    for place, (signed, verdict) in enumerate(zip(chain, found.signatures, strict=False), 1):
        noting = parse(signed.note)
        if not isinstance(noting, Form):
            yield replace(
                _signatory(place, noting, verdict, signed.taken_at),
                recorded_name=names(noting.emp_id),
                post_name=names(noting.role),
                office_name=names(noting.office),
            )


def _signatory(place: int, noting: Noting, verdict: Verdict, taken_at: datetime | None) -> Signatory:
    proved_at = verdict.stamped_at or taken_at
    by = Proof.STAMP if verdict.stamped_at else Proof.CENTRE if taken_at else Proof.CLAIM
    return replace(
        _seal(verdict),
        seq=place,
        person=noting.emp_id,
        designation=noting.designation,
        office=noting.office,
        post=noting.role,
        claimed_at=moment_of(noting.created),
        proof=by,
        proved_at=proved_at,
    )


def _seal(verdict: Verdict) -> Signatory:
    certificate = verdict.certificate
    return Signatory(
        seq=0,
        person="",
        name=certificate.common_name if certificate else "",
        designation="",
        office=certificate.organisation if certificate else "",
        post="",
        claimed_at=verdict.claimed_at,
        proof=Proof.STAMP if verdict.stamped_at else Proof.CLAIM,
        proved_at=verdict.stamped_at,
        certificate=certificate.serial if certificate else "",
        class_=certificate.class_ if certificate else 0,
        issuer=certificate.issuer if certificate else "",
        finding=verdict.finding.value,
        revocation=verdict.revocation,
        revocation_as_of=verdict.revocation_as_of,
    )


def _letter(verdicts: Sequence[Verdict]) -> Judged:
    if not all(each.is_good for each in verdicts):
        return _sealed_badly(Thing.LETTER, verdicts)
    signatures = tuple(_seal(each) for each in verdicts)
    made = Judged(Thing.LETTER, HOLDS, signatures=signatures)
    for each in verdicts:
        if each.revocation in _UNKNOWN:
            return replace(made, verdict=Flaw.REVOCATION_UNKNOWN, facts=_why(each))
    return replace(made, caveats=(*_unproved(signatures), Caveat.REGISTER_UNKNOWN))


def _sealed_badly(thing: Thing, verdicts: Sequence[Verdict], otherwise: str = "") -> Judged:
    wrong = next((each for each in verdicts if not each.is_good), None)
    if wrong is None or (otherwise and wrong.finding is Finding.PDF_CORRUPT):
        return Judged(thing, otherwise)
    return Judged(thing, f"signature.{wrong.finding}", signatures=tuple(_seal(each) for each in verdicts))


def _stem(name: str) -> str:
    return name.rpartition(".")[0]
