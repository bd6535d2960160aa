"""What every printer driver must do alike, whatever it drives."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.base.document import Copy
from app.errors import Cancelled, DeviceError
from app.ports.printing import Outcome, Progress

from tests.contract.printers_made import KINDS, Case, slip, unwatched


@pytest.fixture(params=list(KINDS))
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    with KINDS[request.param](tmp_path) as made:
        yield made


def send(case: Case, number: int = 1) -> Outcome:
    document = replace(slip(), number=f"BF/2025-26/{number:06}")
    return case.printer.send(case.printer.prepare(document, Copy()), job=f"job-{number}", watch=unwatched)


def test_a_printer_answers_to_the_name_it_has_in_the_settings(case: Case) -> None:
    assert case.printer.name == "slip"


def test_looking_at_a_healthy_printer_prints_nothing(case: Case) -> None:
    case.printer.check()
    assert case.papers() == 0


def test_the_same_paper_is_the_same_bytes_every_time(case: Case) -> None:
    assert case.printer.prepare(slip(), Copy()) == case.printer.prepare(slip(), Copy())


def test_a_duplicate_does_not_look_like_its_original(case: Case) -> None:
    duplicate = Copy(2, by="राम", reason="पहली खो गई", at=slip().issued_at)
    assert case.printer.prepare(slip(), duplicate) != case.printer.prepare(slip(), Copy())


def test_one_job_is_one_paper(case: Case) -> None:
    assert send(case) in (Outcome.CONFIRMED, Outcome.UNCONFIRMED)
    assert case.papers() == 1


def test_the_next_job_does_not_touch_the_first(case: Case) -> None:
    send(case, 1)
    send(case, 2)
    assert case.papers() == 2


def test_the_watcher_sees_the_job_from_nothing_to_its_end(case: Case) -> None:
    payload, seen = case.printer.prepare(slip(), Copy()), list[Progress]()
    case.printer.send(payload, job="job", watch=seen.append)
    total = len(payload.data)
    assert [each.sent for each in seen] == sorted(each.sent for each in seen)
    assert {each.total for each in seen} == {total}
    assert seen[-1].sent == total


def test_a_job_stopped_before_its_first_byte_leaves_no_paper(case: Case) -> None:
    def stop(progress: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        case.printer.send(case.printer.prepare(slip(), Copy()), job="job", watch=stop)
    assert case.papers() == 0


def test_after_a_job_stopped_midway_the_next_one_goes_out(case: Case) -> None:
    def stop(progress: Progress) -> None:
        if progress.sent:
            raise Cancelled

    with pytest.raises(Cancelled):
        case.printer.send(case.printer.prepare(slip(), Copy()), job="job", watch=stop)
    before = case.papers()
    assert send(case, 2) is not Outcome.UNKNOWN
    assert case.papers() == before + 1


def test_a_device_that_cannot_print_says_so_before_a_byte_leaves(case: Case) -> None:
    seen = list[Progress]()
    payload = case.broken.prepare(slip(), Copy())
    with pytest.raises(DeviceError):
        case.broken.check()
    with pytest.raises(DeviceError):
        case.broken.send(payload, job="job", watch=seen.append)
    assert not any(each.sent for each in seen)
