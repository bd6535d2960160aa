"""Chains and exports made with the real keys and no desk, so that each can be wrong in one way."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from reportlab.pdfgen import canvas

from app.base.days import IST, iso
from app.base.words import Words
from app.efile.chain import Signed, link
from app.efile.manifest import NAME, Held, Listed, Manifest
from app.efile.noting import FIRST, Attached, Noting
from app.ports.binding import BoundFile, BoundNoting, BoundPaper
from app.ports.signing import Appearance
from dsc.pades import signed_pdf
from printers.bound_pages import bound
from tests.integration.dsc import forge
from tests.integration.dsc.pki import Holder, Pki
from tests.integration.efile.tokens import signer_of

FILE, NUMBER = "0199aaaa-file", "B-3-1/D1-1/2026-27/TR"
POST = "district-lucknow.section-officer"
NOW = datetime.now(UTC).replace(microsecond=0)
BEGAN = NOW - timedelta(hours=2)
SEAL = Appearance(("निर्यात की मुहर",), page=0, certifies=True)
Change = Callable[[Manifest], Manifest]


def letter() -> bytes:
    out = BytesIO()
    page = canvas.Canvas(out, invariant=1)
    page.drawString(60, 780, "F.No. A-12011/3/2026-Estt.")
    page.save()
    return out.getvalue()


PAPER = letter()
NAMED = Attached("p1-1.pdf", hashlib.sha256(PAPER).hexdigest(), len(PAPER))


def noting(seq: int, prev: str, by: Holder, **changed: Any) -> Noting:
    told: dict[str, Any] = {
        "file_uuid": FILE,
        "file_no": NUMBER,
        "seq": seq,
        "prev": prev,
        "emp_id": "person-asha",
        "role": POST,
        "designation": "अनुभाग अधिकारी",
        "office": "district-lucknow",
        "cert_sha256": by.sha256,
        "created": (BEGAN + timedelta(seconds=seq)).astimezone(IST).isoformat(timespec="seconds"),
        "body": f"टिप्पणी {seq} (पृ० 1)",
        "attachments": (NAMED,),
    }
    return Noting(**(told | changed))


def signed(note: Noting, by: Holder, pki: Pki, **changed: Any) -> Signed:
    data = note.to_bytes()
    return Signed(data, forge.signed(by, data, pki), **({"taken_at": BEGAN + timedelta(minutes=1)} | changed))


def chain(pki: Pki, length: int = 3, **changed: Any) -> list[Signed]:
    made: list[Signed] = []
    for seq in range(1, length + 1):
        prev = link(made[-1].note, made[-1].p7s) if made else FIRST
        made.append(signed(noting(seq, prev, pki.asha, **changed), pki.asha, pki))
    return made


def head(of: Sequence[Signed]) -> str:
    return link(of[-1].note, of[-1].p7s)


def files(of: Sequence[Signed]) -> dict[str, bytes]:
    """The chain as a folder holds it, its paper beside it."""
    found = {NAMED.name: PAPER}
    for seq, each in enumerate(of, 1):
        found |= {f"{seq:04d}.json": each.note, f"{seq:04d}.p7s": each.p7s}
        if each.stamp:
            found[f"{seq:04d}.tst"] = each.stamp
    return found


def evidence(pki: Pki, *lists: bytes) -> dict[str, bytes]:
    held = lists or (pki.ca_crl, pki.root_crl)
    named = {f"crl-{at}.crl": each for at, each in enumerate(held, 1)}
    return {"cer-1.cer": pki.ca.pem, **named}


def manifest(pki: Pki, of: Sequence[Signed], attached: Mapping[str, bytes]) -> Manifest:
    since = (NOW - timedelta(days=9)).date().isoformat()
    return Manifest(
        file=FILE,
        number=NUMBER,
        subject="मासिक निरीक्षण",
        head=head(of),
        exported_by="person-asha",
        exported_at=iso(NOW),
        notings=tuple(
            Listed(
                f"{seq:04d}.json",
                f"{seq:04d}.p7s",
                f"{seq:04d}.tst" if each.stamp else "",
                iso(each.taken_at) if each.taken_at else "",
            )
            for seq, each in enumerate(of, 1)
        ),
        enrolled=(Held("person-asha", pki.asha.sha256, since, ""),),
        posted=(Held("person-asha", POST, since, ""),),
        hashes={name: hashlib.sha256(data).hexdigest() for name, data in attached.items()},
    )


def export(
    pki: Pki,
    of: Sequence[Signed],
    *,
    change: Change = lambda found: found,
    lists: Sequence[bytes] = (),
    without: str = "",
    also: Mapping[str, bytes] | None = None,
    by: Holder | None = None,
    seal: Appearance | None = SEAL,
) -> bytes:
    """The chain bound and sealed; `change`, `without` and `also` are done before the seal, by the exporter."""
    attached = files(of) | evidence(pki, *lists)
    told = change(manifest(pki, of, attached)).to_bytes()
    there = {name: data for name, data in attached.items() if name != without}
    pdf = bound(bound_file(), {**there, NAME: told, **(also or {})})
    return signed_pdf(pdf, seal, signer_of(by or pki.asha, pki.ca.der), NOW) if seal else pdf


def bound_file() -> BoundFile:
    words = Words("आशा", "Asha")
    note = BoundNoting(1, ((1, "टिप्पणी"),), words, words, words, NOW, "1f", 3, None, None, ())
    paper = BoundPaper(1, 1, "पत्र", "412", date(2026, 11, 1), PAPER)
    return BoundFile(NUMBER, "विषय", "0" * 64, (), (note,), (paper,), words, NOW)


def replaced(of: Sequence[Signed], at: int, **changed: Any) -> list[Signed]:
    whole = list(of)
    whole[at - 1] = replace(whole[at - 1], **changed)
    return whole
