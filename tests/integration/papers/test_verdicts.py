"""What a person may say of a print, and what comes of it."""

from typing import Any

import pytest
from app.errors import InputError, NotAPrinter, WrongStep
from app.papers.issue import PRINT_WITHIN
from app.papers.model import JobState, Verdict
from app.ports.printing import Outcome

from tests.integration.papers.scripted import ScriptedPrinter, breaks_after


def in_doubt(queue: Any, *printers: ScriptedPrinter) -> tuple[str, Any]:
    """Return a job whose print broke midway, and the spool."""
    job, spool = queue.queue("A"), queue.spool(ScriptedPrinter("slip", breaks_after(7)), *printers)
    spool.run_once("slip")
    return job, spool


@pytest.mark.parametrize("first", [Outcome.UNKNOWN, Outcome.UNCONFIRMED])
def test_a_person_who_holds_the_paper_confirms_it(queue: Any, first: Outcome):
    job = queue.queue("A")
    queue.spool(ScriptedPrinter("slip", first)).run_once("slip")
    queue.decide(job, Verdict.PRINTED_FINE)
    assert (queue.state(job), queue.open()) == (JobState.CONFIRMED, ())


def test_a_spoilt_slip_comes_again_as_the_same_copy_with_its_attempt_noted(queue: Any):
    printer = ScriptedPrinter("slip", breaks_after(7))
    job, spool = queue.queue("A"), queue.spool(printer)
    spool.run_once("slip")
    queue.decide(job, Verdict.SPOILT)
    spool.run_once("slip")
    assert printer.printed == ["A copy 1 attempt 2"]
    assert queue.state(job) is JobState.CONFIRMED


def test_a_print_taken_to_another_printer_says_that_a_first_try_was_made(queue: Any):
    other = ScriptedPrinter("other")
    job, spool = in_doubt(queue, other)
    queue.decide(job, Verdict.OTHER_PRINTER, "other")
    assert (spool.run_once("slip"), spool.run_once("other")) == (0, 1)
    assert other.printed == ["A copy 1 attempt 2"]


@pytest.mark.parametrize("error", [None, NotAPrinter()])
def test_a_print_of_which_nothing_left_goes_to_another_printer_as_a_first_try(queue: Any, error: Any):
    other = ScriptedPrinter("other")
    job, spool = queue.queue("A"), queue.spool(ScriptedPrinter("slip", error or Outcome.CONFIRMED), other)
    if error:
        spool.run_once("slip")
    queue.decide(job, Verdict.OTHER_PRINTER, "other")
    spool.run_once("other")
    assert other.printed == ["A copy 1 attempt 1"]


def test_another_printer_needs_its_name(queue: Any):
    job, _ = in_doubt(queue)
    with pytest.raises(InputError) as refused:
        queue.decide(job, Verdict.OTHER_PRINTER)
    assert refused.value.key == "print.printer-needed"


def test_later_leaves_the_question_open(queue: Any):
    job, spool = in_doubt(queue)
    queue.clock.pass_time(minutes=8)
    queue.decide(job, Verdict.LATER)
    view = queue.view(job)
    assert (view.state, view.expires_at) == (JobState.NEEDS_OPERATOR, queue.clock.now() + PRINT_WITHIN)
    assert spool.run_once("slip") == 0


def test_later_gives_a_waiting_print_more_time(queue: Any):
    job, spool = queue.queue("A"), queue.spool(ScriptedPrinter())
    queue.clock.pass_time(minutes=8)
    queue.decide(job, Verdict.LATER)
    queue.clock.pass_time(minutes=8)
    assert (spool.run_once("slip"), queue.state(job)) == (1, JobState.CONFIRMED)


def test_what_was_called_off_is_never_printed(queue: Any):
    printer = ScriptedPrinter()
    job = queue.queue("A")
    queue.decide(job, Verdict.CANCEL)
    assert (queue.spool(printer).run_once("slip"), printer.begun) == (0, [])
    assert (queue.state(job), queue.open()) == (JobState.CANCELLED, ())


@pytest.mark.parametrize("verdict", Verdict)
def test_nothing_is_said_of_a_print_that_is_over(queue: Any, verdict: Verdict):
    job = queue.queue("A")
    queue.spool(ScriptedPrinter()).run_once("slip")
    with pytest.raises(WrongStep) as refused:
        queue.decide(job, verdict, "other")
    assert refused.value.key == "print.verdict-not-now"
    assert queue.state(job) is JobState.CONFIRMED


@pytest.mark.parametrize("verdict", [Verdict.PRINTED_FINE, Verdict.SPOILT])
def test_nobody_can_hold_a_paper_that_still_waits(queue: Any, verdict: Verdict):
    job = queue.queue("A")
    with pytest.raises(WrongStep):
        queue.decide(job, verdict)
    assert queue.state(job) is JobState.QUEUED


@pytest.mark.parametrize("verdict", Verdict)
def test_nobody_speaks_into_a_print_on_its_way(queue: Any, verdict: Verdict):
    refused: list[str] = []

    def send(payload: Any, watch: Any) -> Outcome:
        with pytest.raises(WrongStep) as error:
            queue.decide(job, verdict, "other")
        refused.append(error.value.key)
        return Outcome.CONFIRMED

    job = queue.queue("A")
    queue.spool(ScriptedPrinter("slip", send)).run_once("slip")
    assert (refused, queue.state(job)) == (["print.verdict-not-now"], JobState.CONFIRMED)


def test_only_what_waits_is_released(queue: Any):
    job, _ = in_doubt(queue)
    with pytest.raises(WrongStep) as refused:
        queue.release(job)
    assert refused.value.key == "print.not-waiting"


def test_a_print_nobody_knows_is_said_to_be_unknown(queue: Any):
    with pytest.raises(InputError) as refused:
        queue.decide("none", Verdict.CANCEL)
    assert refused.value.key == "print.unknown"


def test_the_list_of_open_prints_is_read_by_its_index(queue: Any):
    from app.papers.jobs import IN_ORDER, OPEN

    plan = f"EXPLAIN QUERY PLAN SELECT * FROM print_job WHERE {OPEN} AND printer = 'slip' ORDER BY {IN_ORDER}"
    with queue.records.read() as session:
        steps = [row[3] for row in session.connection().exec_driver_sql(plan)]
    assert steps == ["SEARCH print_job USING INDEX ix_print_job_open (printer=?)"]
