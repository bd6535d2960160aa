"""Sheets of the employee master at the centre: begun, confirmed, certified, and entered chunk by chunk.

The rows come with the confirmation, and go on to the desk of whoever certifies: another person, often at another desk.
A chunk is kept only if it is what was confirmed, and enters the master only once that was signed; of its rows those
that clash with the master are refused one by one, each with its reason, and the others are taken.

What a desk could not know when it wrote its entry, because another desk acted first, is answered with `done` false
and not refused: a refusal would hold all that this desk says of the sheet later.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.base.canonical import digest
from app.base.days import office_day
from app.base.entry import Entry
from app.base.identity import holds_aadhaar
from app.efile.walk import Enrolled
from app.staff.certificate import KIND, chunk_digest, unpacked
from central.body import Rejected, is_sha256, number, sha256, tables, text, wrong
from central.efile_model import ELeaf
from central.model import Device
from central.sheet import Sheet
from central.signature import flaw_at, flaw_of
from central.staff_found import found_in, left_out_in, told_back
from central.staff_model import CLOSED, StaffBatch
from central.staff_office import STAFF_OFFICE_ACTS, require_office
from central.staff_people import holds_number, person_of, put_people
from central.staff_shown import hide_rows, show_rows, shown_found, shown_rows, tell_again, tell_sheet
from central.store import by_index, hold

Reply = dict[str, Any]
Act = Callable[[Sheet, Device, Entry], Reply]
_MOST_STATEMENT, _MOST_SIGNATURE = 200_000, 40_000
_MOST_CHUNKS, _MOST_CHUNK = 2500, 400_000
_MOST_SAID = 500
_NUL = "\\u0000"
_OPEN, _CONFIRMED, _CERTIFIED = "open", "confirmed", "certified"
_AT_WORK = frozenset({_OPEN, _CONFIRMED, _CERTIFIED})


def _begin(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """Open the sheet of an office; where another desk has one open, say whose, and take nothing."""
    office = text(entry.body, "office", most=64)
    require_office(sheet, entry, office)
    hold(sheet.connection, f"staff {office}")
    for other in sheet.fetch_where(StaffBatch, "office", office):
        if other.state in _AT_WORK and other.id != entry.subject:
            return {"done": False, "by": other.begun_by}
    sheet.put(
        StaffBatch(
            id=entry.subject,
            version=1,
            office=office,
            desk_office=device.office,
            device=device.id,
            state=_OPEN,
            begun_by=entry.who,
            confirmed_by="",
            round=1,
            chunks=[],
            taken=[],
            certified={},
        )
    )
    return {"done": True, "by": entry.who}


def _confirm(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    found = _batch(sheet, device, entry, _OPEN)
    number(entry.body, "rows", 1)
    told: dict[str, Any] = {"confirmed_by": entry.who, "round": number(entry.body, "round", 1)}
    changed = _change(sheet, found, state=_CONFIRMED, chunks=_digests(entry.body), **told)
    tell_sheet(sheet, changed, text(entry.body, "file", most=255), left_out=left_out_in(entry.body))
    return {}


def _take_rows(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """Keep a chunk of what was confirmed, for those who certify; a chunk that came before is kept once."""
    found = _batch(sheet, device, entry, *_AT_WORK)
    place, packed = number(entry.body, "chunk"), text(entry.body, "rows", most=_MOST_CHUNK)
    if found.state == _OPEN or number(entry.body, "round", 1) != found.round:
        return {"done": False}
    if place >= len(found.chunks):
        raise Rejected("staff.chunk-unknown", chunk=place)
    chunk = _unpacked(packed)
    if chunk_digest(chunk) != found.chunks[place]:
        raise Rejected("staff.chunk-not-signed", chunk=place)
    rows, lines = _rows(chunk), entry.body.get("lines")
    if not isinstance(lines, list) or len(lines) != len(rows) or not all(type(each) is int for each in lines):
        raise wrong("lines")
    if any(holds_number(person_of(found, row)) for row in rows):
        raise Rejected("staff.holds-aadhaar")
    told = {"rows": packed, "lines": lines, "found": found_in(entry.body, len(rows))}
    show_rows(sheet, found, place, text(entry.body, "file", most=255), told)
    return {"done": True}


def _reopen(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """Rows may be mended again; what was signed before opens no chunk any more.

    The desk of whoever certifies may give the sheet back, but not once its rows enter the master.
    """
    found, round_ = _shown(sheet, entry), number(entry.body, "round", 1)
    reason = text(entry.body, "reason")
    if holds_aadhaar(reason):
        raise Rejected("staff.holds-aadhaar")
    is_late = found.state not in {_CONFIRMED, _CERTIFIED} or round_ <= found.round
    if is_late or (found.device != device.id and found.taken):
        tell_again(sheet, found)
        return {"done": False}
    hide_rows(sheet, found)
    fresh: dict[str, Any] = {"state": _OPEN, "confirmed_by": "", "chunks": [], "taken": [], "certified": {}}
    why = {"reason": reason, "by": entry.who, "post": entry.post, "at": sheet.centre.moment()}
    tell_sheet(sheet, _change(sheet, found, **fresh, round=round_), sent_back=why)
    return {"done": True}


def _certify(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    """Keep the signature over what was confirmed; who signs may sit at another desk than who confirmed."""
    found = _shown(sheet, entry)
    signed = text(entry.body, "statement", most=_MOST_STATEMENT)
    told = _statement(signed)
    if found.state != _CONFIRMED or told.get("round") != found.round:
        return {"done": False}
    if entry.who in {found.begun_by, found.confirmed_by}:
        raise Rejected("staff.own-batch")
    due = {"type": KIND, "batch": found.id, "office": found.office, "chunks": found.chunks}
    due |= {"person": entry.who, "post": entry.post}
    if any(told.get(name) != value for name, value in due.items()):
        raise Rejected("staff.statement-other")
    certificate, p7s = sha256(entry.body, "certificate"), text(entry.body, "p7s", most=_MOST_SIGNATURE)
    _check_enrolled(sheet, entry.who, certificate, _moment(told))
    der = _signature(p7s)
    if flaw := flaw_of(signed.encode(), der, certificate) or flaw_at(sheet.centre.clock(), der, certificate):
        raise Rejected("staff.signature-wrong", flaw=flaw.value)
    certified = {
        "person": entry.who,
        "post": entry.post,
        "at": told["at"],
        "digest": digest(signed.encode()),
        "certificate": certificate,
        "p7s": p7s,
        "taken_at": sheet.centre.moment(),
    }
    tell_sheet(sheet, _change(sheet, found, state=_CERTIFIED, taken=[], certified=certified))
    return {"done": True, "digest": certified["digest"]}


def _enter(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """Let the rows of a certified chunk into the master. Entered again, each person is the same one again."""
    found = _batch(sheet, device, entry, *_AT_WORK)
    place = number(entry.body, "chunk")
    if found.state != _CERTIFIED or number(entry.body, "round", 1) != found.round:
        return {"chunk": place, "done": False}
    packed = shown_rows(sheet, found, place)
    if not packed:
        raise Rejected("staff.chunk-unknown", chunk=place)
    chunk = _unpacked(packed)
    if chunk_digest(chunk) != found.chunks[place]:
        raise Rejected("staff.chunk-not-signed", chunk=place)
    rows = _rows(chunk)
    hold(sheet.connection, "staff master")
    by_index(sheet.connection)
    refused = put_people(sheet, found, rows, told_back(shown_found(sheet, found, place)))
    _change(sheet, found, taken=sorted({*found.taken, place}))
    return {"chunk": place, "done": True, "accepted": len(rows) - len(refused), "refused": refused}


def _unpacked(packed: str) -> str:
    try:
        return unpacked(packed)
    except ValueError:
        raise wrong("rows") from None


def _signature(p7s: str) -> bytes:
    try:
        return base64.b64decode(p7s, validate=True)
    except ValueError:
        raise wrong("p7s") from None


def _rows(chunk: str) -> list[dict[str, Any]]:
    try:
        rows = json.loads(chunk)
    except (ValueError, RecursionError):
        raise wrong("rows") from None
    if _NUL in chunk:  # PostgreSQL keeps none
        raise wrong("rows")
    return tables({"rows": rows}, "rows")


def _finish(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    _close(sheet, _batch(sheet, device, entry, _CERTIFIED))
    return {}


def _drop(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    text(entry.body, "reason", least=0)
    _close(sheet, _batch(sheet, device, entry, *_AT_WORK))
    return {}


def _untake(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """A file was taken out of an open sheet again: nothing of it was here, and the entry alone is kept."""
    _batch(sheet, device, entry, _OPEN)
    for name in ("file", "reason"):
        text(entry.body, name, most=_MOST_SAID)
    for name in ("joined", "changed"):
        number(entry.body, name)
    if holds_aadhaar(str(entry.body["reason"])):
        raise Rejected("staff.holds-aadhaar")
    return {}


def _close(sheet: Sheet, found: StaffBatch) -> None:
    hide_rows(sheet, found)
    tell_sheet(sheet, _change(sheet, found, state=CLOSED))


def _shown(sheet: Sheet, entry: Entry) -> StaffBatch:
    """Return a batch to whoever's post may act for its office. Raises: Rejected."""
    found = sheet.fetch(StaffBatch, entry.subject)
    if found is None:
        raise Rejected("staff.batch-unknown")
    require_office(sheet, entry, found.office)
    return found


def _batch(sheet: Sheet, device: Device, entry: Entry, *states: str) -> StaffBatch:
    """Return the batch that the entry is about. Raises: Rejected, unless it is this desk's and stands so."""
    found = sheet.fetch(StaffBatch, entry.subject)
    if found is None or found.device != device.id:
        raise Rejected("staff.batch-unknown")
    if found.state not in states:
        raise Rejected("staff.batch-step", state=found.state)
    return found


def _change(sheet: Sheet, found: StaffBatch, **fields: Any) -> StaffBatch:
    changed = replace(found, version=found.version + 1, **fields)
    sheet.put(changed)
    return changed


def _statement(signed: str) -> dict[str, Any]:
    try:
        told = json.loads(signed)
    except (ValueError, RecursionError):
        raise wrong("statement") from None
    if not isinstance(told, dict):
        raise wrong("statement")
    return told


def _digests(told: Mapping[str, Any]) -> list[str]:
    found = told.get("chunks")
    if not isinstance(found, list) or not 0 < len(found) <= _MOST_CHUNKS or not all(map(is_sha256, found)):
        raise wrong("chunks")
    return found


def _moment(told: Mapping[str, Any]) -> datetime:
    try:
        found = datetime.fromisoformat(str(told.get("at")))
    except ValueError:
        raise wrong("at") from None
    if found.tzinfo is None:
        raise wrong("at")
    return found


def _check_enrolled(sheet: Sheet, person: str, certificate: str, moment: datetime) -> None:
    """The certificate is approved for this person at the day of signing."""
    day = office_day(moment).isoformat()
    for leaf in sheet.fetch_where(ELeaf, "thing", person):
        told = leaf.document
        mine = leaf.kind == "certificate" and told["sha256"] == certificate and told["since"]
        stands = told.get("state") == Enrolled.APPROVED or told.get("until")
        if mine and stands and told["since"] <= day <= (told["until"] or day):
            return
    raise Rejected("staff.not-enrolled")


STAFF_ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "staff.begun": _begin,
        "staff.confirmed": _confirm,
        "staff.reopened": _reopen,
        "staff.certified": _certify,
        "staff.rows": _take_rows,
        "staff.entered": _enter,
        "staff.finished": _finish,
        "staff.dropped": _drop,
        "staff.untaken": _untake,
        **STAFF_OFFICE_ACTS,
    }
)
