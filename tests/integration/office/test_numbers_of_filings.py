"""What the centre answers a filing with is on the application, and finds it."""

from typing import Any


def test_a_batch_of_filings_gives_each_its_own_number_by_which_it_is_found(desk: Any):
    filed = [desk.filed() for _ in range(3)]
    desk.office.link.sync_now()
    numbers = {found.id: desk.office.counter.open(found.id).application_number for found in filed}
    assert len(set(numbers.values())) == 3
    for application, number in numbers.items():
        assert [row.id for row in desk.office.counter.find(number)] == [application]
    assert len(desk.office.counter.find("mohan")) == 3
