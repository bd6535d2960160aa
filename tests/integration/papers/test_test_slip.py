"""The slip that tries a printer out."""

from typing import Any

import pytest
from app.base.document import Kind, Notice, Pair, Qr
from app.base.words import Words
from app.papers.issue import snapshot
from app.papers.trial_slip import queue_test_slip

from tests.integration.papers.scripted import ScriptedPrinter


def ask(queue: Any, printer: str = "slip") -> str:
    with queue.records.write() as session:
        return queue_test_slip(session, printer, Words("केन्द्र", "Kendra"), queue.clock.now(), training=False)


def test_a_test_slip_is_printed_like_any_paper_and_takes_no_number_of_a_book(queue: Any):
    # No book was leased here: a number of one could not be taken.
    job, printer = ask(queue), ScriptedPrinter()
    view = queue.view(job)
    assert (view.kind, view.number) == (Kind.TEST, "TEST-20260930-143000-000000")
    queue.spool(printer).run_once("slip")
    assert printer.printed == [f"{view.number} copy 1 attempt 1"]


def test_a_test_slip_says_that_it_is_no_receipt_and_carries_a_qr(queue: Any):
    view = queue.view(ask(queue))
    with queue.records.read() as session:
        blocks = snapshot(session, view.document).blocks
    notices = [block.words for block in blocks if isinstance(block, Notice)]
    assert notices == [Words("यह रसीद नहीं है", "This is not a receipt")]
    assert [block.text for block in blocks if isinstance(block, Qr)] == [view.number]


@pytest.mark.parametrize(
    ("printer", "called"), [("virtual", "अभ्यास प्रिंटर / Practice printer"), ("TM-T82", "TM-T82")]
)
def test_a_test_slip_names_the_printer_as_people_call_it(queue: Any, printer: str, called: str):
    view = queue.view(ask(queue, printer))
    with queue.records.read() as session:
        blocks = snapshot(session, view.document).blocks
    assert next(block.value for block in blocks if isinstance(block, Pair)) == called


def test_two_test_slips_in_one_second_are_two_papers(queue: Any):
    first = ask(queue)
    queue.clock.pass_time(milliseconds=200)
    assert queue.view(first).number != queue.view(ask(queue)).number
