"""The main way: a desk is enrolled, its entries and papers go up, news comes down."""

import os
from threading import Thread
from typing import Any

from app.accounts.people import our_office, people_here
from app.base.days import office_day
from app.records.books import take_number
from app.records.device import device
from app.records.marks import mark
from app.sync.enrol import enrol
from app.sync.snapshot import CURSOR

from tests.integration.sync.behind_the_wire import forget_blob, publish, wait_until


def test_a_new_desk_knows_its_office_its_people_and_its_numbers(desk: Any):
    with desk.records.write() as session:
        assert our_office(session).id == "kendra-lucknow-0001"
        today = office_day(desk.clock.now())
        assert {person.login for person in people_here(session, today)} == {"gita", "ramesh", "shabana"}
        assert take_number(session, "ACK", today).endswith("/ACK/000001")
        assert device(session).epoch == 1


def test_entries_of_many_subjects_go_up_in_their_order(desk: Any):
    entries = [desk.write(f"application-{n % 7}", number=n) for n in range(120)]
    worker = desk.worker()
    status = worker.run_once()
    assert status.online and status.idle and status.cause is None
    assert set(desk.states().values()) == {"done"}
    assert [subject for _, subject, _ in desk.accepted] == [entry.subject for entry in entries]
    worker.run_once()
    assert len(desk.accepted) == 120


def test_what_the_centre_tells_comes_down_once(desk: Any, training_centre: Any):
    publish(training_centre, "application", "a-1", 3, {"id": "a-1", "state": "registered"})
    worker = desk.worker()
    worker.run_once()
    assert [(change.id, change.version) for change in desk.received] == [("a-1", 3)]
    worker.run_once()
    assert len(desk.received) == 1


def test_a_document_older_than_the_one_held_is_ignored(desk: Any, training_centre: Any):
    publish(training_centre, "application", "a-1", 3, {"id": "a-1"})
    desk.worker().run_once()
    publish(training_centre, "application", "a-1", 2, {"id": "a-1"})
    desk.worker().run_once()
    assert [change.version for change in desk.received] == [3]


def test_many_changes_come_in_pages(desk: Any, training_centre: Any):
    for n in range(230):
        publish(training_centre, "application", f"a-{n}", 1, {"id": f"a-{n}"})
    desk.worker().run_once()
    assert len(desk.received) == 230


def test_a_person_who_joins_the_office_comes_down_with_the_news(desk: Any, training_centre: Any):
    new = {"id": "person-new", "login": "naya", "name": {"hi": "नया", "en": "New"}, "verifier": ""}
    post = {
        "person": "person-new",
        "post": "kendra-lucknow-0001.counter",
        "since": "2026-01-01",
        "until": None,
    }
    publish(training_centre, "person", "person-new", 9, new)
    publish(training_centre, "posting", "person-new:kendra-lucknow-0001.counter:2026-01-01", 9, post)
    desk.worker().run_once()
    with desk.records.read() as session:
        assert "naya" in {each.login for each in people_here(session, office_day(desk.clock.now()))}


def test_papers_follow_their_entry(desk: Any, training_centre: Any):
    content = os.urandom(600_000)
    sha256 = desk.keep(content)
    desk.write("application-1", attachments=(sha256,))
    status = desk.worker().run_once()
    assert status.idle
    assert (training_centre.folder / "blobs" / sha256[:2] / sha256).read_bytes() == content


def test_a_paper_of_two_entries_in_one_batch_goes_up_once_and_again_where_the_centre_lost_it(
    desk: Any, training_centre: Any
):
    sha256 = desk.keep(os.urandom(1_000))
    desk.write("application-1", attachments=(sha256,))
    desk.write("application-2", attachments=(sha256,))
    assert desk.worker().run_once().idle
    assert uploads(desk) == [(sha256, "application-1", "done", 1)]
    forget_blob(training_centre, sha256)
    desk.write("application-3", attachments=(sha256,))
    assert desk.worker().run_once().idle
    assert uploads(desk) == [(sha256, "application-1", "done", 2)]


def test_the_worker_sends_by_itself_and_says_so(desk: Any):
    worker = desk.worker()
    worker.start()
    try:
        desk.write("application-1")
        worker.nudge()
        wait_until(lambda: set(desk.states().values()) == {"done"})
        wait_until(lambda: desk.told > 0 and worker.status().online)
    finally:
        worker.stop()


def test_a_lost_reply_at_enrolment_makes_no_second_desk(desk: Any):
    with desk.records.read() as session:
        before, cursor = device(session), mark(session, CURSOR)
    enrol(desk.records, desk.centre, "TRAINING", "desk", "http://elsewhere.invalid", desk.clock)
    with desk.records.read() as session:
        assert device(session) == before
        assert mark(session, CURSOR) == cursor
    desk.write("application-1")
    assert desk.worker().run_once().idle


def uploads(desk: Any) -> list[tuple[Any, ...]]:
    with desk.records.read() as session:
        rows = session.connection().exec_driver_sql("SELECT sha256, subject, state, attempts FROM upload")
        return [tuple(row) for row in rows]


def test_a_person_writes_between_two_documents_of_one_page(desk: Any, training_centre: Any):
    for n in range(20):
        publish(training_centre, "application", f"a-{n}", 1, {"id": f"a-{n}"})
    behind: list[int] = []

    def person() -> None:
        with desk.records.write():
            behind.append(len(desk.received))

    def receive(_session: Any, change: Any) -> None:
        desk.received.append(change)
        if len(desk.received) == 1:
            Thread(target=person).start()
            wait_until(lambda: desk.records._turn.is_waited_for)

    desk._receive = receive
    worker = desk.worker()
    worker.start()
    try:
        wait_until(lambda: len(desk.received) == 20)
    finally:
        worker.stop()
    assert behind == [1]
    with desk.records.read() as session:
        assert mark(session, CURSOR)
