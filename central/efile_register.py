"""The register of signature tokens at the centre: who may sign with which certificate, asked for, decided and ended.

The centre does not judge a certificate: who approves it has judged it by the roots of the office. It keeps the days,
and holds each noting to them. Only a certificate made for practice it knows by itself, and takes it in training alone.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.accounts.model import Role
from app.base.canonical import canonical
from app.base.days import from_iso, iso, office_day
from app.base.entry import Entry
from app.base.names import names_one_person
from app.base.practice import PRACTICE
from app.efile.walk import REGISTER, Enrolled, Register, after, allows
from central.body import Rejected, day, number, sha256, text, wrong
from central.efile import Act, Reply, office_of
from central.efile_model import ELeaf
from central.efile_twice import mark_again, name_of, note_use, require_free
from central.model import Device
from central.sheet import Sheet
from central.signature import flaw_of

MOST_SIGNATURE, MOST_NAME = 64_000, 200


def check_enrolment(sheet: Sheet, who: str, certificate: str, on: str) -> None:
    """Raise unless the register holds the certificate (SHA-256) for `who` on that day.

    Raises: Rejected("noting.token-lost" | "noting.not-enrolled").
    """
    if fault := _fault(_of(sheet, who), certificate, on):
        raise Rejected(fault)


def certificates_of(sheet: Sheet, who: str, on: str) -> list[str]:
    """Return the certificates (SHA-256) with which a person could sign on that day."""
    mine = _of(sheet, who)
    return sorted(each for each in {told["sha256"] for told in mine} if not _fault(mine, each, on))


def _of(sheet: Sheet, who: str) -> list[Mapping[str, Any]]:
    return [each.document for each in sheet.fetch_where(ELeaf, "thing", who) if each.kind == "certificate"]


def _fault(mine: Sequence[Mapping[str, Any]], certificate: str, on: str) -> str:
    """A token that was reported lost signs no more, whatever day the deed gives itself: nobody can prove that day."""
    same = [told for told in mine if told["sha256"] == certificate and told["since"]]
    states = {told["state"] for told in same}
    if Enrolled.LOST in states and Enrolled.APPROVED not in states:
        return "noting.token-lost"
    held = any(told["since"] <= on and (not told["until"] or on <= told["until"]) for told in same)
    return "" if held else "noting.not-enrolled"


def _ask_certificate(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    body = entry.body
    if sheet.fetch(ELeaf, entry.subject) is not None:
        raise Rejected("efile.made-already")
    proof = base64_of(body, "proof")
    document: Reply = {
        "state": Enrolled.ASKED,
        "person": entry.who,
        "ca": text(body, "ca", least=0),
        "class": number(body, "class"),
        "serial": text(body, "serial", most=64),
        "sha256": sha256(body, "sha256"),
        "token_serial": text(body, "token_serial", least=0, most=64),
        "not_before": _moment(body, "not_before"),
        "not_after": _moment(body, "not_after"),
        "proof": text(body, "proof", most=MOST_SIGNATURE),
        "since": "",
        "until": "",
        "fir": "",
        "reason": "",
        "asked_at": entry.at,
        "decided_by": "",
    }
    if flaw := flaw_of(_proof_text(entry.who, document["sha256"]), proof, document["sha256"]):
        raise Rejected("dsc.proof-wrong", finding=flaw.value)
    own = _subject(proof, document["sha256"])
    if is_practice(own) and not sheet.centre.training:
        raise Rejected("dsc.practice")
    document["holder"] = _holder(own)
    require_free(sheet, document["sha256"], entry.who)
    note_use(sheet, document["sha256"], entry.subject)
    offices = [office_of(sheet, entry.post)]
    sheet.put(ELeaf(entry.subject, "certificate", entry.who, entry.at, 1, offices, document))
    return {}


def _proof_text(person: str, certificate: str) -> bytes:
    """Return what a person signs to show that the token is in their hand, and not the token of a colleague."""
    return canonical({"type": "sevadesk.enrolment", "v": 1, "person": person, "certificate": certificate})


def is_practice(subject: Mapping[str, Any]) -> bool:
    """Say whether a training desk made a certificate for itself, by the subject that it names."""
    return str(subject.get("organization_name", "")).startswith(PRACTICE)


def _subject(proof: bytes, certificate: str) -> Mapping[str, Any]:
    """Return whom a certificate names, as it came along with a sound proof: what a desk claims is not asked."""
    from asn1crypto import cms

    came = cms.ContentInfo.load(proof)["content"]["certificates"]
    own = next(each.chosen for each in came if hashlib.sha256(each.chosen.dump()).hexdigest() == certificate)
    named: Mapping[str, Any] = own.subject.native
    return named


def _holder(subject: Mapping[str, Any]) -> str:
    named = str(subject.get("common_name", ""))
    return named.replace("\0", " ")[:MOST_NAME]  # PostgreSQL keeps no NUL


def _decide_certificate(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    """Another person than the one who asks decides; with a new certificate the one before is replaced."""
    leaf = _certificate(sheet, entry)
    if leaf.thing == entry.who:
        raise Rejected("dsc.own-certificate")
    approved = entry.body.get("approved")
    if not isinstance(approved, bool):
        raise wrong("approved")
    event = Register.APPROVED if approved else Register.REFUSED
    why = text(entry.body, "reason", least=0)
    today = office_day(datetime.fromisoformat(entry.at)).isoformat()
    if approved:
        _check_holder(sheet, leaf, why)
        for other in sheet.fetch_where(ELeaf, "thing", leaf.thing):
            if other.kind == "certificate" and other.document["state"] == Enrolled.APPROVED:
                _change_certificate(sheet, other, Register.REPLACED, until=today)
    facts = {"since": today if approved else "", "reason": why}
    _change_certificate(sheet, leaf, event, decided_by=entry.who, **facts)
    return {}


def _check_holder(sheet: Sheet, leaf: ELeaf, why: str) -> None:
    """A certificate in another name than the person's is approved with a reason only.

    Raises: Rejected("dsc.lost" | "dsc.held-by-another" | "dsc.name-differs").
    """
    require_free(sheet, leaf.document["sha256"], leaf.thing)
    holder, name = leaf.document.get("holder", ""), name_of(sheet, leaf.thing)
    if holder and not why.strip() and not names_one_person(holder, name.hi, name.en):
        raise Rejected("dsc.name-differs", holder=holder, name=name.both)


def _end_certificate(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    """Lost (with the number of the report to the police) or surrendered; by the person or by the register's keeper."""
    leaf = _certificate(sheet, entry)
    event = Register(_one_of(entry.body, "how", (Register.LOST, Register.SURRENDERED)))
    fir = text(entry.body, "fir", least=1 if event is Register.LOST else 0, most=120)
    until = day(entry.body, "until").isoformat()
    _change_certificate(sheet, leaf, event, until=until, fir=fir, reason=text(entry.body, "reason", least=0))
    return {}


def _certificate(sheet: Sheet, entry: Entry) -> ELeaf:
    found = sheet.fetch(ELeaf, entry.subject)
    if found is None or found.kind != "certificate":
        raise Rejected("dsc.unknown")
    roles = sheet.directory.roles[entry.post]
    if found.thing != entry.who and Role.EMD_MANAGER not in roles:
        raise Rejected("dsc.other-person")
    return found


def _change_certificate(sheet: Sheet, leaf: ELeaf, event: Register, **facts: Any) -> None:
    state = Enrolled(leaf.document["state"])
    if not allows(REGISTER, state, event):
        raise Rejected("dsc.wrong-step", state=state.value, step=event.value)
    document = leaf.document | {"state": after(REGISTER, state, event)} | facts
    sheet.put(replace(leaf, version=leaf.version + 1, document=document))
    mark_again(sheet, leaf.document["sha256"])


def _one_of(body: Mapping[str, Any], name: str, values: tuple[str, ...]) -> str:
    value = text(body, name, most=64)
    if value in values:
        return value
    raise wrong(name)


def _moment(body: Mapping[str, Any], name: str) -> str:
    """Return a moment as the wire writes it: every desk of the office reads it, and would stop at one that is none."""
    written = text(body, name, most=32)
    try:
        if iso(from_iso(written)) == written:
            return written
    except (ValueError, OverflowError):
        raise wrong(name) from None
    raise wrong(name)


def base64_of(body: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(text(body, name, most=MOST_SIGNATURE), validate=True)
    except binascii.Error:
        raise wrong(name) from None


REGISTER_ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "certificate.asked": _ask_certificate,
        "certificate.decided": _decide_certificate,
        "certificate.ended": _end_certificate,
    }
)
