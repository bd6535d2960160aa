"""The queue at work on its own threads, and after the power went."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app.errors import DiskFull, PaperOut
from app.papers.model import JobState, Verdict
from app.ports.printing import Outcome, Payload, Progress, Watch

from tests.integration.papers.scripted import ScriptedPrinter

HOUSE = Path(__file__).parents[3]
CUT_OFF = """
import sys, time
from pathlib import Path
from app.papers.spool import Spool
from app.ports.printing import Outcome, Progress
from app.records.engine import open_records
from app.records.tables import Record
from tests.integration.papers.scripted import ScriptedPrinter, StandingClock

def send(payload, watch):
    watch(Progress(7, len(payload.data)))
    print("a byte is out", flush=True)
    time.sleep(60)
    return Outcome.CONFIRMED

records = open_records(Path(sys.argv[1]), schema=Record.metadata)
Spool(records, {"slip": ScriptedPrinter("slip", send)}, StandingClock(), lambda: None).run_once("slip")
"""


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def test_a_print_that_was_cut_off_by_the_power_waits_for_a_person(queue: Any, home: Path):
    cut, behind = queue.queue("A"), queue.queue("B")
    with subprocess.Popen(
        [sys.executable, "-c", CUT_OFF, str(home)], stdout=subprocess.PIPE, cwd=HOUSE
    ) as program:
        assert program.stdout and program.stdout.readline() == b"a byte is out\n"
        os.kill(program.pid, signal.SIGKILL)
    assert queue.state(cut) is JobState.SENDING
    printer = ScriptedPrinter()
    spool = queue.spool(printer)
    spool.start()
    until(lambda: queue.state(behind) is JobState.CONFIRMED)
    spool.stop()
    view = queue.view(cut)
    assert (view.state, view.code) == (JobState.NEEDS_OPERATOR, "print.interrupted")
    assert [each[0] for each in printer.printed] == ["B"]
    queue.decide(cut, Verdict.SPOILT)
    spool.run_once("slip")
    assert printer.printed[-1] == "A copy 1 attempt 2"


def test_a_nudge_prints_at_once_and_every_step_is_told(queue: Any):
    spool = queue.spool(ScriptedPrinter())
    spool.start()
    job = queue.queue("A")
    spool.nudge()
    until(lambda: queue.state(job) is JobState.CONFIRMED)
    spool.stop()
    assert queue.told == 3  # rendered, sending, confirmed


def test_a_print_that_waits_for_paper_goes_by_itself_when_its_time_comes(queue: Any):
    from app.ports.clock import SystemClock

    queue.clock = SystemClock()
    job, spool = queue.queue("A"), queue.spool(ScriptedPrinter("slip", PaperOut()))
    spool.start()
    until(lambda: queue.state(job) is JobState.CONFIRMED)
    spool.stop()
    assert queue.row(job).tries == 2


def test_one_printer_that_hangs_does_not_hold_another(queue: Any):
    begun, go_on = threading.Event(), threading.Event()

    def hang(payload: Payload, watch: Watch) -> Outcome:
        begun.set()
        go_on.wait(20)
        return Outcome.CONFIRMED

    hung, free = queue.queue("A", "slip"), queue.queue("B", "page")
    spool = queue.spool(ScriptedPrinter("slip", hang), ScriptedPrinter("page"))
    spool.start()
    until(lambda: begun.is_set() and queue.state(free) is JobState.CONFIRMED)
    assert queue.state(hung) is JobState.SENDING
    go_on.set()
    spool.stop()
    assert queue.state(hung) is JobState.CONFIRMED  # closing let it finish


def test_a_call_by_hand_waits_for_the_worker_of_the_same_printer(queue: Any):
    begun, go_on = threading.Event(), threading.Event()

    def slow(payload: Payload, watch: Watch) -> Outcome:
        begun.set()
        go_on.wait(20)
        return Outcome.CONFIRMED

    printer = ScriptedPrinter("slip", slow)
    queue.queue("A"), queue.queue("B")
    spool = queue.spool(printer)
    spool.start()
    assert begun.wait(10)
    by_hand = threading.Thread(target=spool.run_once, args=["slip"], name="by-hand")
    by_hand.start()
    by_hand.join(0.2)
    assert printer.printed == []
    go_on.set()
    by_hand.join()
    spool.stop()
    assert ([each[0] for each in printer.printed], printer.most_at_once) == (["A", "B"], 1)


def test_a_long_print_shows_how_far_it_is(queue: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.papers.lane._BETWEEN_FIGURES", 0.0)
    seen = []

    def send(payload: Payload, watch: Watch) -> Outcome:
        for sent in (6, 12):
            watch(Progress(sent, len(payload.data)))
            seen.append((queue.view(job).sent, queue.view(job).total))
        return Outcome.CONFIRMED

    job = queue.queue("A")
    queue.spool(ScriptedPrinter("slip", send)).run_once("slip")
    assert seen == [(6, 18), (12, 18)]


def test_a_figure_that_cannot_be_kept_does_not_cost_a_slip(
    queue: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
):
    monkeypatch.setattr("app.papers.lane._BETWEEN_FIGURES", 0.0)
    write = queue.records.write

    def full() -> Any:
        raise DiskFull

    def send(payload: Payload, watch: Watch) -> Outcome:
        monkeypatch.setattr(queue.records, "write", full)
        watch(Progress(6, len(payload.data)))
        monkeypatch.setattr(queue.records, "write", write)
        return Outcome.CONFIRMED

    job = queue.queue("A")
    queue.spool(ScriptedPrinter("slip", send)).run_once("slip")
    assert queue.state(job) is JobState.CONFIRMED
    assert "progress not kept: records.disk-full" in caplog.text


def test_a_print_whose_end_could_not_be_kept_is_given_to_a_person(
    queue: Any, monkeypatch: pytest.MonkeyPatch
):
    """The disk fills up while the slip comes out."""

    def full() -> Any:
        raise DiskFull

    def fill_the_disk(payload: Payload, watch: Watch) -> Outcome:
        monkeypatch.setattr(queue.records, "write", full)
        return Outcome.CONFIRMED

    printer = ScriptedPrinter("slip", fill_the_disk)
    job, spool, write = queue.queue("A"), queue.spool(printer), queue.records.write
    with pytest.raises(DiskFull):
        spool.run_once("slip")
    monkeypatch.setattr(queue.records, "write", write)
    assert spool.run_once("slip") == 0
    view = queue.view(job)
    assert (view.state, view.code) == (JobState.NEEDS_OPERATOR, "print.interrupted")
    assert printer.begun == [job]


def test_a_worker_outlives_records_that_fail(queue: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any):
    monkeypatch.setattr("app.papers.lane._AFTER_A_FAULT", 0.01)
    spool, read = queue.spool(ScriptedPrinter()), queue.records.read

    def full() -> Any:
        raise DiskFull

    monkeypatch.setattr(queue.records, "read", full)
    spool.start()
    until(lambda: "DiskFull" in caplog.text)
    monkeypatch.setattr(queue.records, "read", read)
    job = queue.queue("A")
    spool.nudge()
    until(lambda: queue.state(job) is JobState.CONFIRMED)
    spool.stop()
