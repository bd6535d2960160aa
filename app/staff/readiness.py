"""How far offices are: by office, by item, what is late and who to call; pure, over the marks that are noted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import mean

from app.base.words import Words
from app.staff.checklist import Checklist
from app.staff.model import Call, Heat, Item, ItemStanding, Mark, Readiness, Standing

NONE_YET: Mapping[str, str] = {}
Table = tuple[tuple[Words, ...], tuple[tuple[str, ...], ...]]
"""Headings and rows, for a sheet or a page."""


def mark_of(
    item: Item, noted: Mapping[str, str], exempt_until: date | None, order: date, today: date, *, by: str = ""
) -> Mark:
    """Return how an item stands today. An exemption or a permission that has ended counts no more."""
    until = _day(noted.get("until", ""))
    if exempt_until is not None and today <= exempt_until:
        return Mark(item.id, Standing.EXEMPT, noted, exempt_until, None, by)
    is_given = bool(noted) and all(noted.get(name) for name in item.needs) and _enough(noted)
    if is_given and (until is None or today <= until):
        return Mark(item.id, Standing.DONE, noted, until, None, by)
    is_late = today > order + timedelta(days=item.days)
    return Mark(item.id, Standing.LATE if is_late else Standing.OPEN, noted, until, None, by)


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


def calls(offices: Sequence[Readiness]) -> tuple[Call, ...]:
    """Return who to call, the office with most that is late first."""
    found = [
        Call(each.office, each.name, each.phone, _nodal(each), late)
        for each in offices
        if (late := _late(each))
    ]
    return tuple(sorted(found, key=lambda call: (-len(call.items), call.name.hi)))


def heat(offices: Sequence[Readiness]) -> tuple[Heat, ...]:
    """Return a cell for each block and department, those without an office too, in rows of blocks."""
    blocks = sorted({each.block.hi: each.block for each in offices}.values(), key=lambda each: each.hi)
    departments = sorted(
        {each.department.hi: each.department for each in offices}.values(), key=lambda each: each.hi
    )
    return tuple(_cell(block, department, offices) for block in blocks for department in departments)


def office_table(offices: Sequence[Readiness], checklist: Checklist) -> Table:
    """Return the view by office as a sheet or a page shows it."""
    heads = (Words("कार्यालय", "Office"), Words("फ़ोन", "Phone"), Words("प्रतिशत", "Percent"))
    columns = (*heads, *(item.words for item in checklist.items))
    rows = (
        (each.name.hi, each.phone, str(each.percent), *(_SIGNS[mark.standing].hi for mark in each.marks))
        for each in offices
    )
    return columns, tuple(rows)


def late_table(offices: Sequence[Readiness], checklist: Checklist) -> Table:
    """Return what is late and who to call."""
    columns = (
        Words("कार्यालय", "Office"),
        Words("फ़ोन", "Phone"),
        Words("किससे बात करें", "Who to call"),
        Words("क्या शेष है", "What is late"),
    )
    names = {item.id: item.words.hi for item in checklist.items}
    rows = (
        (
            call.name.hi,
            call.phone,
            call.who.hi if call.who else "",
            "; ".join(names[each] for each in call.items),
        )
        for call in calls(offices)
    )
    return columns, tuple(rows)


_SIGNS = {
    Standing.DONE: Words("हो गया", "Done"),
    Standing.OPEN: Words("शेष", "Open"),
    Standing.LATE: Words("विलम्ब", "Late"),
    Standing.EXEMPT: Words("छूट", "Exempt"),
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


def _nodal(office: Readiness) -> Words | None:
    """Return the nodal officer with their mobile, else the EMD manager; None where nobody was named."""
    for item in ("nodal-officer", "emd-manager"):
        noted = next((mark.evidence for mark in office.marks if mark.item == item), NONE_YET)
        if noted.get("name"):
            who = " ".join((noted["name"], noted.get("mobile", ""))).strip()
            return Words(who, who)
    return None


def _cell(block: Words, department: Words, offices: Sequence[Readiness]) -> Heat:
    here = [each.percent for each in offices if (each.block, each.department) == (block, department)]
    return Heat(block, department, len(here), round(mean(here)) if here else None)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
