"""Two lists of one office, person by person: who is known again by which sign, and what counts as a move."""

from app.staff.diff import Entry, Side, diff, entry_at, known_again, side_of, without_tokens
from app.staff.pairing import TOKEN
from app.staff.sheets.model import FieldChange, Place

RAM = {"name": "राम", "designation": "लिपिक", "employee_code": "E1", "email": "ram@nic.in", TOKEN: "a" * 64}


def sides(old: list[dict[str, str]], new: list[dict[str, str]]) -> tuple[Side, Side]:
    return side_of(map(Entry, old)), side_of(map(Entry, new))


def test_the_token_goes_before_the_code_and_the_code_before_the_address():
    same_token = {"name": "राम", "employee_code": "E9", "email": "new@nic.in", TOKEN: "a" * 64}
    same_code = {"name": "श्याम", "employee_code": "E1", "email": "ram@nic.in"}
    found = diff(*sides([RAM], [same_code, same_token]))
    assert [each.name for each in found.joined] == ["श्याम"]
    assert [each.field for each in found.changed[0].changes] == ["employee_code", "email"]
    found = diff(*sides([RAM], [{"name": "गीता", "email": "ram@nic.in"}, same_code]))
    assert [each.name for each in found.joined] == ["गीता"]


def test_nobody_without_a_sign_is_taken_for_another():
    nameless = {"name": "राम", "designation": "लिपिक"}
    found = diff(*sides([nameless], [nameless | {"name": "गीता"}]))
    assert (len(found.joined), len(found.left), found.same) == (1, 1, 0)
    assert diff(*sides([nameless], [nameless])).same == 1  # the line says the same of whomever it is


def test_of_two_with_one_code_each_meets_one():
    found = diff(*sides([RAM, RAM], [RAM, RAM, RAM]))
    assert (found.same, len(found.joined), len(found.left)) == (2, 1, 0)


def test_whoever_stood_twice_and_stands_once_has_not_left_but_another_of_the_same_code_has():
    other = {"name": "गीता", "employee_code": "E1"}
    namesake = RAM | {TOKEN: "b" * 64, "email": ""}
    found = diff(*sides([RAM, RAM | {"name": "श्री राम"}, other, namesake], [RAM]))
    assert ([each.name for each in found.left], found.same) == (["गीता", "राम"], 1)


def at(line: int, values: dict[str, str], *wrong: str) -> Entry:
    return entry_at(Place("Sheet1", line), values, wrong)


def test_of_two_who_shared_a_number_the_one_with_a_new_one_is_not_taken_for_the_other():
    """The earlier of the two was given everything of its own; the later one stayed as it was."""
    later = RAM | {"employee_code": "E2", "email": "two@nic.in", "mobile": "9876500002"}
    earlier = later | {"employee_code": "E1", "email": "one@gmail.com"}
    mended = earlier | {"employee_code": "E3", "email": "three@nic.in", "mobile": "98765", TOKEN: "b" * 64}

    known = known_again(*(map(side_of, ([at(7, earlier), at(12, later)], [at(7, mended), at(12, later)]))))
    assert known == {1: 1}  # another code was never asked for: who that is, is left to a person
    told_wrong = at(7, earlier, "aadhaar", "employee_code", "email")
    known = known_again(*(map(side_of, ([told_wrong, at(12, later)], [at(7, mended), at(12, later)]))))
    assert known == {0: 0, 1: 1}
    moved_on = [at(8, mended | {"employee_code": "0E1"}), at(13, later)]
    known = known_again(*(map(side_of, ([told_wrong, at(12, later)], moved_on))))
    assert known == {0: 0, 1: 1}  # only the zeros of the code had gone
    known = known_again(*(map(side_of, ([told_wrong, at(12, later)], [at(7, later)]))))
    assert known == {0: 1}  # the other line was taken out, and the file closed up


def test_a_number_that_a_whole_house_shares_makes_nobody_another():
    house = [{"name": name, "mobile": "9876500000", "email": "office@up.gov.in"} for name in ("राम", "श्याम")]
    known = known_again(*sides(house, [house[1], house[0] | {"name": "गीता"}]))
    assert known == {0: 1}


def test_whose_name_and_number_were_both_mended_is_known_by_what_else_is_the_same():
    mended = RAM | {"name": "मनोज कुमार", TOKEN: "b" * 64}
    assert [each.person.name for each in diff(*sides([RAM], [mended])).changed] == ["मनोज कुमार"]


def test_who_comes_next_to_an_address_or_a_code_is_not_who_was_there_before():
    following = {"name": "गीता", "email": "ram@nic.in", "employee_code": "E7", TOKEN: "b" * 64}
    for next_ in (following, following | {"employee_code": "E1", "email": "gita@nic.in"}):
        found = diff(*sides([RAM], [next_]))
        assert (len(found.joined), len(found.left), found.changed) == (1, 1, ())


def test_another_section_is_a_move_and_another_name_a_change():
    here = RAM | {"section": "लेखा"}
    found = diff(
        *sides(
            [here, here | {"employee_code": "E2", TOKEN: "b" * 64}],
            [here | {"section": "स्थापना"}, here | {"employee_code": "E2", TOKEN: "b" * 64, "name": "रामू"}],
        )
    )
    assert [each.changes for each in found.moved] == [(FieldChange("section", "लेखा", "स्थापना"),)]
    assert [each.changes for each in found.changed] == [(FieldChange("name", "राम", "रामू"),)]


def test_another_aadhaar_number_with_the_same_last_figures_is_seen_and_shown_masked():
    masked = RAM | {"aadhaar": "XXXX XXXX 7058"}
    found = diff(*sides([masked], [masked | {TOKEN: "b" * 64}]))
    assert found.changed[0].changes == (FieldChange("aadhaar", "XXXX XXXX 7058", "XXXX XXXX 7058"),)
    assert diff(*sides([masked], [{**masked, TOKEN: ""}])).same == 1


def test_tokens_of_two_keys_say_nothing_and_the_mask_decides():
    masked = RAM | {"aadhaar": "XXXX XXXX 7058"}
    old, new = sides([masked], [masked | {TOKEN: "b" * 64}])
    assert diff(without_tokens(old), without_tokens(new)).same == 1
    other, _ = sides([masked | {"aadhaar": "XXXX XXXX 8847"}], [])
    found = diff(without_tokens(old), without_tokens(other))
    assert found.changed[0].changes == (FieldChange("aadhaar", "XXXX XXXX 7058", "XXXX XXXX 8847"),)


def test_a_column_that_only_one_side_has_is_told_once():
    found = diff(*sides([RAM | {"remarks": "x", "marking": "R"}], [RAM | {"section": "लेखा"}]))
    assert (found.gone, found.new, found.same, found.is_empty) == (("remarks",), ("section",), 1, True)


def test_a_hundred_thousand_people_meet_without_comparing_each_with_each():
    people = [{"name": "राम", "employee_code": f"E{at}"} for at in range(100_000)]
    assert diff(*sides(people, people[::-1])).same == 100_000
