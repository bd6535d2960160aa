"""Two real processes of the centre on one PostgreSQL and one folder are one centre."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.integration.central.at_the_wire import WireDesk, a_paper, sha
from tests.integration.central.postgresql import needs_postgresql
from tests.integration.central.test_attachments import bring_by_many

pytestmark = needs_postgresql


@pytest.fixture
def desks(two_processes: Any) -> list[WireDesk]:
    """Four desks, each of which speaks to the other process than the one before."""
    first, second = two_processes.urls
    return [WireDesk(url).enrol() for url in (first, second, first, second)]


def test_they_share_their_keys_their_desks_and_their_numbers(desks: list[WireDesk], two_processes: Any):
    assert len({each.told["centre_key"] for each in desks}) == 1
    assert len({each.told["books"][0]["device_label"] for each in desks}) == 4
    batches = [[own.filing(a_paper()) for _ in range(10)] for own in desks]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda own, batch: own.send(*batch), desks, batches))
    numbers = sorted(each["reply"]["application_number"] for found in results for each in found)
    first = int(numbers[0])
    assert [int(number) for number in numbers] == list(range(first, first + 40))
    assert two_processes.log.read_text() == ""


def test_an_entry_that_was_taken_by_one_is_replayed_by_the_other(desks: list[WireDesk], two_processes: Any):
    one = desks[0]
    filed = one.filing(a_paper())
    first = one.send(filed)[0]
    one.url = two_processes.urls[1]
    again = one.send(filed)[0]
    assert (again["status"], again["reply"]) == ("replayed", first["reply"])


def test_the_same_entry_to_both_at_once_is_taken_once(desks: list[WireDesk], two_processes: Any):
    one = desks[0]
    twin = WireDesk(two_processes.urls[1], one.key, one.told)
    for _ in range(5):
        filed = one.filing(a_paper())
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda own, sent=filed: own.send(sent)[0], (one, twin)))
        assert sorted(each["status"] for each in results) == ["accepted", "replayed"]
        assert results[0]["reply"] == results[1]["reply"]
    assert two_processes.log.read_text() == ""


def test_several_may_bring_one_file_to_both_at_once(desks: list[WireDesk], two_processes: Any):
    for _ in range(4):
        content = os.urandom(100_000)
        for own in desks:
            own.send(own.note(attachments=(sha(content),)))
        bring_by_many(desks, content)
        assert (two_processes.folder / "blobs" / sha(content)[:2] / sha(content)).read_bytes() == content
    assert not list((two_processes.folder / "blobs" / "parts").iterdir())
    assert two_processes.log.read_text() == ""


def test_what_one_decides_the_desks_of_the_other_hear(desks: list[WireDesk]):
    one, two = desks[:2]
    paper = a_paper()
    filed = one.filing(paper)
    one.send(filed)
    one.pay(filed.subject)
    one.bring(paper)
    assert two.state(filed.subject) == "registered"
