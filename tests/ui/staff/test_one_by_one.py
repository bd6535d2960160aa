"""Who types twice into one cell is never told that somebody else was there."""

from app.staff.model import Row, RowState
from app.staff.sheets.model import Place
from ui.staff.one_by_one import Mend, OneByOne


def test_the_second_word_in_a_cell_waits_for_the_first_and_is_written_over_it():
    sent: list[Mend] = []
    typing = OneByOne(sent.append)
    first = Mend("b", 2, "mobile", "98 7", "987")
    typing.put(first)
    typing.put(first)  # the key was held down
    typing.put(Mend("b", 2, "mobile", "99", "987"))
    typing.put(Mend("b", 3, "mobile", "77", ""))
    assert [each.typed for each in sent] == ["98 7", "77"]
    typing.came(first, Row(2, Place("s", 3), "p", {"mobile": "9876"}, {}, (), RowState.OPEN))
    assert sent[-1] == Mend("b", 2, "mobile", "99", "9876")


def test_what_waited_for_a_mend_that_was_refused_is_sent_all_the_same():
    sent: list[Mend] = []
    typing = OneByOne(sent.append)
    first, second = Mend("b", 2, "mobile", "98", ""), Mend("b", 2, "email", "a@nic.in", "")
    typing.put(first)
    typing.put(second)
    typing.failed(first)
    typing.put(Mend("c", 2, "mobile", "1", ""))
    assert [each.typed for each in sent] == ["98", "a@nic.in", "1"]
