"""A verdict as a person reads it: what was judged, whether it holds, who signed, and what stays unproved."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from enum import Enum

from app.base.days import IST
from app.base.names import names_one_person
from app.base.words import Words
from app.efile.noting import visible
from app.efile.verdict import Judged, Signatory, Thing
from app.ports.signing import Finding
from app.words import words

_NUMBERED = (Thing.EXPORT, Thing.CHAIN)
_UNSIGNED = f"signature.{Finding.PDF_UNSIGNED}"
_HEADINGS = {"letter": "verify.letter-signed-by", "chain": "verify.signed-by", "export": "verify.signed-by"}


def told(found: Judged, *, coded: bool = True) -> Iterator[Words]:
    """Yield what a person reads of a verdict, the verdict itself first; `coded`: with the names by which
    scripts know it and the posts, and the zone beside each moment.
    """
    verdict = say(found.verdict, **dict(found.facts))
    place = say("verify.at", at=found.at) if found.at else None
    sign = "✓" if found.holds else "✗"
    said = Words(f"{place.hi}: {verdict.hi}", f"{place.en}: {verdict.en}") if place else verdict
    code = f" [{found.verdict}]" if coded else ""
    yield Words(f"{sign} {said.hi}{code}", f"{sign} {said.en}{code}")
    yield say(f"verify.{found.thing}{_kind(found)}", file=found.file, subject=found.subject)
    if found.sealed_by:
        yield from _signed("verify.sealed-by", found.sealed_by, coded=coded)
    for each in found.signatures:
        yield from _signed(_HEADINGS.get(found.thing.value, "verify.sealed-by"), each, coded=coded)
    if found.head and found.holds:
        yield say("verify.head", head=found.head)
    for caveat in found.caveats:
        yield say(caveat)


def _kind(found: Judged) -> str:
    """Return how the words for a thing end where it is not all that they say."""
    if found.thing is Thing.LETTER and found.verdict == _UNSIGNED:
        return "-unsigned"
    if found.thing is Thing.UNKNOWN:
        return "-unread" if found.verdict.startswith("signature.") else ""
    return "-unread" if found.thing in _NUMBERED and not found.file else ""


def as_json(found: Judged) -> dict[str, object]:
    """Return a verdict as JSON has it: moments in Indian time, the verdict in words beside its name."""
    said = say(found.verdict, **dict(found.facts))
    plain: dict[str, object] = asdict(found, dict_factory=_plain)
    return plain | {"holds": found.holds, "words": asdict(said), "facts": dict(found.facts)}


def _plain(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {name: _value(value) for name, value in pairs}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(IST).isoformat(timespec="seconds")
    if isinstance(value, Enum):
        return value.value
    return [_value(each) for each in value] if isinstance(value, tuple) else value


def _signed(key: str, by: Signatory, *, coded: bool) -> Iterator[Words]:
    """Yield who, in which post and when; under it by which certificate, what the record says, who vouches for it."""
    if not by.seq and key == "verify.signed-by":  # the seal that does not hold, in the place of the notings
        key = "verify.sealed-by"
    if not by.seq and not by.certificate:  # nothing could be read of it; the verdict says why
        return
    facts, role = asdict(by) | {"at": _moment(by.claimed_at, coded=coded)}, _role(by, coded=coded)
    yield Words(say(key, **facts, role=role.hi).hi, say(key, **facts, role=role.en).en)
    if by.certificate:
        yield _under("", say("verify.certificate", **facts))
    if by.finding != "good":
        yield _under("✗ ", say(f"signature.{by.finding}"))
        return
    if by.recorded_name:
        yield _recorded(by.name, by.recorded_name)
    yield _under("", say(f"verify.proof-{by.proof}", at=_moment(by.proved_at, coded=coded)))
    if by.revocation_as_of:
        yield _under("", say("verify.revocation-as-of", at=_moment(by.revocation_as_of, coded=coded)))
    else:
        yield _under("", say(f"revocation.{by.revocation}"))


def _recorded(certified: str, recorded: Words) -> Words:
    """Return what the register calls the signer; that the certificate was given to somebody else is not overlooked."""
    if names_one_person(certified, recorded.hi, recorded.en):
        return _under("", say("verify.recorded", name=recorded.both))
    return _under("⚠ ", say("verify.differs", name=recorded.both))


def _role(by: Signatory, *, coded: bool) -> Words:
    """Return the post as it was signed, with its office where that is known; `coded`: and behind them its id."""
    known, office = by.post_name, by.office_name
    english = known.en if known and known.hi == by.designation else by.designation
    code = f"; {by.post}" if coded else ""
    return Words(
        f"{by.designation}{f', {office.hi}' if office else ''}{code}",
        f"{english}{f', {office.en}' if office else ''}{code}",
    )


def _under(sign: str, said: Words) -> Words:
    """Return a line that belongs to the one above it."""
    return Words(f"   {sign}{said.hi}", f"   {sign}{said.en}")


def say(key: str, **facts: object) -> Words:
    """Return a message whose facts move no cursor and hide nothing: they are another person's, and may lie."""
    shown = {name: visible(" ".join(f"{fact}".split())) for name, fact in facts.items()}
    return words(key, **shown)


def _moment(moment: datetime | None, *, coded: bool) -> str:
    told = moment.astimezone(IST).strftime("%d-%m-%Y %H:%M:%S") if moment else "—"
    return f"{told} IST" if moment and coded else told
