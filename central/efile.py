"""Files and receipts at the centre: made, sent, opened, pulled back, laid aside, closed. Its order of commits decides.

Custody: only the post that holds a thing and has opened it changes it. Whoever comes too late is told so.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from app.base.entry import Entry
from app.efile.noting import FIRST
from app.efile.walk import PLACES, Move, Place, after, allows
from central.body import Rejected, day, flag, number, sha256, table, text, wrong
from central.efile_model import EFile, ELeaf, ENoting, EReceipt
from central.model import Device
from central.sheet import Sheet

Reply = dict[str, Any]
Act = Callable[[Sheet, Device, Entry], Reply]
C = TypeVar("C", EFile, EReceipt)
_CARD = ("subject", "numbering", "relation", "of_file", "form", "classification", "priority")
_MOST_NUMBER = 160


def held(sheet: Sheet, kind: type[C], entry: Entry) -> C:
    """Return the file or receipt that the entry is about. Raises: Rejected, unless it lies open at the entry's post."""
    found = known(sheet, kind, entry.subject)
    if found.holder != entry.post or found.place != Place.AT_DESK:
        raise Rejected("efile.not-yours", holder=found.holder, place=found.place)
    return found


def known(sheet: Sheet, kind: type[C], id: str) -> C:
    found = sheet.fetch(kind, id)
    if found is None:
        raise Rejected("efile.unknown")
    return found


def office_of(sheet: Sheet, post: str) -> str:
    """Return the office of a post. Raises: Rejected("efile.post-unknown")."""
    found = sheet.directory.posts.get(post)
    if found is None:
        raise Rejected("efile.post-unknown", post=post)
    return str(found["office"])


def note_movement(sheet: Sheet, found: EFile | EReceipt, entry: Entry, act: str, **facts: Any) -> None:
    """Write a line of the movement register; its id is the entry's, as it is at the desk that wrote it."""
    line = {"act": act, "at": entry.at, "who": entry.who, "post": entry.post, "to": "", "remarks": ""}
    line |= {"physical": False} | facts
    sheet.put(ELeaf(entry.id, "movement", found.id, entry.at, 1, found.offices, line))


def change(sheet: Sheet, found: C, **fields: Any) -> C:
    """Put the thing with `fields` changed; every change is a new version for the desks."""
    changed = replace(found, version=found.version + 1, **fields)
    sheet.put(changed)
    return changed


def open_to(sheet: Sheet, found: C, office: str) -> C:
    """Let an office see the thing and all that hangs on it."""
    if office in found.offices:
        return found
    offices = [*found.offices, office]
    sheet.put(*(replace(each, offices=offices) for each in sheet.fetch_where(ELeaf, "thing", found.id)))
    sheet.put(*(replace(each, offices=offices) for each in sheet.fetch_where(ENoting, "file", found.id)))
    if isinstance(found, EFile):
        for receipt in sheet.fetch_where(EReceipt, "file", found.id):
            open_to(sheet, receipt, office)
    seen = replace(found, offices=offices)
    sheet.put(seen)
    return seen


def _create(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    body = entry.body
    given = text(body, "number", most=_MOST_NUMBER)
    if sheet.fetch(EFile, entry.subject) is not None:
        raise Rejected("efile.made-already")
    if sheet.fetch_where(EFile, "number", given):
        raise Rejected("efile.number-taken", number=given)
    card: Reply = {name: text(body, name, least=0) for name in _CARD} | {"heads": _texts(body, "heads")}
    if card["of_file"]:
        main = known(sheet, EFile, text(body, "of_file", most=36))
        if (main.holder, main.place) != (entry.post, Place.AT_DESK):
            raise Rejected("efile.not-yours", holder=main.holder, place=main.place)
    office = office_of(sheet, entry.post)
    found = EFile(
        id=entry.subject,
        version=1,
        offices=[office],
        office=office,
        number=given,
        card=card,
        creator=entry.who,
        creator_post=entry.post,
        place=Place.AT_DESK,
        holder=entry.post,
        sender="",
        parked_until="",
        reason="",
        head=FIRST,
        notes=0,
        paragraphs=0,
        pages=0,
        arrived_at=entry.at,
        created_at=entry.at,
    )
    sheet.put(found)
    note_movement(sheet, found, entry, "created", remarks=text(body, "physical", least=0))
    return {}


def _diarise(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    body = entry.body
    given = text(body, "number", most=_MOST_NUMBER)
    if sheet.fetch(EReceipt, entry.subject) is not None:
        raise Rejected("efile.made-already")
    if sheet.fetch_where(EReceipt, "number", given):
        raise Rejected("efile.number-taken", number=given)
    scan = sha256(body, "sha256") if body.get("sha256") else ""
    if {scan} - {""} != set(entry.attachments):
        raise wrong("sha256")
    letter = table(body, "letter")
    text(letter, "subject")
    found = new_receipt(sheet, entry.subject, given, letter, scan, number(body, "pages"), entry.post, entry)
    sheet.put(found)
    note_movement(sheet, found, entry, "diarised")
    return {}


def new_receipt(
    sheet: Sheet, id: str, given: str, letter: Reply, scan: str, pages: int, post: str, entry: Entry
) -> EReceipt:
    """Return a letter that lies open at `post`."""
    office = office_of(sheet, post)
    return EReceipt(
        id=id,
        version=1,
        offices=[office],
        office=office,
        number=given,
        letter=letter,
        sha256=scan,
        pages=pages,
        creator=entry.who,
        creator_post=entry.post,
        place=Place.AT_DESK,
        holder=post,
        sender="",
        reason="",
        file="",
        issue="",
        arrived_at=entry.at,
        created_at=entry.at,
    )


def _sent(kind: type[C]) -> Act:
    def send(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
        found = held(sheet, kind, entry)
        to = text(entry.body, "to", most=64)
        if to == entry.post:
            raise Rejected("efile.to-oneself")
        physical = flag(entry.body, "physical")
        remarks = text(entry.body, "remarks", least=1 if physical else 0)
        seen = open_to(sheet, found, office_of(sheet, to))
        moved = change(
            sheet, seen, place=Place.UNOPENED, holder=to, sender=entry.post, arrived_at=sheet.centre.moment()
        )
        note_movement(sheet, moved, entry, "sent", to=to, remarks=remarks, physical=physical)
        return {}

    return send


def _opened(kind: type[C]) -> Act:
    def take(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
        """It may have been pulled back before: then it is none of this post's any more."""
        found = known(sheet, kind, entry.subject)
        if found.holder != entry.post:
            return {"done": False}
        if found.place == Place.UNOPENED:
            note_movement(sheet, change(sheet, found, place=Place.AT_DESK), entry, "opened")
            if isinstance(found, EReceipt) and found.issue:
                _acknowledge_issue(sheet, found, entry)
        return {"done": True}

    return take


def _acknowledge_issue(sheet: Sheet, found: EReceipt, entry: Entry) -> None:
    """The office that sent the letter is told that it was opened here."""
    issue = sheet.fetch(ELeaf, found.issue)
    if issue is not None and not issue.document.get("acknowledged_at"):
        told = {"state": "acknowledged", "acknowledged_at": entry.at, "acknowledgement": found.number}
        sheet.put(replace(issue, version=issue.version + 1, document=issue.document | told))


def _pulled_back(kind: type[C]) -> Act:
    def pull(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
        """Refused once opened; that is an answer, not a mistake: the sender is told, and nothing waits for a person."""
        found = known(sheet, kind, entry.subject)
        if found.sender != entry.post or found.place != Place.UNOPENED:
            return {"done": False}
        since = _came_to(sheet, found, entry.post)
        back = change(sheet, found, place=Place.AT_DESK, holder=entry.post, sender="", arrived_at=since)
        note_movement(sheet, back, entry, "pulled-back")
        return {"done": True}

    return pull


def _came_to(sheet: Sheet, found: EFile | EReceipt, post: str) -> str:
    """Return when the thing last came to `post`: sending it and pulling it back makes nothing fresh."""
    hung = sheet.fetch_where(ELeaf, "thing", found.id)
    lines = [each.document for each in hung if each.kind == "movement"]
    to = {"reopened": "post", "sent": "to"}
    came = [each["at"] for each in lines if each.get(to.get(each["act"], "")) == post]
    return max(came, default=found.created_at)


def _parked(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    until, reason = day(entry.body, "until").isoformat(), text(entry.body, "reason")
    parked = change(sheet, held(sheet, EFile, entry), place=Place.PARKED, parked_until=until, reason=reason)
    note_movement(sheet, parked, entry, "parked", remarks=f"{until}: {reason}")
    return {}


def _unparked(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
    found = known(sheet, EFile, entry.subject)
    if found.holder != entry.post or not allows(PLACES, Place(found.place), Move.UNPARKED):
        raise Rejected("efile.not-yours", holder=found.holder, place=found.place)
    again = change(
        sheet, found, place=after(PLACES, Place(found.place), Move.UNPARKED), parked_until="", reason=""
    )
    note_movement(sheet, again, entry, "unparked")
    return {}


def _closed(kind: type[C]) -> Act:
    def close(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
        found, reason = held(sheet, kind, entry), text(entry.body, "reason")
        if found.creator_post != entry.post:
            raise Rejected("efile.creator-only", creator=found.creator_post)
        note_movement(
            sheet, change(sheet, found, place=Place.CLOSED, reason=reason), entry, "closed", remarks=reason
        )
        return {}

    return close


def _reopened(kind: type[C]) -> Act:
    def reopen(sheet: Sheet, _device: Device, entry: Entry) -> Reply:
        found, reason = known(sheet, kind, entry.subject), text(entry.body, "reason")
        if found.holder != entry.post or found.place != Place.CLOSED:
            raise Rejected("efile.not-yours", holder=found.holder, place=found.place)
        again = change(sheet, found, place=Place.AT_DESK, reason="", arrived_at=entry.at)
        note_movement(sheet, again, entry, "reopened", remarks=reason)
        return {}

    return reopen


def _texts(body: Mapping[str, Any], name: str) -> list[str]:
    value = body.get(name)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    raise wrong(name)


FILE_ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "file.created": _create,
        "file.sent": _sent(EFile),
        "file.opened": _opened(EFile),
        "file.pulled-back": _pulled_back(EFile),
        "file.parked": _parked,
        "file.unparked": _unparked,
        "file.closed": _closed(EFile),
        "file.reopened": _reopened(EFile),
        "receipt.diarised": _diarise,
        "receipt.sent": _sent(EReceipt),
        "receipt.opened": _opened(EReceipt),
        "receipt.pulled-back": _pulled_back(EReceipt),
        "receipt.closed": _closed(EReceipt),
        "receipt.reopened": _reopened(EReceipt),
    }
)
