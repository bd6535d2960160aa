"""What stands under a list after a gap: a person of it, or who signs it?"""

from app.staff.sheets.delimited import grid_of_text
from app.staff.sheets.grid import Row
from app.staff.sheets.headers import find_header, rows_of_list

LIST = "नाम,पदनाम,मोबाइल\nराम,लिपिक,9000000001\n\n"


def rows_with(below: str) -> list[int]:
    grid = grid_of_text(LIST + below, "Sheet1")
    header = find_header(grid)
    assert header is not None
    left_out: list[tuple[int, Row]] = []
    taken = [number for number, _ in rows_of_list(grid, header, left_out)]
    return taken + [-number for number, _ in left_out]


def test_a_person_after_an_empty_line_is_not_lost_though_nothing_more_is_known_of_them() -> None:
    assert rows_with("श्याम,चपरासी,\n") == [2, 4]


def test_who_signs_under_the_list_is_no_person_of_it() -> None:
    assert rows_with(",,मोहन लाल\n,,जिला विकास अधिकारी\n") == [2, -4, -5]  # kept apart, to be told


def test_whose_name_begins_like_a_total_is_a_person() -> None:
    assert rows_with("योगेश,लिपिक,9000000002\nयोग : 2\n") == [2, 4]
