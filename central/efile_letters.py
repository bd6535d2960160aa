"""Letters signed with a token: judged by the centre as soon as their bytes have come, and delivered only then.

An entry comes before the file that it names; so a letter waits here, under its own SHA-256, until it is whole.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.model import Role
from app.base.days import from_iso, office_day
from app.base.entry import Entry
from app.base.ids import new_id
from app.efile.letter_verdict import KEYS, REVOCATIONS, verdict_id
from app.efile.walk import DraftState, Place
from central.blob_place import place_of
from central.body import Rejected, text, wrong
from central.efile import known, new_receipt, office_of
from central.efile_model import EFile, ELeaf, EReceipt
from central.efile_register import certificates_of
from central.model import Device
from central.sheet import Sheet
from central.signature import Flaw, flaw_of_letter
from central.store import hold
from central.tables import efile_leaf

KIND = "letter"
_WAITS, _HOLDS, _FLAWED = "waits", "holds", "flawed"


def expect(sheet: Sheet, draft: ELeaf, paper: str, entry: Entry) -> None:
    """Judge a letter that is here, and remember one that is still to come.

    Raises: Rejected("draft.signature-wrong"), also for a letter that went out of another draft already.
    """
    before = sheet.fetch(ELeaf, paper)
    if before is not None and before.thing != draft.id:
        raise Rejected("draft.signature-wrong", flaw=Flaw.REPLAYED.value)
    told = {"state": _WAITS, "who": entry.who, "at": entry.at, "deliver": None}
    if not sheet.missing([paper]):
        if flaw := _flaw(sheet, paper, told):
            raise Rejected("draft.signature-wrong", flaw=flaw.value)
        told["state"] = _HOLDS
    sheet.put(ELeaf(paper, KIND, draft.id, entry.at, 1, [], told))


def number(sheet: Sheet, draft: ELeaf, given: str) -> None:
    """Keep a letter's number for this draft, by the number; no desk is told. Raises: Rejected("efile.number-taken")."""
    key = f"issue-{hashlib.sha256(given.encode()).hexdigest()[:50]}"
    hold(sheet.connection, key)
    before = sheet.fetch(ELeaf, key)
    if before is not None and before.thing != draft.id:
        raise Rejected("efile.number-taken", number=given)
    sheet.put(before or ELeaf(key, "issue-number", draft.id, "", 1, [], {}))


def deliver(sheet: Sheet, draft: ELeaf, entry: Entry) -> None:
    """Lay the letter in the other office's inbox; one that is not judged yet once it was. Raises: Rejected."""
    letter = sheet.fetch(ELeaf, str(draft.document["sha256"]))
    if letter is None or letter.document["state"] == _HOLDS:  # none: signed by hand, and scanned
        _deliver(sheet, draft, entry)
        return
    _office(sheet, draft)
    sheet.put(replace(letter, document=letter.document | {"deliver": entry.to_wire()}))


def judge(sheet: Sheet, _device: Device, entry: Entry) -> dict[str, Any]:
    """Keep what the desk that opened a letter found its signature to be worth, and tell the sender; the first stands.

    Raises: Rejected("efile.not-yours"), wrong.
    """
    found = known(sheet, EReceipt, entry.subject)
    if not found.issue or office_of(sheet, entry.post) not in found.offices:
        raise Rejected("efile.not-yours", holder=found.holder, place=found.place)
    told = {
        "verdict": _one_of(entry.body, "verdict", KEYS),
        "signer": text(entry.body, "signer", least=0, most=200),
        "revocation": _one_of(entry.body, "revocation", REVOCATIONS),
        "at": entry.at,
    }
    key, issue = verdict_id(found.id), sheet.fetch(ELeaf, found.issue)
    if sheet.fetch(ELeaf, key) is None:
        sheet.put(ELeaf(key, "verdict", found.id, entry.at, 1, found.offices, told))
        if issue is not None:
            document = issue.document | {"verdict": told}
            sheet.put(replace(issue, version=issue.version + 1, document=document))
    return {}


def _one_of(body: Mapping[str, Any], name: str, values: frozenset[str]) -> str:
    value = text(body, name, least=0, most=64)
    if value in values:
        return value
    raise wrong(name)


def come(sheet: Sheet, paper: str) -> None:
    """Judge a letter whose bytes have become whole just now, and deliver it where it was to go."""
    draft, letter = _held(sheet, paper)
    if letter is None or letter.document["state"] != _WAITS:
        return
    flaw = _flaw(sheet, paper, letter.document)
    state = {"state": _FLAWED if flaw else _HOLDS}
    sheet.put(replace(letter, document=letter.document | state))
    if draft is None or draft.document["sha256"] != paper:
        return  # revised meanwhile: what was signed goes nowhere
    if flaw is None and letter.document["deliver"]:
        wire = dict(letter.document["deliver"])
        _deliver(sheet, draft, Entry(**wire | {"attachments": tuple(wire["attachments"])}))
    if flaw is not None:
        told: dict[str, Any] = {"flaw": flaw.value}
        if draft.document["state"] == DraftState.SIGNED:
            told |= {"state": DraftState.APPROVED, "sha256": "", "pages": 0}
        sheet.put(replace(draft, version=draft.version + 1, document=draft.document | told))


def _held(sheet: Sheet, paper: str) -> tuple[ELeaf | None, ELeaf | None]:
    """Hold the file, its draft and the letter, and return the last two; nothing for a file that is no letter.

    It is the order in which an entry holds them: two that meet never wait for each other in a ring.
    """
    leaf = efile_leaf.c
    draft = sheet.connection.scalar(select(leaf.thing).where(leaf.id == paper, leaf.kind == KIND))
    if draft is None:
        return None, None
    file = sheet.connection.scalar(select(leaf.thing).where(leaf.id == draft))
    if file is not None:
        sheet.fetch(EFile, file)
    return sheet.fetch(ELeaf, draft), sheet.fetch(ELeaf, paper)


def _flaw(sheet: Sheet, paper: str, told: Mapping[str, Any]) -> Flaw | None:
    on = office_day(from_iso(told["at"])).isoformat()
    pdf = place_of(sheet.centre, paper).read_bytes()
    return flaw_of_letter(pdf, certificates_of(sheet, told["who"], on), sheet.centre.clock())


def _office(sheet: Sheet, draft: ELeaf) -> tuple[str, str]:
    """Return the office a letter goes to, and the post that opens its letters: its registry, or its first post."""
    office = str(draft.document["addressee"].get("office", ""))
    posts = sorted(
        (name for name, post in sheet.directory.posts.items() if post["office"] == office),
        key=lambda name: Role.DIARIST not in sheet.directory.roles[name],
    )
    if not posts:
        raise Rejected("draft.office-unknown", office=office)
    return office, posts[0]


def _deliver(sheet: Sheet, draft: ELeaf, entry: Entry) -> None:
    office, post = _office(sheet, draft)
    directory, found = sheet.directory, known(sheet, EFile, entry.subject)
    version, dispatch = draft.document["versions"][-1], draft.document["dispatch"]
    sender = {
        "name": directory.people[entry.who]["name"]["hi"],
        "designation": directory.posts[entry.post]["designation"]["hi"],
        "organisation": directory.offices[found.office]["name"]["hi"],
    }
    letter = {
        "by_hand": bool(draft.document["by_hand"]),
        "subject": version["subject"],
        "sender": sender,
        "received_on": office_day(sheet.centre.clock()).isoformat(),
        "letter_no": dispatch["number"],
        "letter_date": office_day(datetime.fromisoformat(entry.at)).isoformat(),
        "delivery": "office",
    }
    counted = sheet.counters.next(f"receipt.{office}")
    given = f"{directory.offices[office]['code']}/{sheet.centre.today():%Y}/E/{counted:06d}"
    paper, pages = draft.document["sha256"], draft.document["pages"]
    receipt = new_receipt(sheet, new_id(), given, letter, paper, pages, post, entry)
    came = sheet.centre.moment()
    sheet.put(replace(receipt, place=Place.UNOPENED, issue=draft.id, arrived_at=came))
