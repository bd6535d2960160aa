"""What a desk says of the signature in a letter that came to it, as the wire carries it and a person reads it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.base.days import from_iso, iso
from app.efile.noting import visible
from app.efile.outgoing import LetterVerdict
from app.efile.verdict import HOLDS, Flaw, Judged
from app.ports.signing import Finding, Revocation

BY_HAND = "verify.by-hand"
KEYS = frozenset({HOLDS, BY_HAND, Flaw.NOT_READABLE.value, Flaw.REVOCATION_UNKNOWN.value}) | {
    f"signature.{finding.value}" for finding in Finding if finding is not Finding.GOOD
}
"""All that may be said; each is a message key, and `verify.revocation-unknown` is filled by the revocation."""
FLAWED = "draft.flawed"
"""The notice on a file whose letter was found not to hold, until another draft is written or the file is opened."""
REVOCATIONS = frozenset({"", *(each.value for each in Revocation)})


def verdict_id(receipt: str) -> str:
    """Return the id under which the centre and every desk keep the verdict on a letter."""
    return hashlib.sha256(f"verdict {receipt}".encode()).hexdigest()[:36]


def is_wrong(draft: Mapping[str, Any]) -> bool:
    """Say whether a letter that went out of this draft (as the wire carries it) was found not to hold."""
    found = read(draft.get("verdict"))
    return bool(draft.get("flaw")) or (found is not None and not found.holds and not found.by_hand)


def told_of(judged: Judged, *, by_hand: bool) -> dict[str, str]:
    """Return what the wire carries. A scan of a letter that was signed by hand bears no signature, and need not."""
    unsigned = judged.verdict == f"signature.{Finding.PDF_UNSIGNED}"
    key = BY_HAND if by_hand and unsigned else judged.verdict
    last = judged.signatures[-1] if judged.signatures else None
    return {
        "verdict": key if key in KEYS else Flaw.NOT_READABLE.value,
        "signer": last.name if last else "",
        "revocation": last.revocation.value if last and last.certificate else "",
    }


def kept_of(told: Mapping[str, str], at: datetime) -> dict[str, str]:
    return {**told, "at": iso(at)}


def read(document: Mapping[str, Any] | None) -> LetterVerdict | None:
    """Return the verdict that stands in a document; None where nothing is said."""
    if not document:
        return None
    key = document["verdict"]
    return LetterVerdict(
        key=key,
        holds=key == HOLDS,
        by_hand=key == BY_HAND,
        signer=visible(" ".join(document["signer"].split())),
        revocation=document["revocation"],
        at=from_iso(document["at"]),
    )
