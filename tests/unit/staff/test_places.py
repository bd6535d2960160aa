"""In which block and department an office stands."""

from app.accounts.model import Office, OfficeType
from app.base.words import Words
from app.staff.places import ADMINISTRATION, HEADQUARTERS, Places


def office(id: str, kind: OfficeType, hindi: str, parent: str = "district") -> Office:
    return Office(id, kind, Words(hindi, id), Words("लखनऊ", "Lucknow"), id, "", parent)


FOUND = {
    each.id: each
    for each in (
        office("district", OfficeType.DISTRICT, "जिला कार्यालय, लखनऊ", ""),
        office("block", OfficeType.BLOCK, "खण्ड विकास कार्यालय, मलिहाबाद (प्रशिक्षण)"),
        office("mal", OfficeType.BLOCK, "खण्ड विकास कार्यालय, मल"),
        office("police", OfficeType.HEAD_OF_DEPARTMENT, "पुलिस अधीक्षक कार्यालय (प्रशिक्षण)"),
        office("thana", OfficeType.POLICE_STATION, "थाना मलिहाबाद", "police"),
        office("post", OfficeType.POLICE_STATION, "चौकी रहीमाबाद", "thana"),
        office("lost", OfficeType.GUEST_HOUSE, "अतिथि गृह", "gone"),
    )
}
PLACES = Places(FOUND)


def test_a_police_station_stands_in_the_block_that_its_name_tells_and_under_its_own_department():
    thana = FOUND["thana"]

    assert PLACES.block_of(thana).hi == "मलिहाबाद"
    assert PLACES.department_of(thana) == Words("पुलिस अधीक्षक कार्यालय", "police")


def test_an_office_whose_name_tells_no_place_stands_where_the_one_above_it_does():
    assert PLACES.block_of(FOUND["post"]).hi == "मलिहाबाद"


def test_of_two_places_of_which_one_holds_the_other_the_longer_is_meant():
    short = office("short", OfficeType.BLOCK, "खण्ड शिक्षा अधिकारी, मलि")
    places = Places(FOUND | {"short": short})

    assert places.block_of(FOUND["thana"]).hi == "मलिहाबाद"
    assert places.block_of(short).hi == "मलि"


def test_what_stands_under_nothing_known_is_of_the_districts_own_administration_at_its_headquarters():
    assert PLACES.block_of(FOUND["lost"]) == HEADQUARTERS
    assert PLACES.department_of(FOUND["lost"]) == ADMINISTRATION
