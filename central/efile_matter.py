"""What stands in a file, at the centre: notings in their chain, correspondence, drafts; and the register of tokens.

A noting is held to its form, its place, the noting before it, its writer, the register, and to a signature by the very
certificate that the register knows. Whether that certificate is to be trusted is judged by whoever reads it: the centre
keeps no roots, and vouches only for the moment and the order.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.accounts.model import Role
from app.base.days import iso, office_day
from app.base.entry import Entry
from app.base.ids import new_id
from app.efile.chain import link
from app.efile.noting import Form, Noting, paragraphs, parse
from app.efile.walk import DRAFTS, REGISTER, DraftState, DraftStep, Enrolled, Place, Register, after, allows
from central.body import Rejected, number, sha256, table, text, wrong
from central.efile import Act, Reply, change, held, known, new_receipt, office_of
from central.efile_model import EFile, ELeaf, ENoting, EReceipt
from central.model import Device
from central.sheet import Sheet
from central.signature import flaw_of

_MOST_NOTE, _MOST_SIGNATURE = 240_000, 64_000


def _sign(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    found = held(sheet, EFile, entry)
    note = text(entry.body, "note", most=_MOST_NOTE)
    p7s = _base64(entry.body, "p7s")
    noting = parse(note.encode())
    if isinstance(noting, Form):
        raise Rejected("noting.form-wrong", form=noting.value)
    _check_place(found, noting)
    moment = _check_writer(sheet, entry, noting)
    if flaw := flaw_of(note.encode(), p7s, noting.cert_sha256):
        raise Rejected("noting.signature-wrong", flaw=flaw.value)
    head = link(note.encode(), p7s)
    first = found.paragraphs + 1
    taken_at = sheet.centre.moment()
    sheet.put(
        ENoting(
            file=found.id,
            seq=noting.seq,
            offices=found.offices,
            head=head,
            note=note,
            p7s=text(entry.body, "p7s", most=_MOST_SIGNATURE),
            person=entry.who,
            post=entry.post,
            first_paragraph=first,
            signed_at=iso(moment),
            taken_at=taken_at,
        )
    )
    count = found.paragraphs + len(paragraphs(noting.body))
    change(sheet, found, head=head, notes=noting.seq, paragraphs=count)
    return {"head": head, "taken_at": taken_at}


def _check_place(found: EFile, noting: Noting) -> None:
    if noting.file_uuid != found.id:
        raise Rejected("noting.other-file")
    if noting.seq != found.notes + 1:
        raise Rejected("noting.sequence", told=noting.seq, due=found.notes + 1)
    if noting.prev != found.head:
        raise Rejected("noting.previous", seq=noting.seq)


def _check_writer(sheet: Sheet, entry: Entry, noting: Noting) -> datetime:
    if (noting.emp_id, noting.role) != (entry.who, entry.post):
        raise Rejected("noting.other-person")
    try:
        moment = datetime.fromisoformat(noting.created)
    except ValueError:
        raise wrong("created") from None
    if moment.tzinfo is None:
        raise wrong("created")
    enrolled = sheet.fetch_where(ELeaf, "thing", entry.who)
    if not any(_may_sign(each, noting, moment) for each in enrolled):
        raise Rejected("noting.not-enrolled")
    return moment


def _may_sign(leaf: ELeaf, noting: Noting, moment: datetime) -> bool:
    told = leaf.document
    if leaf.kind != "certificate" or told["sha256"] != noting.cert_sha256 or not told["since"]:
        return False
    day = office_day(moment).isoformat()
    return bool(told["since"] <= day and (not told["until"] or day <= told["until"]))


def _put_receipt(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    found = held(sheet, EFile, entry)
    receipt = known(sheet, EReceipt, text(entry.body, "receipt", most=64))
    if (receipt.holder, receipt.place) != (entry.post, Place.AT_DESK):
        raise Rejected("efile.receipt-not-yours", number=receipt.number)
    offices = list(dict.fromkeys([*receipt.offices, *found.offices]))
    change(sheet, replace(receipt, offices=offices), place=Place.IN_FILE, file=found.id)
    _add_page(sheet, found, entry, "receipt", receipt.sha256)
    return {}


def _enclose(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    found, paper = held(sheet, EFile, entry), sha256(entry.body, "sha256")
    if set(entry.attachments) != {paper}:
        raise wrong("sha256")
    _add_page(sheet, found, entry, "enclosure", paper)
    return {}


def _add_page(sheet: Sheet, found: EFile, entry: Entry, kind: str, paper: str) -> None:
    """Pages run on without a gap: whoever holds the file counts them."""
    page = table(entry.body, "page")
    first, last = number(page, "first", 1), number(page, "last", 1)
    if first != found.pages + 1 or last < first:
        raise Rejected("efile.pages-wrong", due=found.pages + 1, told=first)
    document = {
        "kind": kind,
        "title": text(page, "title", least=0),
        "number": text(page, "number", least=0, most=160),
        "on": text(page, "on", most=10),
        "first": first,
        "last": last,
        "sha256": paper,
        "media": text(page, "media", least=0, most=64),
    }
    sheet.put(ELeaf(text(page, "id", most=36), "page", found.id, f"{first:08d}", 1, found.offices, document))
    change(sheet, found, pages=last)


def _write_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    found, body = held(sheet, EFile, entry), entry.body
    name, told = text(body, "draft", most=36), number(body, "version", 1)
    version: Reply = {
        "version": told,
        "subject": text(body, "subject", least=0),
        "text": text(body, "text", least=0, most=_MOST_NOTE),
        "who": entry.who,
        "post": entry.post,
        "at": entry.at,
    }
    before = sheet.fetch(ELeaf, name)
    if before is not None:
        _draft(sheet, entry)
    versions: list[Reply] = [*(before.document["versions"] if before else ()), version]
    if told != len(versions):
        raise Rejected("draft.version-wrong", due=len(versions), told=told)
    document: Reply = {
        "state": _moved(before, DraftStep.REVISED) if before else DraftState.DRAFT,
        "addressee": table(body, "addressee"),
        "versions": versions,
        "approved_by": "",
        "sha256": "",
        "pages": 0,
        "by_hand": False,
        "dispatch": None,
        "acknowledged_at": "",
        "acknowledgement": "",
    }
    place, seq = (before.place, before.version + 1) if before else (entry.at, 1)
    sheet.put(ELeaf(name, "draft", found.id, place, seq, found.offices, document))
    return {}


def _approve_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    held(sheet, EFile, entry)
    draft = _draft(sheet, entry)
    if number(entry.body, "version", 1) != len(draft.document["versions"]):
        raise Rejected("draft.version-wrong", due=len(draft.document["versions"]), told=entry.body["version"])
    _change_draft(sheet, draft, DraftStep.APPROVED, approved_by=entry.post)
    return {}


def _sign_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    held(sheet, EFile, entry)
    paper = sha256(entry.body, "sha256")
    if set(entry.attachments) != {paper}:
        raise wrong("sha256")
    _change_draft(
        sheet,
        _draft(sheet, entry),
        DraftStep.SIGNED,
        sha256=paper,
        pages=number(entry.body, "pages", 1),
        by_hand=bool(entry.body.get("by_hand")),
    )
    return {}


def _dispatch_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    found, body = held(sheet, EFile, entry), entry.body
    draft = _draft(sheet, entry)
    dispatch = {
        "number": text(body, "number", most=160),
        "by": text(body, "by", most=16),
        "at": entry.at,
        "reference": text(body, "reference", least=0, most=200),
    }
    sent = _change_draft(sheet, draft, DraftStep.DISPATCHED, dispatch=dispatch)
    _add_page(sheet, found, entry, "issue", sent.document["sha256"])
    if dispatch["by"] == "office":
        _deliver(sheet, found, sent, entry)
    return {}


def _deliver(sheet: Sheet, found: EFile, draft: ELeaf, entry: Entry) -> None:
    """Lay the letter in the inbox of the other office's registry; where it has none, of its first post."""
    office = str(draft.document["addressee"].get("office", ""))
    directory = sheet.directory
    posts = sorted(
        (name for name, post in directory.posts.items() if post["office"] == office),
        key=lambda name: Role.DIARIST not in directory.roles[name],
    )
    if not posts:
        raise Rejected("draft.office-unknown", office=office)
    version, dispatch = draft.document["versions"][-1], draft.document["dispatch"]
    sender = directory.offices[found.office]["name"]["hi"]
    letter = {
        "subject": version["subject"],
        "sender": {"organisation": sender, "designation": directory.posts[entry.post]["designation"]["hi"]},
        "received_on": office_day(sheet.centre.clock()).isoformat(),
        "letter_no": dispatch["number"],
        "letter_date": office_day(datetime.fromisoformat(entry.at)).isoformat(),
        "delivery": "office",
    }
    counted = sheet.counters.next(f"receipt.{office}")
    given = f"{directory.offices[office]['code']}/{sheet.centre.today():%Y}/E/{counted:06d}"
    paper, pages = draft.document["sha256"], draft.document["pages"]
    receipt = new_receipt(sheet, new_id(), given, letter, paper, pages, posts[0], entry)
    sheet.put(replace(receipt, place=Place.UNOPENED, issue=draft.id))


def _acknowledge_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    """What came back on paper or by mail, written down by whoever holds the file."""
    held(sheet, EFile, entry)
    said = text(entry.body, "acknowledgement")
    _change_draft(
        sheet,
        _draft(sheet, entry),
        DraftStep.ACKNOWLEDGED,
        acknowledged_at=entry.at,
        acknowledgement=said,
    )
    return {}


def _draft(sheet: Sheet, entry: Entry) -> ELeaf:
    found = sheet.fetch(ELeaf, text(entry.body, "draft", most=36))
    if found is None or (found.kind, found.thing) != ("draft", entry.subject):
        raise Rejected("draft.unknown")
    return found


def _moved(draft: ELeaf, step: DraftStep) -> DraftState:
    state = DraftState(draft.document["state"])
    if not allows(DRAFTS, state, step):
        raise Rejected("draft.wrong-step", state=state.value, step=step.value)
    return after(DRAFTS, state, step)


def _change_draft(sheet: Sheet, draft: ELeaf, step: DraftStep, **facts: Any) -> ELeaf:
    document = draft.document | {"state": _moved(draft, step)} | facts
    changed = replace(draft, version=draft.version + 1, document=document)
    sheet.put(changed)
    return changed


def _ask_certificate(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    body = entry.body
    if sheet.fetch(ELeaf, entry.subject) is not None:
        raise Rejected("efile.made-already")
    _base64(body, "proof")
    document = {
        "state": Enrolled.ASKED,
        "person": entry.who,
        "ca": text(body, "ca", least=0),
        "class": number(body, "class"),
        "serial": text(body, "serial", most=64),
        "sha256": sha256(body, "sha256"),
        "token_serial": text(body, "token_serial", least=0, most=64),
        "not_before": text(body, "not_before", most=32),
        "not_after": text(body, "not_after", most=32),
        "proof": text(body, "proof", most=_MOST_SIGNATURE),
        "since": "",
        "until": "",
        "fir": "",
        "reason": "",
        "asked_at": entry.at,
        "decided_by": "",
    }
    offices = [office_of(sheet, entry.post)]
    sheet.put(ELeaf(entry.subject, "certificate", entry.who, entry.at, 1, offices, document))
    return {}


def _decide_certificate(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    """Another person than the one who asks decides; with a new certificate the one before is replaced."""
    leaf = _certificate(sheet, entry)
    if leaf.thing == entry.who:
        raise Rejected("dsc.own-certificate")
    approved = entry.body.get("approved")
    if not isinstance(approved, bool):
        raise wrong("approved")
    event = Register.APPROVED if approved else Register.REFUSED
    today = office_day(datetime.fromisoformat(entry.at)).isoformat()
    if approved:
        for other in sheet.fetch_where(ELeaf, "thing", leaf.thing):
            if other.kind == "certificate" and other.document["state"] == Enrolled.APPROVED:
                _change_certificate(sheet, other, Register.REPLACED, until=today)
    facts = {"since": today if approved else "", "reason": text(entry.body, "reason", least=0)}
    _change_certificate(sheet, leaf, event, decided_by=entry.who, **facts)
    return {}


def _end_certificate(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    """Lost (with the number of the report to the police) or surrendered; by the person or by the register's keeper."""
    leaf = _certificate(sheet, entry)
    event = Register(_one_of(entry.body, "how", (Register.LOST, Register.SURRENDERED)))
    fir = text(entry.body, "fir", least=1 if event is Register.LOST else 0, most=120)
    until = text(entry.body, "until", most=10)
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


def _one_of(body: Mapping[str, Any], name: str, values: tuple[str, ...]) -> str:
    value = text(body, name, most=64)
    if value in values:
        return value
    raise wrong(name)


def _base64(body: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(text(body, name, most=_MOST_SIGNATURE), validate=True)
    except binascii.Error:
        raise wrong(name) from None


MATTER_ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "noting.signed": _sign,
        "file.receipt-put": _put_receipt,
        "file.enclosed": _enclose,
        "draft.written": _write_draft,
        "draft.approved": _approve_draft,
        "draft.signed": _sign_draft,
        "draft.dispatched": _dispatch_draft,
        "draft.acknowledged": _acknowledge_draft,
        "certificate.asked": _ask_certificate,
        "certificate.decided": _decide_certificate,
        "certificate.ended": _end_certificate,
    }
)
