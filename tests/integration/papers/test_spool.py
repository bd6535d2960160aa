"""What the print queue does by itself: in order, once, and honest about how each print ended."""

import threading
from typing import Any

import pytest
from app.errors import DeviceMissing, InputError, NotAPrinter, PaperOut
from app.papers.stuck import stuck
from app.papers.model import JobState
from app.ports.printing import Outcome, Payload, Progress, Watch

from tests.integration.papers.scripted import ScriptedPrinter, breaks_after


def test_papers_come_out_in_the_order_they_were_asked_for(queue: Any):
    printer = ScriptedPrinter()
    for number in ("A", "B", "C", "D"):  # one moment for all, as in one deed
        queue.queue(number)
    assert queue.spool(printer).run_once("slip") == 4
    assert [each[0] for each in printer.printed] == ["A", "B", "C", "D"]
    assert queue.open() == ()


def test_a_print_that_the_printer_answered_for_is_confirmed_and_its_bytes_are_known(queue: Any):
    job = queue.queue("A")
    queue.spool(ScriptedPrinter()).run_once("slip")
    row = queue.row(job)
    assert (row.state, row.sent, row.total, len(row.payload_sha256)) == ("confirmed", 18, 18, 64)
    assert row.finished_at == queue.clock.now()


def test_a_printer_that_never_answers_is_not_said_to_have_printed(queue: Any):
    job = queue.queue("A")
    queue.spool(ScriptedPrinter("slip", Outcome.UNCONFIRMED)).run_once("slip")
    assert queue.state(job) is JobState.SENT_UNCONFIRMED


def test_sending_stands_in_the_records_before_the_first_byte_leaves(queue: Any):
    seen = []

    def send(payload: Payload, watch: Watch) -> Outcome:
        seen.append(queue.state(job))
        return Outcome.CONFIRMED

    job = queue.queue("A")
    queue.spool(ScriptedPrinter("slip", send)).run_once("slip")
    assert seen == [JobState.SENDING]


def test_a_line_that_broke_midway_waits_for_a_person_and_is_not_sent_again(queue: Any):
    printer = ScriptedPrinter("slip", breaks_after(7))
    job, spool = queue.queue("A"), queue.spool(printer)
    spool.run_once("slip")
    queue.clock.pass_time(minutes=9)
    assert spool.run_once("slip") == 0
    view = queue.view(job)
    assert (view.state, view.code, view.sent, view.total) == (
        JobState.NEEDS_OPERATOR,
        "print.outcome-unknown",
        7,
        18,
    )
    assert printer.begun == [job]


def test_of_a_print_that_stopped_midway_it_is_told_what_the_printer_lacks(queue: Any):
    printer = ScriptedPrinter("slip", breaks_after(7))
    printer.lacks = PaperOut(printer="slip")
    job = queue.queue("A")
    queue.spool(printer).run_once("slip")
    view = queue.view(job)
    assert (view.state, view.code) == (JobState.NEEDS_OPERATOR, "print.paper-out-midway")


def test_a_print_that_waits_for_paper_holds_those_behind_it_but_no_other_printer(queue: Any):
    slips, pages = ScriptedPrinter("slip", PaperOut(printer="slip")), ScriptedPrinter("page")
    first, second, page = queue.queue("A"), queue.queue("B"), queue.queue("C", "page")
    spool = queue.spool(slips, pages)
    assert (spool.run_once("slip"), spool.run_once("page")) == (1, 1)
    waits = queue.view(first)
    assert (waits.state, waits.code, waits.facts) == (
        JobState.FAILED_RETRYABLE,
        "device.paper-out",
        {"printer": "slip"},
    )
    assert (queue.state(second), queue.state(page)) == (JobState.QUEUED, JobState.CONFIRMED)
    queue.clock.pass_time(seconds=2)
    assert spool.run_once("slip") == 2
    assert [each[0] for each in slips.printed] == ["A", "B"]


def test_a_print_behind_one_that_has_no_paper_hangs_by_the_same_cause(queue: Any):
    first, second = queue.queue("A"), queue.queue("B")
    queue.spool(ScriptedPrinter("slip", PaperOut(printer="slip"))).run_once("slip")
    jobs = (queue.view(first), queue.view(second))
    [hangs] = stuck(jobs, {jobs[1].document})
    assert (hangs.id, hangs.state, hangs.code) == (second, JobState.FAILED_RETRYABLE, "device.paper-out")
    assert stuck(jobs[1:], {jobs[1].document}) == ()


def test_the_wait_doubles_from_two_seconds_to_a_minute(queue: Any):
    spool = queue.spool(ScriptedPrinter("slip", *(DeviceMissing() for _ in range(8))))
    job, waits = queue.queue("A"), []
    for _ in range(8):
        assert spool.run_once("slip") == 1
        wait = queue.view(job).next_try - queue.clock.now()
        waits.append(wait.total_seconds())
        queue.clock.pass_time(seconds=wait.total_seconds() - 1)
        assert spool.run_once("slip") == 0
        queue.clock.pass_time(seconds=1)
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def test_a_clock_that_was_put_back_does_not_hold_the_queue(queue: Any):
    job, spool = queue.queue("A"), queue.spool(ScriptedPrinter("slip", PaperOut()))
    spool.run_once("slip")
    queue.clock.pass_time(days=-1)
    spool.run_once("slip")
    assert queue.state(job) is JobState.CONFIRMED


def test_what_is_no_printer_is_not_tried_again_and_holds_nobody(queue: Any):
    job, behind = queue.queue("A"), queue.queue("B")
    queue.spool(ScriptedPrinter("slip", NotAPrinter(address="a.invalid"))).run_once("slip")
    view = queue.view(job)
    assert (view.state, view.code, view.total) == (JobState.NEEDS_OPERATOR, "device.not-a-printer", 0)
    assert queue.state(behind) is JobState.CONFIRMED


def test_a_driver_that_fails_after_bytes_left_is_not_believed_that_none_did(queue: Any):
    def send(payload: Payload, watch: Watch) -> Outcome:
        watch(Progress(5, len(payload.data)))
        raise PaperOut

    job, spool = queue.queue("A"), queue.spool(ScriptedPrinter("slip", send))
    spool.run_once("slip")
    queue.clock.pass_time(minutes=1)
    assert spool.run_once("slip") == 0
    assert queue.state(job) is JobState.NEEDS_OPERATOR


def test_what_waited_past_its_time_comes_out_only_when_a_person_releases_it(queue: Any):
    printer = ScriptedPrinter("slip", PaperOut())
    failed, queued = queue.queue("A"), queue.queue("B")
    spool = queue.spool(printer)
    spool.run_once("slip")
    queue.clock.pass_time(minutes=10)
    assert spool.run_once("slip") == 0
    assert [queue.state(each) for each in (failed, queued)] == [JobState.EXPIRED] * 2
    queue.release(queued)
    assert spool.run_once("slip") == 1
    assert [each[0] for each in printer.printed] == ["B"]
    assert queue.state(failed) is JobState.EXPIRED


def test_a_defect_of_a_driver_is_logged_without_what_it_says_and_the_queue_goes_on(queue: Any, caplog: Any):
    job, behind = queue.queue("A"), queue.queue("B")
    queue.spool(ScriptedPrinter("slip", ValueError("Ramesh Kumar"))).run_once("slip")
    view = queue.view(job)
    assert (view.state, view.code) == (JobState.NEEDS_OPERATOR, "print.failed")
    assert queue.state(behind) is JobState.CONFIRMED
    assert "ValueError" in caplog.text and "scripted.py" in caplog.text
    assert "Ramesh" not in caplog.text


def test_a_print_that_was_called_off_while_it_was_made_ready_never_leaves(queue: Any):
    from app.papers.model import Verdict

    class Slow(ScriptedPrinter):
        def prepare(self, document: Any, copy: Any) -> Payload:
            if not self.begun and not called_off:
                called_off.append(job)
                queue.decide(job, Verdict.CANCEL)
            return super().prepare(document, copy)

    called_off: list[str] = []
    printer = Slow()
    job = queue.queue("A")
    queue.spool(printer).run_once("slip")
    assert (printer.begun, queue.state(job)) == ([], JobState.CANCELLED)


def test_two_threads_print_each_paper_once_and_one_at_a_time(queue: Any):
    printer = ScriptedPrinter()
    spool = queue.spool(printer)
    for number in range(20):
        queue.queue(f"{number:02d}")
    both = [
        threading.Thread(target=spool.run_once, args=["slip"], name=f"run-once-{number}")
        for number in range(2)
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert [each[:2] for each in printer.printed] == [f"{number:02d}" for number in range(20)]
    assert printer.most_at_once == 1


def test_two_prints_asked_for_at_once_are_an_original_and_one_marked_duplicate(queue: Any):
    printer, paper = ScriptedPrinter(), queue.slip("A")
    both = [
        threading.Thread(target=queue.ask, args=[paper, "slip", "खो गई"], name=f"ask-{number}")
        for number in range(2)
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    queue.spool(printer).run_once("slip")
    assert sorted(printer.printed) == ["A copy 1 attempt 1", "A copy 2 attempt 1"]


def test_a_printer_nobody_set_up_is_said_to_be_unknown(queue: Any):
    with pytest.raises(InputError) as refused:
        queue.spool(ScriptedPrinter()).run_once("page")
    assert refused.value.key == "printer.unknown"
