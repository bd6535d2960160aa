"""What stands in a file, at the centre: notings in their chain, correspondence, drafts.

A noting is held to its form, its place, the noting before it, its writer, the register, and to a signature by the very
certificate that the register knows. Whether that certificate is to be trusted is judged by whoever reads it: the centre
keeps no roots, and vouches only for the moment and the order.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from app.base.days import iso, office_day
from app.base.entry import Entry
from app.efile.chain import link, moment_of
from app.efile.noting import Form, Noting, paragraphs, parse
from app.efile.walk import DRAFTS, DraftState, DraftStep, Place, after, allows
from central import efile_letters
from central.body import Rejected, flag, number, sha256, table, text, wrong
from central.efile import Act, Reply, change, held, known
from central.efile_model import EFile, ELeaf, ENoting, EReceipt
from central.efile_register import MOST_SIGNATURE, REGISTER_ACTS, base64_of, check_enrolment
from central.model import Device
from central.sheet import Sheet
from central.signature import flaw_at, flaw_of

_LEEWAY = timedelta(minutes=10)
"""A desk signs nothing while it knows its clock to be five minutes off; the rest is the line's."""
_MOST_NOTE, _MOST_NUMBER = 240_000, 64


def _sign(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    found = held(sheet, EFile, entry)
    note = text(entry.body, "note", most=_MOST_NOTE)
    p7s = base64_of(entry.body, "p7s")
    noting = parse(note.encode())
    if isinstance(noting, Form):
        raise Rejected("noting.form-wrong", form=noting.value)
    _check_place(found, noting)
    moment = _check_writer(sheet, entry, noting)
    _check_signature(sheet, note.encode(), p7s, noting.cert_sha256)
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
            p7s=text(entry.body, "p7s", most=MOST_SIGNATURE),
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


def _check_signature(sheet: Sheet, note: bytes, p7s: bytes, certificate: str) -> None:
    if flaw := flaw_of(note, p7s, certificate) or flaw_at(sheet.centre.clock(), p7s, certificate):
        raise Rejected("noting.signature-wrong", flaw=flaw.value)


def _check_place(found: EFile, noting: Noting) -> None:
    if (noting.file_uuid, noting.file_no) != (found.id, found.number):
        raise Rejected("noting.other-file")
    if noting.seq != found.notes + 1:
        raise Rejected("noting.sequence", told=noting.seq, due=found.notes + 1)
    if noting.prev != found.head:
        raise Rejected("noting.previous", seq=noting.seq)


def _check_writer(sheet: Sheet, entry: Entry, noting: Noting) -> datetime:
    """Hold the noting to its writer's post, clock and certificate, as of the moment that it gives itself."""
    post = sheet.directory.posts[entry.post]
    if (noting.emp_id, noting.role, noting.office) != (entry.who, entry.post, post["office"]):
        raise Rejected("noting.other-person")
    if noting.designation not in post["designation"].values():
        raise Rejected("noting.other-person")
    moment = moment_of(noting.created)
    if moment is None:
        raise wrong("created")
    if moment > sheet.centre.clock() + _LEEWAY:
        raise Rejected("noting.clock-ahead")
    if not sheet.directory.holds(entry.who, entry.post, office_day(moment)):
        raise Rejected("role.not-posted", post=entry.post)
    check_enrolment(sheet, entry.who, noting.cert_sha256, office_day(moment).isoformat())
    return moment


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
        "number": before.document.get("number", "") if before else "",
        "sha256": "",
        "pages": 0,
        "by_hand": False,
        "dispatch": None,
        "acknowledged_at": "",
        "acknowledgement": "",
        "flaw": "",
    }
    place, seq = (before.place, before.version + 1) if before else (entry.at, 1)
    sheet.put(ELeaf(name, "draft", found.id, place, seq, found.offices, document))
    return {}


def _approve_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    held(sheet, EFile, entry)
    draft = _draft(sheet, entry)
    if number(entry.body, "version", 1) != len(draft.document["versions"]):
        raise Rejected("draft.version-wrong", due=len(draft.document["versions"]), told=entry.body["version"])
    given = text(entry.body, "number", most=_MOST_NUMBER)
    approved = _change_draft(sheet, draft, DraftStep.APPROVED, approved_by=entry.post, number=given)
    efile_letters.number(sheet, approved, given)
    return {}


def _withdraw_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    held(sheet, EFile, entry)
    draft, why = _draft(sheet, entry), text(entry.body, "reason")
    if draft.document["versions"][0]["post"] != entry.post:
        raise Rejected("draft.author-only")
    _change_draft(sheet, draft, DraftStep.WITHDRAWN, withdrawn=why, withdrawn_at=entry.at)
    return {}


def _sign_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    held(sheet, EFile, entry)
    paper = sha256(entry.body, "sha256")
    if set(entry.attachments) != {paper}:
        raise wrong("sha256")
    by_hand = flag(entry.body, "by_hand")
    signed = _change_draft(
        sheet,
        _draft(sheet, entry),
        DraftStep.SIGNED,
        sha256=paper,
        pages=number(entry.body, "pages", 1),
        by_hand=by_hand,
        flaw="",
    )
    if not by_hand:
        efile_letters.expect(sheet, signed, paper, entry)
    return {}


def _dispatch_draft(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    found, body = held(sheet, EFile, entry), entry.body
    draft = _draft(sheet, entry)
    dispatch = {
        "number": text(body, "number", most=_MOST_NUMBER),
        "by": text(body, "by", most=16),
        "at": entry.at,
        "reference": text(body, "reference", least=0, most=200),
    }
    due = draft.document.get("number") or dispatch["number"]  # approved before numbers came first
    if due != dispatch["number"]:
        raise Rejected("draft.number-other", due=due, told=dispatch["number"])
    efile_letters.number(sheet, draft, due)
    sent = _change_draft(sheet, draft, DraftStep.DISPATCHED, dispatch=dispatch)
    _add_page(sheet, found, entry, "issue", sent.document["sha256"])
    if dispatch["by"] == "office":
        efile_letters.deliver(sheet, sent, entry)
    return {}


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


MATTER_ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "noting.signed": _sign,
        "file.receipt-put": _put_receipt,
        "file.enclosed": _enclose,
        "draft.written": _write_draft,
        "draft.approved": _approve_draft,
        "draft.withdrawn": _withdraw_draft,
        "draft.signed": _sign_draft,
        "draft.dispatched": _dispatch_draft,
        "receipt.judged": efile_letters.judge,
        "draft.acknowledged": _acknowledge_draft,
        **REGISTER_ACTS,
    }
)
