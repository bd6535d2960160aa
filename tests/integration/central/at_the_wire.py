"""A desk that is nothing but a key and an HTTP line, so that a test may send what no good desk would."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import requests
from app.base.entry import FIRST_PREV, Entry
from app.base.ids import new_id
from app.packs.model import Pack
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PACKS = Path(__file__).parents[3] / "packs"
OFFICE, OPERATOR = "kendra-lucknow-0001", "kendra-lucknow-0001.operator"
TODAY = "2026-09-30"
Json = dict[str, Any]


@dataclass
class WireDesk:
    """`told` is what the enrolment answered. Entries are chained as they are written."""

    url: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    told: Json = field(default_factory=dict)
    seq: int = 0
    prev: str = FIRST_PREV

    @property
    def public_key(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    def enrol(self) -> "WireDesk":
        asked = {"code": "TRAINING", "public_key": self.public_key, "name": "wire"}
        self.told = self.post("/v1/devices", asked).json()
        return self

    # --- asking ---

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.told.get('token', '')}"} | options.pop("headers", {})
        return requests.request(method, self.url + path, headers=headers, timeout=30, **options)

    def get(self, path: str) -> requests.Response:
        return self.ask("GET", path)

    def post(self, path: str, body: Any) -> requests.Response:
        return self.ask("POST", path, json=body)

    def send(self, *entries: Entry | Json) -> list[Json]:
        """Return the result of each entry."""
        raw = [each.to_wire() if isinstance(each, Entry) else each for each in entries]
        answer = self.post("/v1/entries", {"entries": raw})
        assert answer.status_code == 200, answer.text
        results: list[Json] = answer.json()["results"]
        return results

    def bring(
        self, content: bytes, offset: int = 0, end: int | None = None, **told: str
    ) -> requests.Response:
        """Send a piece of `content`; `told` replaces headers, "_" for "-"."""
        piece = content[offset:end]
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Length": str(len(content)),
            "SevaDesk-Chunk-SHA256": hashlib.sha256(piece).hexdigest(),
            "Content-Type": "application/octet-stream",
        }
        headers |= {name.replace("_", "-"): value for name, value in told.items()}
        return self.ask("PATCH", f"/v1/blobs/{sha(content)}", data=piece, headers=headers)

    def changes(self, cursor: str = "") -> tuple[list[Json], str]:
        """Return all that changed after the cursor, and where the next changes begin."""
        cursor, items, more = cursor or self.told["cursor"], [], True
        while more:
            page = self.get(f"/v1/changes?cursor={cursor}&limit=50").json()
            items += page["items"]
            cursor, more = page["cursor"], page["more"]
        return items, cursor

    def state(self, application: str) -> str:
        """Return where an application stands, as the desks are told."""
        found = [each["document"]["state"] for each in self.changes()[0] if each["id"] == application]
        return str(found[-1]) if found else ""

    # --- writing ---

    def entry(
        self, kind: str, subject: str, body: Json, attachments: tuple[str, ...] = (), **other: Any
    ) -> Entry:
        """Return the next entry of this desk; `other` replaces fields before it is sealed."""
        written = Entry(
            id=new_id(),
            device=self.told["device"],
            epoch=self.told["epoch"],
            seq=self.seq + 1,
            subject=subject,
            kind=kind,
            schema=1,
            base_version=0,
            body=body,
            attachments=attachments,
            who="person-gita",
            post=OPERATOR,
            at=f"{TODAY}T05:00:00.000000Z",
            prev=self.prev,
        )
        sealed = self.seal(replace(written, **other))
        self.seq, self.prev = sealed.seq, sealed.hash
        return sealed

    def seal(self, written: Entry) -> Entry:
        hash_ = written.computed_hash()
        return replace(written, hash=hash_, signature=self.key.sign(hash_.encode()).hex())

    def note(self, subject: str = "", **other: Any) -> Entry:
        """Return an entry that the centre only keeps."""
        return self.entry("paper.printed", subject or new_id(), {"number": "7"}, **other)

    def filing(self, paper: bytes, application: str = "", **other: Any) -> Entry:
        """Return the filing of a contribution of Rs 50, with its one paper."""
        application = application or new_id()
        return self.entry(
            "application.filed", application, filing_body(application, paper) | other, (sha(paper),)
        )

    def challan(self, application: str, **other: Any) -> Entry:
        """Return the issue of a challan of Rs 50."""
        body = {"number": f"CHL-{application[-12:]}", "amount": 5000, "head": "upssb-contribution"}
        body |= {"application": application, "valid_until": "2026-10-15"} | other
        return self.entry("challan.issued", application, body)

    def deposit(self, application: str, **other: Any) -> Entry:
        """Return the deposit of that challan."""
        body = {"number": f"CHL-{application[-12:]}", "branch": "BKT", "date": TODAY, "scroll": "77"}
        return self.entry("challan.deposited", application, body | {"application": application} | other)

    def pay(self, application: str, key: str = "", **other: Any) -> requests.Response:
        body = {"application": application, "head": "upssb-contribution", "amount": 5000, "mode": "upi"}
        return self.post("/v1/payments", {"key": key or new_id()} | body | other)


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def a_paper() -> bytes:
    """Return 12 KB that no other test sends; the centre looks at size and kind, not into the file."""
    return os.urandom(12 * 1024)


@cache
def contribution() -> Pack:
    from app.packs.reader import read_all

    return next(pack for pack in read_all(PACKS) if pack.id == "upssb-worker-contribution")


def filing_body(application: str, paper: bytes) -> Json:
    pack = contribution()
    document = {"slot": "aadhaar_card", "sha256": sha(paper), "bytes": len(paper), "media": "image/jpeg"}
    return {
        "application": application,
        "service": pack.id,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256},
        "answers": dict(_ANSWERS),
        "documents": [document],
        "board_fee": 5000,
        "user_charge": 3000,
        "filed_on": TODAY,
        "likeness_reason": "",
    }


_ANSWERS: Mapping[str, Any] = {
    "applicant_name": "मोहन लाल",
    "applicant_name_english": "MOHAN LAL",
    "mobile": "9415012345",
    "aadhaar": "XXXX XXXX 9405",
    "aadhaar_token": "0" * 64,
    "registration_number": "UPSSB-2021-000123",
    "years": 5,
}
