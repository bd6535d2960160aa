"""How far offices are: by office, by item, what is late and who to call; pure, over the marks that are noted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from statistics import mean

from app.base.days import office_day
from app.base.words import Words
from app.staff.checklist import Checklist
from app.staff.places import ADMINISTRATION, HEADQUARTERS
from app.staff.standings import Call, Heat, Item, ItemStanding, Mark, Readiness, Standing

NONE_YET: Mapping[str, str] = {}


def mark_of(
    item: Item, noted: Mapping[str, str], exempt_until: date | None, order: date, today: date
) -> Mark:
    """Return how an item stands today. An exemption or a permission that has ended counts no more."""
    until = day_of(noted.get("until", ""))
    if exempt_until is not None and today <= exempt_until:
        return Mark(item.id, Standing.EXEMPT, noted, exempt_until, None, "")
    is_given = bool(noted) and all(noted.get(name) for name in item.needs) and _enough(noted)
    if is_given and (until is None or today <= until):
        return Mark(item.id, Standing.DONE, noted, until, None, "")
    is_late = today > order + timedelta(days=item.days)
    return Mark(item.id, Standing.LATE if is_late else Standing.OPEN, noted, until, None, "")


def percent_of(marks: Iterable[Mark], checklist: Checklist) -> int:
    """Return the share of what is done, by weight, of what is not exempt; an office exempt of all is ready."""
    weights = {item.id: item.weight for item in checklist.items}
    counted = [mark for mark in marks if mark.standing is not Standing.EXEMPT]
    whole = sum(weights[mark.item] for mark in counted)
    done = sum(weights[mark.item] for mark in counted if mark.standing is Standing.DONE)
    return 100 * done // whole if whole else 100


def by_item(offices: Sequence[Readiness], checklist: Checklist) -> tuple[ItemStanding, ...]:
    """Return each item over all offices, with the offices where it is late."""
    return tuple(_item_standing(item, offices) for item in checklist.items)


def calls(offices: Sequence[Readiness], checklist: Checklist) -> tuple[Call, ...]:
    """Return who to call, the office with most that is late first."""
    late_from = {item.id: checklist.on + timedelta(days=item.days + 1) for item in checklist.items}
    found = [
        _call(each, late, min(late_from[item] for item in late)) for each in offices if (late := _late(each))
    ]
    return tuple(sorted(found, key=lambda call: (-len(call.items), call.name.hi)))


def heat(offices: Sequence[Readiness]) -> tuple[Heat, ...]:
    """Return a cell for each block and department, those without an office too, in rows of blocks."""
    blocks = _in_order((each.block for each in offices), first=HEADQUARTERS)
    departments = _in_order((each.department for each in offices), first=ADMINISTRATION)
    return tuple(_cell(block, department, offices) for block in blocks for department in departments)


def progress(offices: Sequence[Readiness], checklist: Checklist) -> tuple[tuple[date, int], ...]:
    """Return each day on which something was noted that still counts, with the mean percent reached by then."""
    days = sorted({day for each in offices for mark in each.marks if (day := _done_on(mark))})
    return tuple((day, mean_percent(offices, checklist, day)) for day in days)


def mean_percent(offices: Sequence[Readiness], checklist: Checklist, by: date) -> int:
    """Return the mean over all offices of what was done by a day; of no offices it is 0."""
    reached = [percent_of(map(partial(_as_on, by), each.marks), checklist) for each in offices]
    return round(mean(reached)) if reached else 0


def _done_on(mark: Mark) -> date | None:
    return office_day(mark.at) if mark.at and mark.standing is Standing.DONE else None


def _as_on(day: date, mark: Mark) -> Mark:
    done = _done_on(mark)
    return replace(mark, standing=Standing.OPEN) if done and done > day else mark


_TO_CALL = {
    "nodal-officer": Words("नोडल अधिकारी", "Nodal officer"),
    "emd-manager": Words("EMD प्रबंधक", "EMD manager"),
}


def _enough(noted: Mapping[str, str]) -> bool:
    """Where so many of so many are asked for, all are there."""
    needed = noted.get("needed", "")
    if not needed.isdecimal():
        return not needed
    have = noted.get("received") or noted.get("trained") or "0"
    return have.isdecimal() and int(have) >= int(needed)


def _item_standing(item: Item, offices: Sequence[Readiness]) -> ItemStanding:
    found = {each.office: mark.standing for each in offices for mark in each.marks if mark.item == item.id}
    counts = {standing: sum(each is standing for each in found.values()) for standing in Standing}
    late = tuple(office for office, standing in found.items() if standing is Standing.LATE)
    return ItemStanding(
        item, counts[Standing.DONE], counts[Standing.OPEN] + len(late), counts[Standing.EXEMPT], late
    )


def _late(office: Readiness) -> tuple[str, ...]:
    return tuple(mark.item for mark in office.marks if mark.standing is Standing.LATE)


def _call(office: Readiness, late: tuple[str, ...], since: date) -> Call:
    """Name the nodal officer, else the EMD manager; nobody where neither was named."""
    for item, role in _TO_CALL.items():
        noted = next((mark.evidence for mark in office.marks if mark.item == item), NONE_YET)
        if noted.get("name"):
            who = " ".join((noted["name"], noted.get("mobile", ""))).strip()
            post = Words(noted["post"], noted["post"]) if noted.get("post") else role
            return Call(office.office, office.name, office.phone, Words(who, who), late, since, post)
    return Call(office.office, office.name, office.phone, None, late, since)


def _in_order(names: Iterable[Words], *, first: Words) -> list[Words]:
    return sorted(set(names), key=lambda name: (name != first, name.hi))


def _cell(block: Words, department: Words, offices: Sequence[Readiness]) -> Heat:
    here = [each.percent for each in offices if (each.block, each.department) == (block, department)]
    return Heat(block, department, len(here), round(mean(here)) if here else None)


def day_of(written: str) -> date | None:
    """Return the day of `2018-06-25`; None for what is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
