"""Whether an entry is whole and truly its desk's: shape, hash, signature, and its place in the chain."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.base.days import from_iso, office_day
from app.base.entry import FIRST_PREV, Entry
from central.body import Rejected, is_sha256
from central.model import Device

_LARGEST = 2**53 - 1
_SHAPE: Mapping[str, type] = {
    "id": str, "device": str, "epoch": int, "seq": int, "subject": str, "kind": str, "schema": int,
    "base_version": int, "body": dict, "attachments": list, "who": str, "post": str, "at": str, "prev": str,
    "hash": str, "signature": str,
}  # fmt: skip
_MOST_TEXT: Mapping[str, int] = dict.fromkeys(("id", "device", "subject", "kind", "who", "post"), 64) | {
    "at": 32
}
_MOST_ATTACHMENTS, _SCHEMA = 50, 1
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True, slots=True)
class Link:
    """A place of the chain that is taken."""

    hash: str
    prev: str


def opened(raw: Any, device: Device) -> Entry:
    """Return the entry that `raw` holds, once its shape, hash and signature are proven.

    Raises: Rejected with a `wire.` code. Such an entry leaves no trace: nothing says who wrote it.
    """
    entry = _shaped(raw)
    if entry.device != device.id:
        raise Rejected("wire.other-device")
    if not _hash_holds(entry):
        raise Rejected("wire.hash-wrong")
    try:
        _key(device.public_key).verify(bytes.fromhex(entry.signature), entry.hash.encode())
    except InvalidSignature:
        raise Rejected("wire.signature-wrong") from None
    return entry


def check_place(entry: Entry, device: Device, links: Mapping[tuple[int, int], Link]) -> None:
    """Hold the entry to its neighbours in the chain, as far as they are here.

    An entry may come before an earlier one of another subject that is set aside at the desk, so a neighbour
    may be missing yet; both links are checked whenever the second of two arrives.
    Raises: Rejected, for an epoch that was not given, a place that is taken, or a link that does not fit.
    """
    if not 1 <= entry.epoch <= device.epoch:
        raise Rejected("wire.epoch-unknown", epoch=entry.epoch)
    if (entry.epoch, entry.seq) in links:
        raise Rejected("wire.chain-fork", seq=entry.seq)
    before, after = links.get((entry.epoch, entry.seq - 1)), links.get((entry.epoch, entry.seq + 1))
    expected = FIRST_PREV if entry.seq == 1 else before and before.hash
    if (expected is not None and entry.prev != expected) or (after is not None and after.prev != entry.hash):
        raise Rejected("wire.chain-broken", seq=entry.seq)


def id_of(raw: Any) -> str:
    """Return the id under which a refused entry is answered; nothing where it has none that can be written."""
    named = raw.get("id") if isinstance(raw, dict) else None
    return named if isinstance(named, str) and _fits(named, "id") else ""


def day_of(entry: Entry) -> date:
    """Return the office day on which the entry was written."""
    return office_day(from_iso(entry.at))


def _shaped(raw: Any) -> Entry:
    if not isinstance(raw, dict):
        raise Rejected("wire.entry-shape", field="entry")
    for name, kind in _SHAPE.items():
        if type(raw.get(name)) is not kind:
            raise Rejected("wire.entry-shape", field=name)
    for name in _MOST_TEXT:
        if not _fits(raw[name], name):
            raise Rejected("wire.entry-shape", field=name)
    for name, least in (("epoch", 1), ("seq", 1), ("base_version", 0), ("schema", 1)):
        if not least <= raw[name] <= _LARGEST:
            raise Rejected("wire.entry-shape", field=name)
    _check_details(raw)
    return Entry(**{name: raw[name] for name in _SHAPE} | {"attachments": tuple(raw["attachments"])})


def _check_details(raw: dict[str, Any]) -> None:
    if raw["schema"] != _SCHEMA:
        raise Rejected("wire.entry-schema", schema=raw["schema"])
    if len(raw["attachments"]) > _MOST_ATTACHMENTS or not all(map(is_sha256, raw["attachments"])):
        raise Rejected("wire.entry-shape", field="attachments")
    if not is_sha256(raw["prev"]):
        raise Rejected("wire.entry-shape", field="prev")
    if not _SIGNATURE.fullmatch(raw["signature"]):
        raise Rejected("wire.entry-shape", field="signature")
    try:
        aware = from_iso(raw["at"]).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        raise Rejected("wire.entry-shape", field="at")


def _fits(text: str, name: str) -> bool:
    return 1 <= len(text) <= _MOST_TEXT[name] and text.isprintable()


def _hash_holds(entry: Entry) -> bool:
    try:
        return entry.computed_hash() == entry.hash
    except ValueError:  # numbers with a fraction, or beyond 2**53, have no canonical form
        return False


@lru_cache(maxsize=4096)
def _key(public_key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
