"""The register of signature tokens (DSC): who may sign with which certificate, from which day until which.

A person asks with the token in hand, by a test signature; the keeper of the employee master approves; another
certificate replaces the one before. A noting counts only under an enrolment that held at its moment.
"""

import base64
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.canonical import canonical
from app.base.days import IST, day_words, from_iso, iso, office_day
from app.base.ids import new_id
from app.base.names import names_one_person
from app.base.words import Words
from app.efile.at import At
from app.efile.chain import enrolment_of
from app.efile.leaves import CERTIFICATE, hang, leaves, rewrite
from app.efile.model import Enrolment, Expiry
from app.efile.posts import Posts
from app.efile.records import LeafRow
from app.efile.texts import line, optional
from app.efile.walk import HOLDS, REGISTER, Enrolled, Register, after
from app.errors import InputError
from app.ports.signing import Certificate, Judge, Token
from app.records.journal import write_entry

NEEDED_CLASS = 3
_SOON = 60  # days
_WHY_NOT = {
    Enrolled.ASKED: "dsc.waits-approval",
    Enrolled.LOST: "dsc.lost",
    Enrolled.REPLACED: "dsc.replaced",
    Enrolled.SURRENDERED: "dsc.surrendered",
    Enrolled.REFUSED: "dsc.refused",
}
_DAYS_TO_SAY = {"dsc.expires-60": 60, "dsc.expires-30": 30, "dsc.expires-7": 7}


def proof_text(person: str, certificate: str) -> bytes:
    """Return what a person signs to show that the token is in their hand."""
    return canonical({"type": "sevadesk.enrolment", "v": 1, "person": person, "certificate": certificate})


def ask(session: Session, at: At, certificate: Certificate, token: Token | None, proof: bytes) -> str:
    """Enter a certificate, proved by a signature of `proof_text`; it may sign once it is approved. Return its id.

    Raises: InputError, as `require_free` does.
    """
    require_free(session, at, certificate)
    person = at.acting.person.id
    body = {
        "ca": certificate.issuer,
        "class": certificate.class_,
        "serial": certificate.serial,
        "sha256": certificate.sha256,
        "token_serial": token.serial if token else "",
        "not_before": iso(certificate.not_before),
        "not_after": iso(certificate.not_after),
        "proof": base64.b64encode(proof).decode(),
    }
    made = new_id()
    entry = write_entry(session, at.acting, "certificate.asked", made, body, clock=at.clock)
    undecided = {"since": "", "until": "", "fir": "", "reason": "", "asked_at": entry.at, "decided_by": ""}
    known = {"state": Enrolled.ASKED.value, "person": person, "holder": certificate.common_name}
    document = known | body | undecided
    hang(session, made, CERTIFICATE, person, entry.at, document)
    return made


def require_free(session: Session, at: At, certificate: Certificate) -> None:
    """Raise unless the one who acts may ask for this certificate; one token never signs as two persons.

    Raises: InputError("dsc.low-class" | "dsc.may-not-sign" | "dsc.expired" | "dsc.lost" | "dsc.asked-already" |
    "dsc.held-by-another").
    """
    at.acting.require("certificate.asked")
    _check(certificate, at.now())
    if was_lost(session, at, certificate.sha256):
        raise InputError(reason="dsc.lost", field="certificate")
    own = leaves(session, at.acting.person.id, CERTIFICATE)
    open_ones = {Enrolled.ASKED, Enrolled.APPROVED}
    if any(_is_of(leaf, certificate.sha256) and leaf.document["state"] in open_ones for leaf in own):
        raise InputError(reason="dsc.asked-already", field="certificate")
    other = held_by(session, at, certificate.sha256)
    if other is not None:
        raise InputError(reason="dsc.held-by-another", field="certificate", name=other.both)


def was_lost(session: Session, at: At, certificate: str) -> bool:
    """Say whether the one who acts lost a certificate (SHA-256): found again, it is in nobody's hand for sure.

    One approved anew, which was possible once, stands at the centre and so here.
    """
    own = leaves(session, at.acting.person.id, CERTIFICATE)
    states = {leaf.document["state"] for leaf in own if _is_of(leaf, certificate)}
    return Enrolled.LOST in states and Enrolled.APPROVED not in states


def held_by(session: Session, at: At, certificate: str, besides: str = "") -> Words | None:
    """Return which other person this certificate is written down for, as far as this desk knows; or None.

    `besides`: who may hold it; without it, the one who acts.
    """
    person = besides or at.acting.person.id
    every = session.scalars(select(LeafRow).where(LeafRow.kind == CERTIFICATE, LeafRow.thing != person))
    found = next(
        (leaf for leaf in every if _is_of(leaf, certificate) and leaf.document["state"] in HOLDS), None
    )
    return Posts(session, at.today()).person(found.thing) if found is not None else None


def decide(
    session: Session, at: At, id: str, judge: Judge | None, *, approved: bool, reason: str = ""
) -> None:
    """Approve or refuse an enrolment, as the keeper of the register (EMD); nobody decides on their own.

    `judge` says whether the test signature holds; a refusal needs none. A certificate in another name than the
    person's, or one that ends sooner than what it takes the place of, is approved with a reason only.

    Raises: NotAllowed; InputError("dsc.own-certificate" | "dsc.proof-wrong" | "dsc.held-by-another" |
    "dsc.name-differs" | "dsc.ends-longer" | "efile.text-needed"), WrongStep.
    """
    at.acting.require("certificate.decided")
    leaf = _leaf(session, id)
    if leaf.thing == at.acting.person.id:
        raise InputError(reason="dsc.own-certificate", field="certificate")
    state = after(
        REGISTER, Enrolled(leaf.document["state"]), Register.APPROVED if approved else Register.REFUSED
    )
    why = optional(reason, "reason") if approved else line(reason, "reason")
    today = at.today().isoformat()
    if approved and judge is not None:
        _check_holder(session, at, leaf, _check_proof(leaf, judge, at.now()), why)
    if approved:
        _check_longest(session, leaf, why)
        _replace_others(session, leaf, today)
    body = {"approved": approved, "reason": why}
    write_entry(session, at.acting, "certificate.decided", id, body, clock=at.clock)
    since = today if approved else ""
    rewrite(leaf, state=state.value, decided_by=at.acting.person.id, since=since, reason=why)


def end(
    session: Session, at: At, id: str, how: Register, until: date, *, fir: str = "", reason: str = ""
) -> None:
    """Note that a token is lost (with the number of the report to the police) or was surrendered.

    Raises: InputError("dsc.fir-needed" | "dsc.other-person"), WrongStep.
    """
    at.acting.require("certificate.ended")
    leaf = _leaf(session, id)
    keeps = "certificate.decided"
    if leaf.thing != at.acting.person.id:
        at.acting.require(keeps)
    state = after(REGISTER, Enrolled(leaf.document["state"]), how)
    report, why = optional(fir, "fir"), optional(reason, "reason")
    if how is Register.LOST and not report:
        raise InputError(reason="dsc.fir-needed", field="fir")
    facts = {"until": until.isoformat(), "fir": report, "reason": why}
    write_entry(session, at.acting, "certificate.ended", id, {"how": how.value} | facts, clock=at.clock)
    rewrite(leaf, state=state.value, **facts)


def register(session: Session, at: At) -> tuple[Enrolment, ...]:
    """Return every enrolment this desk knows, the newest first."""
    posts = Posts(session, at.today())
    asked = select(LeafRow).where(LeafRow.kind == CERTIFICATE).order_by(LeafRow.place.desc())
    return tuple(_enrolment(leaf, posts) for leaf in session.scalars(asked))


def expiries(session: Session, at: At, within: int = _SOON) -> tuple[Expiry, ...]:
    """Return the approved certificates that end within so many days, or have ended; the nearest end first."""
    found = [
        Expiry(each, (office_day(each.not_after) - at.today()).days)
        for each in register(session, at)
        if each.state is Enrolled.APPROVED
    ]
    return tuple(sorted((each for each in found if each.days <= within), key=lambda each: each.days))


def require_enrolled(session: Session, at: At, certificate: Certificate) -> None:
    """Raise unless the one who acts may sign with this certificate now.

    Raises: InputError("dsc.not-enrolled" | "dsc.waits-approval" | "dsc.other-certificate" | "dsc.replaced" |
    "dsc.lost" | "dsc.surrendered" | "dsc.refused" | "dsc.expired" | "dsc.low-class" | "dsc.may-not-sign").
    """
    standing = own_standing(session, at, certificate.sha256)
    if standing is None:
        any_other = leaves(session, at.acting.person.id, CERTIFICATE)
        reason = "dsc.other-certificate" if any_other else "dsc.not-enrolled"
        raise InputError(reason=reason, field="certificate")
    if standing is not Enrolled.APPROVED:
        raise InputError(reason=_WHY_NOT[standing], field="certificate")
    _check(certificate, at.now())


def own_standing(session: Session, at: At, certificate: str) -> Enrolled | None:
    """Return how a certificate (SHA-256) stands for the one who acts; None where they never asked for it.

    Of one asked for more than once: what holds, else what waits, else what was last.
    """
    own = leaves(session, at.acting.person.id, CERTIFICATE)
    states = [Enrolled(leaf.document["state"]) for leaf in own if _is_of(leaf, certificate)]
    holds = (each for each in (Enrolled.APPROVED, Enrolled.ASKED) if each in states)
    return next(holds, states[-1] if states else None)


def enrolled_certificate(session: Session, at: At) -> str:
    """Return the SHA-256 of the certificate that the one who acts signs with today; empty where there is none."""
    own = leaves(session, at.acting.person.id, CERTIFICATE)
    return next(
        (str(leaf.document["sha256"]) for leaf in own if leaf.document["state"] == Enrolled.APPROVED), ""
    )


def warnings(certificate: Certificate, now: datetime) -> tuple[str, ...]:
    """Return the message key that says how soon a certificate ends; the nearest bound, or none."""
    left = (certificate.not_after - now).days
    near = [key for key, days in _DAYS_TO_SAY.items() if left < days]
    return (near[-1],) if near else ()


def who_was_enrolled(session: Session) -> Callable[[str, str, datetime], bool]:
    """Return who says whether a person could sign with a certificate at a moment, as the register knows it."""
    periods: dict[tuple[str, str], list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for leaf in session.scalars(select(LeafRow).where(LeafRow.kind == CERTIFICATE)):
        told = leaf.document
        if told["since"]:
            until = _midnight(told["until"], time.max) if told["until"] else None
            periods[leaf.thing, told["sha256"]].append((_midnight(told["since"], time.min), until))
    return enrolment_of(periods)


def _midnight(day: str, at: time) -> datetime:
    return datetime.combine(date.fromisoformat(day), at, IST)


def _check(certificate: Certificate, now: datetime) -> None:
    if not certificate.may_sign:
        raise InputError(reason="dsc.may-not-sign", field="certificate")
    if certificate.class_ < NEEDED_CLASS:
        raise InputError(reason="dsc.low-class", field="certificate")
    if not certificate.not_before <= now <= certificate.not_after:
        raise InputError(reason="dsc.expired", field="certificate")


def _check_proof(leaf: LeafRow, judge: Judge, now: datetime) -> Certificate:
    """The test signature must be good, and by the very certificate that is asked for, which is returned."""
    told = leaf.document
    verdict = judge.judge(proof_text(leaf.thing, told["sha256"]), base64.b64decode(told["proof"]), now)
    if not verdict.is_good or verdict.certificate is None or verdict.certificate.sha256 != told["sha256"]:
        raise InputError(reason="dsc.proof-wrong", field="certificate", finding=verdict.finding.value)
    return verdict.certificate


def _check_holder(session: Session, at: At, leaf: LeafRow, certificate: Certificate, why: str) -> None:
    """What a certificate says of its holder is read from the proof, not from what a desk claims."""
    other = held_by(session, at, certificate.sha256, besides=leaf.thing)
    if other is not None:
        raise InputError(reason="dsc.held-by-another", field="certificate", name=other.both)
    name = Posts(session, at.today()).person(leaf.thing)
    if not why and not names_one_person(certificate.common_name, name.hi, name.en):
        facts = {"holder": certificate.common_name, "name": name.both}
        raise InputError(reason="dsc.name-differs", field="reason", **facts)


def _is_of(leaf: LeafRow, certificate: str) -> bool:
    return bool(leaf.document["sha256"] == certificate)


def _check_longest(session: Session, leaf: LeafRow, why: str) -> None:
    """Nobody loses a certificate for one that is over sooner by mere habit of approving."""
    new = from_iso(leaf.document["not_after"])
    old = max((from_iso(each.document["not_after"]) for each in _approved(session, leaf)), default=new)
    if not why and old > new:
        facts = {"new": day_words(office_day(new)), "old": day_words(office_day(old))}
        raise InputError(reason="dsc.ends-longer", field="reason", **facts)


def _replace_others(session: Session, leaf: LeafRow, today: str) -> None:
    for other in _approved(session, leaf):
        state = after(REGISTER, Enrolled.APPROVED, Register.REPLACED)
        rewrite(other, state=state.value, until=today)


def _approved(session: Session, leaf: LeafRow) -> list[LeafRow]:
    """Return what the person of an enrolment signs with until it is approved."""
    own = leaves(session, leaf.thing, CERTIFICATE)
    return [each for each in own if each.document["state"] == Enrolled.APPROVED]


def _leaf(session: Session, id: str) -> LeafRow:
    found = session.get(LeafRow, id)
    if found is None or found.kind != CERTIFICATE:
        raise InputError(reason="dsc.unknown", field="certificate")
    return found


def _enrolment(leaf: LeafRow, posts: Posts) -> Enrolment:
    told = leaf.document
    name, holder = posts.person(leaf.thing), told.get("holder", "")
    decided: Words | None = posts.person(told["decided_by"]) if told["decided_by"] else None
    return Enrolment(
        id=leaf.id,
        person=leaf.thing,
        name=name,
        holder=holder,
        fits=not holder or names_one_person(holder, name.hi, name.en),
        state=Enrolled(told["state"]),
        ca=told["ca"],
        class_=told["class"],
        serial=told["serial"],
        sha256=told["sha256"],
        token_serial=told["token_serial"],
        not_before=from_iso(told["not_before"]),
        not_after=from_iso(told["not_after"]),
        since=date.fromisoformat(told["since"]) if told["since"] else None,
        until=date.fromisoformat(told["until"]) if told["until"] else None,
        fir=told["fir"],
        reason=told["reason"],
        asked_at=from_iso(told["asked_at"]),
        decided_by=decided,
        also=tuple(Words(each["hi"], each["en"]) for each in told.get("also", ())),
    )
