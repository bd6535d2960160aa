"""One change a person made, in the form that is hashed, signed, sent and kept for ever.

The journal entry is at once the audit trail and the outbox item. Its hash covers every field below but
the signature; `prev` is the hash of the entry before it on the same device, so the chain shows a gap.
Canonical form: RFC 8785. Signature: Ed25519 (RFC 8032) of the device over the ASCII hex of the hash.
"""

from dataclasses import dataclass
from typing import Any

from app.base.canonical import canonical, digest

FIRST_PREV = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """`at` is UTC ISO text; `who` a person's id, `post` the post they acted from; `attachments` SHA-256s."""

    id: str
    device: str
    epoch: int
    seq: int
    subject: str
    kind: str
    schema: int
    base_version: int
    body: dict[str, Any]
    attachments: tuple[str, ...]
    who: str
    post: str
    at: str
    prev: str
    hash: str = ""
    signature: str = ""

    def sealed_fields(self) -> dict[str, Any]:
        """Return what the hash covers, as plain JSON."""
        return {
            "id": self.id,
            "device": self.device,
            "epoch": self.epoch,
            "seq": self.seq,
            "subject": self.subject,
            "kind": self.kind,
            "schema": self.schema,
            "base_version": self.base_version,
            "body_sha256": digest(canonical(self.body)),
            "attachments": list(self.attachments),
            "who": self.who,
            "post": self.post,
            "at": self.at,
            "prev": self.prev,
        }

    def computed_hash(self) -> str:
        """Return the SHA-256 the entry must carry."""
        return digest(canonical(self.sealed_fields()))

    def to_wire(self) -> dict[str, Any]:
        """Return the JSON form of `POST /v1/entries`."""
        return {
            "id": self.id,
            "device": self.device,
            "epoch": self.epoch,
            "seq": self.seq,
            "subject": self.subject,
            "kind": self.kind,
            "schema": self.schema,
            "base_version": self.base_version,
            "body": self.body,
            "attachments": list(self.attachments),
            "who": self.who,
            "post": self.post,
            "at": self.at,
            "prev": self.prev,
            "hash": self.hash,
            "signature": self.signature,
        }
