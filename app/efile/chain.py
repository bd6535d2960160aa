"""Whether the notings of a file are whole, in their order, and signed by those who could sign them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.efile.noting import FIRST, Form, Noting, parse
from app.ports.signing import Finding, Judge, Verdict

_INDIA = timedelta(hours=5, minutes=30)
_YEARS = range(2000, 3000)
"""Years that every calendar sum is sure to bear; those at the ends of the calendar overflow."""


class Fault(StrEnum):
    """What is wrong with a chain; one name for each way in which it fails. The forms of a noting are among them."""

    NONE = "none"
    NOT_JSON = Form.NOT_JSON.value
    NOT_CANONICAL = Form.NOT_CANONICAL.value
    NOT_NFC = Form.NOT_NFC.value
    FIELDS = Form.FIELDS.value
    HIDDEN = Form.HIDDEN.value
    SIGNATURE = "signature"  # `finding` says which way it fails
    CERTIFICATE_BINDING = (
        "certificate-binding"  # the noting names another certificate than the one that signed
    )
    OTHER_FILE = "other-file"  # a noting of another file was put in
    SEQUENCE = "sequence"  # one is missing, or stands in another place
    FORKED = "forked"  # two notings claim one place
    PREVIOUS = "previous"  # text or signature of the noting before is another than this one was written after
    EMPLOYEE = "employee"  # the certificate is not enrolled for this person at that moment
    POST = "post"  # the person did not hold the post on that day
    ATTACHMENT_MISSING = "attachment-missing"
    ATTACHMENT_CHANGED = "attachment-changed"
    HEAD = "head"  # the end is not the one that the centre anchored: something was cut off, or replaced


@dataclass(frozen=True, slots=True)
class Signed:
    """A noting as it lies in the file. `taken_at` is when the centre took it; before that nobody else can prove it."""

    note: bytes
    p7s: bytes
    taken_at: datetime | None = None
    stamp: bytes = b""


@dataclass(frozen=True, slots=True)
class Known:
    """What the judge of a chain knows besides the notings.

    `enrolled` says whether a person could sign with a certificate (by SHA-256) at a moment, `posted` whether they held
    a post then. `attachments` gives the bytes by SHA-256, None where they are not at hand. Empty `file` and `head`
    are not asked; without a head, a tail that was cut off cannot be told.
    """

    now: datetime
    enrolled: Callable[[str, str, datetime], bool]
    posted: Callable[[str, str, datetime], bool]
    attachments: Callable[[str], bytes | None] | None = None
    file: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """`at` is the place (from 1) of the first noting that does not hold, 0 where none; `finding` of its signature."""

    fault: Fault
    at: int
    head: str
    notings: tuple[Noting, ...]
    signatures: tuple[Verdict, ...]
    finding: Finding = Finding.GOOD

    @property
    def is_whole(self) -> bool:
        return self.fault is Fault.NONE

    @property
    def is_time_proved(self) -> bool:
        """Whether an authority vouches for the moment of every noting."""
        return bool(self.signatures) and all(each.stamped_at is not None for each in self.signatures)


Beat = Callable[[int, int], None]
"""Is told how many notings were judged, and of how many; what it raises ends the judging."""


def unheard(_done: int, _of: int) -> None:
    """Nobody waits for how far it is."""


def link(note: bytes, p7s: bytes) -> str:
    """Return the head of a chain that ends in this noting: SHA-256 of the note and of its signature's SHA-256."""
    return hashlib.sha256(note + hashlib.sha256(p7s).digest()).hexdigest()


def check_chain(chain: Sequence[Signed], judge: Judge, known: Known, beat: Beat = unheard) -> ChainVerdict:
    """Judge all notings of a file, the first one first. Never raises for what it is given to judge."""
    notings: list[Noting] = []
    verdicts: list[Verdict] = []
    head, file = FIRST, known.file
    for place, signed in enumerate(chain, 1):
        beat(place - 1, len(chain))
        found = parse(signed.note)
        if isinstance(found, Form):
            return ChainVerdict(Fault(found.value), place, head, tuple(notings), tuple(verdicts))
        moment = signed.taken_at or known.now
        verdict = judge.judge(signed.note, signed.p7s, moment, stamp=signed.stamp)
        file = file or found.file_uuid
        fault = next(_faults(found, verdict, notings, head, file, known), Fault.NONE)
        verdicts.append(verdict)
        if fault is not Fault.NONE:
            return ChainVerdict(fault, place, head, tuple(notings), tuple(verdicts), verdict.finding)
        notings.append(found)
        head = link(signed.note, signed.p7s)
    cut = bool(known.head) and known.head != head
    fault, place = (Fault.HEAD, len(notings)) if cut else (Fault.NONE, 0)
    return ChainVerdict(fault, place, head, tuple(notings), tuple(verdicts))


def _faults(
    found: Noting, verdict: Verdict, before: Sequence[Noting], head: str, file: str, known: Known
) -> Iterator[Fault]:
    if not verdict.is_good:
        yield Fault.SIGNATURE
    if verdict.certificate is None or verdict.certificate.sha256 != found.cert_sha256:
        yield Fault.CERTIFICATE_BINDING
    if found.file_uuid != file:
        yield Fault.OTHER_FILE
    if found.seq != len(before) + 1:
        yield Fault.FORKED if _claims_the_same_place(found, before) else Fault.SEQUENCE
    if found.prev != head:
        yield Fault.PREVIOUS
    yield from _people(found, known)
    yield from _attachments(found, known)


def _claims_the_same_place(found: Noting, before: Sequence[Noting]) -> bool:
    last = before[-1] if before else None
    return last is not None and last != found and (last.seq, last.prev) == (found.seq, found.prev)


def _people(found: Noting, known: Known) -> Iterator[Fault]:
    moment = moment_of(found.created)
    if moment is None:
        yield Fault.FIELDS
    elif not known.enrolled(found.emp_id, found.cert_sha256, moment):
        yield Fault.EMPLOYEE
    elif not known.posted(found.emp_id, found.role, moment):
        yield Fault.POST


def _attachments(found: Noting, known: Known) -> Iterator[Fault]:
    if known.attachments is None:
        return
    for each in found.attachments:
        data = known.attachments(each.sha256)
        if data is None:
            yield Fault.ATTACHMENT_MISSING
        elif (len(data), hashlib.sha256(data).hexdigest()) != (each.size, each.sha256):
            yield Fault.ATTACHMENT_CHANGED


def moment_of(created: str) -> datetime | None:
    """Return the moment that a noting gives itself, None where it is not written as a desk writes it: Indian time."""
    try:
        found = datetime.fromisoformat(created)
    except ValueError:
        return None
    return found if found.utcoffset() == _INDIA and found.year in _YEARS else None


def enrolment_of(
    periods: Mapping[tuple[str, str], Sequence[tuple[datetime, datetime | None]]],
) -> Callable[[str, str, datetime], bool]:
    """Return who says whether a person (id) was enrolled with a certificate (SHA-256) at a moment."""

    def enrolled(person: str, certificate: str, moment: datetime) -> bool:
        held = periods.get((person, certificate), ())
        return any(since <= moment and (until is None or moment <= until) for since, until in held)

    return enrolled
