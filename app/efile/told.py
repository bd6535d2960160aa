"""A verdict as a person reads it: what was judged, whether it holds, who signed, and what stays unproved."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime

from app.base.days import IST
from app.base.words import Words
from app.efile.model import PostName
from app.efile.noting import visible
from app.efile.verdict import Judged, Signatory
from app.words import words

_HEADINGS = {"letter": "verify.letter-signed-by", "chain": "verify.signed-by", "export": "verify.signed-by"}


Named = Callable[[str], PostName]
"""Says what a post is called."""


def told(found: Judged, named: Named | None = None) -> Iterator[Words]:
    """Yield what a person reads of a verdict, the verdict itself first. Without `named` a post goes by its id."""
    verdict = say(found.verdict, **dict(found.facts))
    place = say("verify.at", at=found.at) if found.at else None
    sign = "✓" if found.holds else "✗"
    said = Words(f"{place.hi}: {verdict.hi}", f"{place.en}: {verdict.en}") if place else verdict
    yield Words(f"{sign} {said.hi} [{found.verdict}]", f"{sign} {said.en} [{found.verdict}]")
    yield say(f"verify.{found.thing}", file=found.file, subject=found.subject)
    if found.sealed_by:
        yield from _signed("verify.sealed-by", found.sealed_by, named)
    for each in found.signatures:
        yield from _signed(_HEADINGS.get(found.thing.value, "verify.sealed-by"), each, named)
    if found.head and found.holds:
        yield say("verify.head", head=found.head)
    for caveat in found.caveats:
        yield say(caveat)


def _signed(key: str, by: Signatory, named: Named | None) -> Iterator[Words]:
    if not by.seq and key == "verify.signed-by":  # the seal that does not hold, in the place of the notings
        key = "verify.sealed-by"
    facts, role = asdict(by) | {"at": _moment(by.claimed_at)}, _role(by, named)
    yield Words(say(key, **facts, role=role.hi).hi, say(key, **facts, role=role.en).en)
    if by.finding != "good":
        yield _under("✗ ", say(f"signature.{by.finding}"))
        return
    yield _under("", say(f"verify.proof-{by.proof}", at=_moment(by.proved_at)))
    if by.revocation_as_of:
        yield _under("", say("verify.revocation-as-of", at=_moment(by.revocation_as_of)))
    else:
        yield _under("", say(f"revocation.{by.revocation}"))


def _role(by: Signatory, named: Named | None) -> Words:
    """Return the post as it was signed, with its office where that is known, and behind them its id."""
    known = named(by.post) if named is not None else None
    if known is None or not known.office.hi:
        return Words(f"{by.designation}; {by.post}", f"{by.designation}; {by.post}")
    english = known.designation.en if known.designation.hi == by.designation else by.designation
    return Words(
        f"{by.designation}, {known.office.hi}; {by.post}", f"{english}, {known.office.en}; {by.post}"
    )


def _under(sign: str, said: Words) -> Words:
    """Return a line that belongs to the one above it."""
    return Words(f"   {sign}{said.hi}", f"   {sign}{said.en}")


def say(key: str, **facts: object) -> Words:
    """Return a message whose facts move no cursor and hide nothing: they are another person's, and may lie."""
    shown = {name: visible(" ".join(f"{fact}".split())) for name, fact in facts.items()}
    return words(key, **shown)


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(IST).strftime("%d-%m-%Y %H:%M:%S IST") if moment else "—"
