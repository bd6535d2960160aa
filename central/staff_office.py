"""Offices at the centre: who may act for which, what is noted of them, and changes of posting in the directory."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from app.accounts.model import Role
from app.base.days import office_day
from app.base.entry import Entry
from app.staff.posts import (
    ENDS,
    GONE,
    LEAVES,
    Change,
    concerned,
    in_force,
    is_held_after,
    is_overtaken,
    last_day,
    standing_on,
    turned_back,
)
from central.body import Rejected, day, table, text, wrong
from central.directory import Directory, posting_id
from central.model import Device
from central.sheet import Sheet
from central.staff_meeting import check_days
from central.staff_model import SERVING, Placed, StaffBatch, StaffNote, StaffPerson

Reply = dict[str, Any]
Act = Callable[[Sheet, Device, Entry], Reply]
_ARRIVES = frozenset({Change.JOINED, Change.REINSTATED})
_MEETING = "meeting"
_KINDS = frozenset({"item", _MEETING, "instance"})
_ROLES_TO_GIVE = frozenset({Role.DEALING_HAND, Role.SECTION_OFFICER, Role.DIARIST, Role.SENIOR_OFFICER})


def require_office(sheet: Sheet, entry: Entry, office: str) -> None:
    """Let a post act for its own office and those below it; a super admin for all. Raises: Rejected."""
    directory = sheet.directory
    own = directory.posts[entry.post]["office"]
    if office not in directory.offices:
        raise Rejected("staff.office-unknown", office=office)
    if own not in up_from(directory, office) and Role.SUPER_ADMIN not in directory.roles[entry.post]:
        raise Rejected("staff.other-office", office=office)


def up_from(directory: Directory, office: str) -> Iterator[str]:
    """Yield an office and all above it: a police station, its circle, the district, headquarters."""
    seen = set[str]()
    while office in directory.offices and office not in seen:
        seen.add(office)
        yield office
        office = str(directory.offices[office]["parent"])


def _note(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    kind, thing = text(entry.body, "kind", most=16), text(entry.body, "thing", most=64)
    if kind not in _KINDS:
        raise wrong("kind")
    require_office(sheet, entry, thing)
    found = sheet.fetch(StaffNote, entry.subject)
    if found is not None and (found.kind, found.thing) != (kind, thing):
        raise Rejected("staff.note-other")
    document = table(entry.body, "document")
    if kind == _MEETING:
        today = office_day(datetime.fromisoformat(entry.at))
        check_days(document, found.document if found else {}, today)
    offices = [*dict.fromkeys([*up_from(sheet.directory, thing), device.office])]
    version = found.version + 1 if found else 1
    sheet.put(StaffNote(entry.subject, version, kind, thing, offices, document))
    return {}


def _move(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """Change who holds a post; the register keeps the change with its order."""
    body = entry.body
    change, person = _change(body), text(body, "person", most=64)
    post, on = text(body, "post", least=0, most=64), day(body, "on")
    if change is Change.CANCELLED:
        return _cancel(sheet, device, entry, person, post)
    if not post:
        return _leave(sheet, device, entry, change, person, on)
    if change is Change.POSTED:
        _make_post(sheet, entry, person, post)
    directory = sheet.directory
    office = _office_of(sheet, directory, post)
    require_office(sheet, entry, office)
    if change not in ENDS:
        _check_standing(sheet, change, person, on)
    placed = _ended(sheet, change, person, post, on) if change in ENDS else _held(sheet, body, on)
    if placed is not None:
        sheet.put(Placed("posting", posting_id(placed), office, placed))
    if change in ENDS:
        _mark_person(sheet, person, state=_state(sheet, person, change.value))
    elif change in _ARRIVES:
        _mark_person(sheet, person, state=_state(sheet, person, SERVING), office=office)
    _tell(sheet, device, entry, person, office)
    return {}


def _leave(sheet: Sheet, device: Device, entry: Entry, change: Change, person: str, on: date) -> Reply:
    """Let one of the master go who holds no post, so that another office can have them."""
    known = sheet.fetch(StaffPerson, person)
    if known is None:
        raise Rejected("staff.person-unknown")
    require_office(sheet, entry, known.office)
    if change not in LEAVES or entry.body.get("office") != known.office:
        raise wrong("office" if change in LEAVES else "post")
    if known.state in LEAVES:
        raise Rejected("staff.not-serving")
    if on > office_day(datetime.fromisoformat(entry.at)):
        raise Rejected("staff.leaves-later")
    postings = [each for each in _postings(sheet).values() if each["person"] == person]
    if any(is_held_after(on, each["since"], each["until"]) for each in postings):
        raise Rejected("staff.holds-post")
    _mark_person(sheet, person, state=change.value)
    _tell(sheet, device, entry, person, known.office)
    return {}


def _tell(sheet: Sheet, device: Device, entry: Entry, person: str, office: str) -> None:
    """Keep the change with its order, and tell it to the office and to the desk."""
    offices = list(dict.fromkeys([office, device.office]))
    sheet.put(StaffNote(entry.subject, 1, "change", person, offices, dict(entry.body)))


def _cancel(sheet: Sheet, device: Device, entry: Entry, person: str, post: str) -> Reply:
    """Take back a change that was entered wrongly; only the last one of a person in a post can be."""
    held, of, on = _orders(sheet, person), text(entry.body, "of", most=64), day(entry.body, "on")
    told = held.get(of)
    if told is None or told["post"] != post:
        raise Rejected("staff.order-unknown")
    office = _office_of(sheet, sheet.directory, post) if post else str(told["office"])
    require_office(sheet, entry, office)
    if is_overtaken(told, (each for key, each in held.items() if key > of)):
        raise Rejected("staff.order-overtaken")
    for posting in concerned(told, _postings(sheet).values(), held.values()):
        placed = turned_back(told, posting, held.values(), on)
        scope = _office_of(sheet, sheet.directory, str(placed["post"]))
        sheet.put(Placed("posting", posting_id(placed), scope, placed))
    _tell(sheet, device, entry, person, office)
    known = sheet.fetch(StaffPerson, person)
    if not post and (known is None or known.office != office):
        return {}  # another office has them by now
    if told["change"] in ENDS:
        standing = _standing(_orders(sheet, person), on)
        _mark_person(sheet, person, state=_state(sheet, person, standing.value if standing else SERVING))
    if told["change"] in _ARRIVES:
        _set_back(sheet, person, office)
    return {}


def _set_back(sheet: Sheet, person: str, office: str) -> None:
    """Let the master say of a person what it said before they came; one whom a sheet has moved since stays there."""
    known = sheet.fetch(StaffPerson, person)
    if known is None or known.office != office:
        return
    told = [each for each in _orders(sheet, person).values() if each["change"] in _ARRIVES | ENDS]
    arrived = [each["post"] for each in told if each["change"] in _ARRIVES]
    batch = sheet.fetch(StaffBatch, known.batch)
    if arrived:
        office = _office_of(sheet, sheet.directory, arrived[-1])
    elif batch is not None:
        office = batch.office
    has_left = bool(told) and told[-1]["change"] in ENDS
    _mark_person(sheet, person, state=told[-1]["change"] if has_left else SERVING, office=office)


def _orders(sheet: Sheet, person: str) -> Mapping[str, Mapping[str, Any]]:
    """Return by id the changes about a person that hold, as they were entered."""
    notes = sorted(sheet.fetch_where(StaffNote, "thing", person), key=lambda each: each.id)
    return in_force((each.id, each.document) for each in notes if each.kind == "change")


def _standing(orders: Mapping[str, Mapping[str, Any]], on: date) -> Change | None:
    told = ((Change(each["change"]), date.fromisoformat(each["on"])) for each in orders.values())
    return standing_on(on, told)


def _postings(sheet: Sheet) -> Mapping[str, Mapping[str, Any]]:
    """Return every posting by its id, one begun a moment before included."""
    return {posting_id(each): each for each in sheet.directory.postings} | {**sheet.all_placed("posting")}


def _check_standing(sheet: Sheet, change: Change, person: str, on: date) -> None:
    """Nobody who died or had retired takes a post; another desk may not have heard of it. Raises: Rejected."""
    standing = _standing(_orders(sheet, person), on)
    if standing is Change.DIED:
        raise Rejected("staff.has-died")
    if standing is Change.RETIRED:
        raise Rejected("staff.has-retired")
    if change is Change.REINSTATED and standing is not Change.SUSPENDED:
        raise Rejected("staff.not-suspended")


def _change(body: Mapping[str, Any]) -> Change:
    try:
        return Change(text(body, "change", most=16))
    except ValueError:
        raise wrong("change") from None


def _ended(sheet: Sheet, change: Change, person: str, post: str, on: date) -> dict[str, Any] | None:
    """Return the posting that ends, one begun a moment before included; none, where one who holds no post is gone.

    Raises: Rejected("staff.not-posted" | "staff.before-posting").
    """
    own = [each for each in reversed([*_postings(sheet).values()]) if each["person"] == person]
    running = [each for each in own if each["until"] is None or each["until"] > on.isoformat()]
    here = next((each for each in running if each["post"] == post), None)
    if here is not None:
        if here["since"] > on.isoformat():
            raise Rejected("staff.before-posting", since=here["since"])
        return {**here, "until": on.isoformat()}
    holds_one = any(each["since"] <= on.isoformat() for each in running)
    is_gone = change in GONE and any(each["post"] == post for each in own) and not holds_one
    if not is_gone or _standing(_orders(sheet, person), on) in GONE:
        raise Rejected("staff.not-posted", post=post)
    return None


def _held(sheet: Sheet, body: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Return the posting that begins; of who is to retire it ends then."""
    if body.get("until") and day(body, "until") < on:
        raise wrong("until")
    begins = {"person": str(body["person"]), "post": str(body["post"]), "since": on.isoformat()}
    told = {**body, "until": body.get("until") or ""}
    return begins | {"until": last_day(begins, [*_orders(sheet, begins["person"]).values(), told])}


def _state(sheet: Sheet, person: str, state: str) -> str:
    """Return how the master has a person; who retired or died stays so, whatever comes before that day."""
    orders = _orders(sheet, person)
    days = [date.fromisoformat(each["on"]) for each in orders.values()]
    gone = _standing(orders, max(days)) if days else None
    return gone.value if gone in GONE and state not in GONE else state


def _make_post(sheet: Sheet, entry: Entry, person: str, post: str) -> None:
    """Give a person of the master a post of the directory, so that files can be marked to it."""
    known = sheet.fetch(StaffPerson, person)
    if known is None:
        raise Rejected("staff.person-unknown")
    require_office(sheet, entry, known.office)
    directory = sheet.directory
    if post in directory.posts:
        raise Rejected("staff.post-taken", post=post)
    roles = entry.body.get("roles")
    if not isinstance(roles, list) or not {*roles} <= {each.value for each in _ROLES_TO_GIVE}:
        raise wrong("roles")
    designation = _words(entry.body, "designation")
    document = {"id": post, "office": known.office, "designation": designation, "roles": roles}
    sheet.put(Placed("post", post, known.office, document))
    if person not in directory.people:
        name = _words(entry.body, "name")
        sheet.put(
            Placed(
                "person",
                person,
                known.office,
                {"id": person, "login": known.email or person, "name": name, "verifier": ""},
            )
        )


def _words(body: Mapping[str, Any], name: str) -> dict[str, str]:
    given = table(body, name)
    return {"hi": text(given, "hi", most=256), "en": text(given, "en", most=256)}


def _office_of(sheet: Sheet, directory: Directory, post: str) -> str:
    """Return the office of a post, one that was just made included. Raises: Rejected("efile.post-unknown")."""
    known = directory.posts.get(post) or sheet.placed("post", post)
    if known is None:
        raise Rejected("efile.post-unknown", post=post)
    return str(known["office"])


def _mark_person(sheet: Sheet, person: str, **fields: Any) -> None:
    known = sheet.fetch(StaffPerson, person)
    if known is not None:
        sheet.put(replace(known, version=known.version + 1, **fields))


STAFF_OFFICE_ACTS: Mapping[str, Act] = MappingProxyType({"staff.noted": _note, "staff.moved": _move})
