"""How far an office is, by what was noted and the day it is."""

from datetime import UTC, date, datetime, timedelta

from app.base.words import Language, Words
from app.staff.checklist import checklist
from app.staff.report import report_of
from app.staff.standings import Readiness, Standing, Standings
from app.staff.readiness import by_item, calls, heat, mark_of, percent_of

LIST = checklist()
TODAY = LIST.on + timedelta(days=10)


def marks(given: dict[str, dict[str, str]], today: date = TODAY, exempt: dict[str, date] | None = None):
    return tuple(
        mark_of(item, given.get(item.id, {}), (exempt or {}).get(item.id), LIST.on, today)
        for item in LIST.items
    )


def office(name: str, given: dict, block: str = "मलिहाबाद", department: str = "शिक्षा") -> Readiness:
    found = marks(given)
    percent = percent_of(found, LIST)
    words = [Words(each, each) for each in (name, block, department)]
    return Readiness(name, words[0], "block", words[1], words[2], "0522", found, percent)


def standing(found, item: str) -> Standing:
    return next(mark.standing for mark in found if mark.item == item)


NODAL = {"name": "राम", "mobile": "9876543210", "letter": "12"}


def test_the_weights_of_the_checklist_make_a_hundred():
    assert sum(item.weight for item in LIST.items) == 100


def test_evidence_that_lacks_a_fact_does_not_count():
    assert standing(marks({"nodal-officer": NODAL}), "nodal-officer") is Standing.DONE
    assert standing(marks({"nodal-officer": NODAL | {"letter": ""}}), "nodal-officer") is Standing.LATE


def test_an_item_that_is_not_due_yet_is_open_and_not_late():
    assert standing(marks({}), "equipment") is Standing.OPEN
    assert standing(marks({}, LIST.on + timedelta(days=46)), "equipment") is Standing.LATE


def test_a_permission_that_has_ended_counts_no_more():
    vpn = {"number": "7", "date": "2018-06-26", "until": TODAY.isoformat()}
    assert standing(marks({"network": vpn}), "network") is Standing.DONE
    assert standing(marks({"network": vpn}, TODAY + timedelta(days=1)), "network") is Standing.OPEN


def test_half_of_the_tokens_are_not_all_of_them():
    assert standing(marks({"dsc": {"received": "4", "needed": "5"}}), "dsc") is Standing.OPEN
    assert standing(marks({"dsc": {"received": "5", "needed": "5"}}), "dsc") is Standing.DONE


def test_an_exempt_item_is_no_default_until_its_term_ends():
    exempt = {item.id: TODAY for item in LIST.items if item.id != "nodal-officer"}
    assert percent_of(marks({"nodal-officer": NODAL}, exempt=exempt), LIST) == 100
    assert percent_of(marks({"nodal-officer": NODAL}, TODAY + timedelta(days=1), exempt), LIST) == 8


def test_the_office_with_most_that_is_late_is_called_first_and_by_its_nodal_officer():
    some, none = office("क", {"nodal-officer": NODAL}), office("ख", {})
    first, second = calls([some, none], LIST)
    assert first.since == LIST.on + timedelta(days=1 + min(item.days for item in LIST.items))
    assert (first.office, first.who) == ("ख", None)
    assert second.who is not None and second.who.hi == "राम 9876543210"
    nodal = by_item([some, none], LIST)[0]
    assert (nodal.done, nodal.open, nodal.late) == (1, 1, ("ख",))


def test_the_heat_table_has_a_cell_for_every_block_and_department():
    cells = heat([office("क", {"nodal-officer": NODAL}), office("ख", {}), office("ग", {}, "काकोरी", "पुलिस")])
    found = {(each.block.hi, each.department.hi): (each.offices, each.percent) for each in cells}
    assert found[("मलिहाबाद", "शिक्षा")] == (2, 4)
    assert found[("काकोरी", "शिक्षा")] == (0, None)
    assert len(found) == 4


def test_on_paper_the_many_departments_stand_under_one_another_and_no_table_is_too_wide():
    offices = [office(f"{at}", {}, f"खण्ड {at % 12}", f"विभाग {at}") for at in range(29)]
    found = Standings(TODAY, 0, LIST.items, tuple(offices), heat(offices), (), (), (), (), {})
    at = datetime(2026, 11, 26, tzinfo=UTC)
    report = report_of(found, Words("जिला", "District"), Words("क", "K"), at, Language.HINDI, training=False)
    tables = [each for each in report.tables if each.columns[0] == "विभाग"]

    assert [(len(each.columns), len(each.rows)) for each in tables] == [(7, 29), (7, 29)]
    assert len({each.title for each in tables}) == 2
