"""The main way: a desk is enrolled, its entries go up, news comes down."""

from typing import Any

from app.accounts.people import our_office, people_here
from app.base.days import office_day
from app.records.books import left_in, take_number
from app.records.device import device


def test_a_new_desk_knows_its_office_its_people_and_its_numbers(desk: Any):
    with desk.records.write() as session:
        assert our_office(session).id == "kendra-lucknow-0001"
        today = office_day(desk.clock.now())
        assert {person.login for person in people_here(session, today)} == {"gita", "ramesh", "shabana"}
        assert take_number(session, "ACK", today).endswith("/ACK/000001")
        assert device(session).epoch == 1


def test_entries_of_many_subjects_go_up_and_are_done(desk: Any):
    entries = [desk.write(f"application-{n % 7}", number=n) for n in range(120)]
    status = desk.worker().run_once()
    assert status.online and status.idle and status.cause is None
    assert set(desk.states().values()) == {"done"}
    assert [subject for _, subject, _ in desk.accepted] == [entry.subject for entry in entries]
    assert desk.worker().run_once().waiting == 0
    assert len(desk.accepted) == 120
