"""The way down: in order, without gaps, for any number of writers, and honest about a cursor it does not know."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from tests.integration.central.at_the_wire import OFFICE, WireDesk, a_paper
from tests.integration.central.postgresql import needs_postgresql


def tell(centre: Any, id_: str, version: int = 1, *, deleted: bool = False, **document: Any) -> None:
    with centre.centre.store.write() as connection:
        put(connection, id_, version, deleted=deleted, **document)


def put(connection: Any, id_: str, version: int = 1, *, deleted: bool = False, **document: Any) -> None:
    from central.store import publish

    row = {"scope": OFFICE, "collection": "application", "id": id_, "version": version}
    publish(connection, [row | {"deleted": deleted, "document": document}])


def test_a_desk_hears_only_what_came_after_its_cursor(desk: WireDesk, centre: Any):
    for id_ in ("a", "b", "c"):
        tell(centre, id_)
    first, cursor = desk.changes()
    tell(centre, "b", 2)
    second, _ = desk.changes(cursor)
    assert [each["id"] for each in first] == ["a", "b", "c"]
    assert [(each["id"], each["version"]) for each in second] == [("b", 2)]


def test_pages_join_without_a_gap_or_a_repetition(desk: WireDesk, centre: Any):
    for n in range(7):
        tell(centre, f"a-{n}")
    seen, cursor, more = [], desk.told["cursor"], True
    while more:
        page = desk.get(f"/v1/changes?cursor={cursor}&limit=3").json()
        assert len(page["items"]) <= 3
        seen += [each["id"] for each in page["items"]]
        cursor, more = page["cursor"], page["more"]
    assert seen == [f"a-{n}" for n in range(7)]


def test_a_tombstone_comes_down_and_nothing_of_the_document(desk: WireDesk, centre: Any):
    tell(centre, "a", name="सीता")
    tell(centre, "a", 2, deleted=True)
    items, _ = desk.changes()
    assert items == [{"collection": "application", "id": "a", "version": 2, "deleted": True, "document": {}}]


@pytest.mark.parametrize("cursor", ["g00000000.0.1", "nonsense", "", "g{generation}.999999999999999.5"])
def test_a_cursor_of_another_life_ends_and_a_snapshot_begins_anew(desk: WireDesk, centre: Any, cursor: str):
    tell(centre, "a")
    answer = desk.get(f"/v1/changes?cursor={cursor.format(generation=centre.centre.store.generation)}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "wire.cursor-unknown")
    items, after, more = [], "", True
    while more:
        page = desk.get(f"/v1/snapshot?limit=5&after={after}").json()
        items += page["items"]
        after, more = page["cursor"], page["more"]
    assert {each["collection"] for each in items} == {"office", "post", "person", "posting", "application"}
    assert desk.changes(after) == ([], after)


def test_a_desk_outside_training_hears_of_its_own_office_only(desk: WireDesk, centre: Any):
    filed = desk.filing(a_paper())
    desk.send(filed)
    centre.centre.training = False
    with centre.centre.store.write() as connection:
        connection.execute(text("UPDATE device SET office = 'district-lucknow'"))
    ids = {each["id"] for each in desk.get("/v1/snapshot?limit=500").json()["items"]}
    assert filed.subject not in ids and "person-gita" not in ids
    assert OFFICE in ids and "district-lucknow.cdo" in ids


def test_no_document_is_lost_or_out_of_order_while_many_write(desk: WireDesk, centre: Any):
    """Six desks file at once, while one reads without a pause; what it read in the end is all there is."""
    desks = [WireDesk(desk.url).enrol() for _ in range(6)]
    filed: list[str] = []
    ended = threading.Event()

    def work(own: WireDesk) -> None:
        for _ in range(8):
            batch = [own.filing(a_paper()) for _ in range(3)]
            assert {each["status"] for each in own.send(*batch)} == {"accepted"}
            own.pay(batch[0].subject)
            filed.extend(each.subject for each in batch)

    def read() -> dict[str, int]:
        versions: dict[str, int] = {}
        cursor = desk.told["cursor"]
        while True:
            last = ended.is_set()
            items, cursor = desk.changes(cursor)
            for each in items:
                if each["collection"] == "application":
                    assert each["version"] > versions.get(each["id"], 0)
                    versions[each["id"]] = each["version"]
            if last:
                return versions

    with ThreadPoolExecutor(7) as pool:
        reading = pool.submit(read)
        try:
            list(pool.map(work, desks))
        finally:
            ended.set()
        versions = reading.result()
    assert versions.keys() == set(filed) and len(filed) == 6 * 8 * 3
    assert sum(version == 2 for version in versions.values()) == 6 * 8  # those that were paid


# --- on PostgreSQL, step by step: positions are taken in one order and committed in another ---


@needs_postgresql
def test_a_document_that_commits_late_is_not_passed_over(on_postgresql: Callable[[], Any]):
    centre = on_postgresql()
    desk = WireDesk(centre.url).enrol()
    with centre.centre.store.write() as slow:
        put(slow, "early")
        tell(centre, "late")
        meanwhile, cursor = desk.changes()
    afterwards, _ = desk.changes(cursor)
    assert [each["id"] for each in meanwhile + afterwards] == ["early", "late"]


@needs_postgresql
def test_a_place_that_was_given_stays_known_while_its_document_changes(on_postgresql: Callable[[], Any]):
    """The newest document changes again while an older transaction is open: nothing newer can be read yet."""
    centre = on_postgresql()
    desk = WireDesk(centre.url).enrol()
    tell(centre, "a")
    _, cursor = desk.changes()
    with centre.centre.store.write() as slow:
        put(slow, "other")
        tell(centre, "a", 2)
        assert desk.changes(cursor) == ([], cursor)
    assert {each["id"] for each in desk.changes(cursor)[0]} == {"a", "other"}


@needs_postgresql
def test_a_paper_that_arrives_while_it_is_named_again_lets_both_applications_go_on(
    on_postgresql: Callable[[], Any],
):
    """The second filing stands between having looked for the paper and its commit, when the paper becomes whole."""
    centre = on_postgresql()
    desk, other = WireDesk(centre.url).enrol(), WireDesk(centre.url).enrol()
    paper = a_paper()
    first, second = desk.filing(paper), other.filing(paper)
    for own, filed in ((desk, first), (other, second)):
        own.pay(filed.subject)
    desk.send(first)
    assert desk.state(first.subject) == "waiting-for-papers"
    with ThreadPoolExecutor(2) as pool:
        with centre.centre.store.write() as number_giver:
            number_giver.execute(text("SELECT * FROM counter WHERE name = 'application.26' FOR UPDATE"))
            filing = pool.submit(other.send, second)
            wait_for_waiters(centre, 1)
            bringing = pool.submit(desk.bring, paper)
            wait_for_waiters(centre, 2, or_done=bringing)
        assert filing.result()[0]["status"] == "accepted"
        assert bringing.result().json()["complete"]
    assert (desk.state(first.subject), desk.state(second.subject)) == ("registered", "registered")


def wait_for_waiters(centre: Any, count: int, or_done: Any = None) -> None:
    """Wait until so many transactions of this server wait for another."""
    end = time.monotonic() + 60
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    while not (or_done and or_done.done()):
        with centre.centre.store.read() as connection:
            if connection.scalar(waiting) >= count:
                return
        assert time.monotonic() < end
        time.sleep(0.02)


@needs_postgresql
def test_numbers_taken_in_opposite_order_do_not_lock_each_other_out(on_postgresql: Callable[[], Any]):
    """One batch registers and then files, the other files and then registers."""
    centre = on_postgresql()
    one, two = WireDesk(centre.url).enrol(), WireDesk(centre.url).enrol()
    unpaid_paper, paper = a_paper(), a_paper()
    unpaid, known, paid = one.filing(unpaid_paper), two.filing(paper), two.filing(paper)
    one.send(unpaid, one.challan(unpaid.subject))
    two.send(known)
    two.pay(paid.subject)
    two.bring(paper)
    one.bring(unpaid_paper)
    registration = f"registration.{centre.centre.today():%y}"
    with ThreadPoolExecutor(2) as pool:
        with centre.centre.store.write() as number_giver:
            row = text(
                "INSERT INTO counter VALUES (:name, 0) ON CONFLICT (name) DO UPDATE SET value = counter.value"
            )
            number_giver.execute(row, {"name": registration})
            registers = pool.submit(one.send, one.deposit(unpaid.subject), one.filing(a_paper()))
            wait_for_waiters(centre, 1)
            files = pool.submit(two.send, paid)
            wait_for_waiters(centre, 2)
        assert [each["status"] for each in registers.result() + files.result()] == ["accepted"] * 3
    assert (one.state(unpaid.subject), two.state(paid.subject)) == ("registered", "registered")
