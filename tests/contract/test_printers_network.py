"""What can go wrong between a desk and a receipt printer on the network, each seen on a real TCP line."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from time import monotonic, sleep

import pytest

from app.base.document import Copy
from app.errors import AppError, Cancelled, CoverOpen, DeviceBusy, DeviceMissing, NotAPrinter, PaperOut
from app.ports.printing import Outcome, Payload, Printer, Progress, Watch
from printers import network
from printers.emulator import BUFFER, Emulator
from printers.escpos import defused
from printers.raster import draw

from tests.contract.printers_made import CLOSED_PORT, of, slip, unwatched

HOUSE = Path(__file__).parents[2]
ROWS_MIDWAY = 300


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as made:
        yield made


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "PATIENCE", 0.3)
    monkeypatch.setattr(network, "RATE", 100_000)
    monkeypatch.setattr(network, "LOOK", 0.1)


class Quiet(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the terminal."""


@contextmanager
def web_server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="web-server")
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def job(printer: Printer) -> Payload:
    return printer.prepare(slip(), Copy())


def send(printer: Printer, watch: Watch = unwatched) -> Outcome:
    return printer.send(job(printer), job="job", watch=watch)


def at(address: str, answers: str = "full") -> Printer:
    return of("network", address, answers)


def wait_until(true: Callable[[], bool]) -> None:
    end = monotonic() + 5
    while not true() and monotonic() < end:
        sleep(0.01)
    assert true()


def refused(act: Callable[[], object], kind: type[AppError]) -> AppError:
    with pytest.raises(kind) as caught:
        act()
    return caught.value


@pytest.mark.parametrize("dots", [384, 512, 576])
def test_the_paper_is_the_preview_dot_by_dot(dots: int) -> None:
    with Emulator(dots=dots) as emulator:
        printer = of("network", emulator.address, dots=dots)
        send(printer)
        drawn = defused(draw(slip(), dots, Copy()).rows).rstrip(b"\0")
        assert emulator.papers[0].width == dots
        assert emulator.papers[0].rows.rstrip(b"\0") == drawn
        assert emulator.faults == []


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [({"rows_left": 0}, PaperOut), ({"cover_open": True}, CoverOpen), ({"error_light": True}, DeviceBusy)],
    ids=["no paper", "cover open", "error light"],
)
@pytest.mark.parametrize("answers", ["full", "status"])
def test_a_printer_in_trouble_gets_no_byte_of_the_job(
    emulator: Emulator, trouble: dict[str, object], kind: type[AppError], answers: str
) -> None:
    for name, value in trouble.items():
        setattr(emulator, name, value)
    refused(at(emulator.address, answers).check, kind)
    refused(lambda: send(at(emulator.address, answers)), kind)
    assert (emulator.papers, emulator.uncut_rows) == ([], 0)


def test_paper_that_ends_midway_leaves_the_outcome_to_a_person(emulator: Emulator, impatient: None) -> None:
    emulator.rows_left = ROWS_MIDWAY
    assert send(at(emulator.address)) is Outcome.UNKNOWN
    assert emulator.uncut_rows == ROWS_MIDWAY


def test_a_printer_that_only_knows_its_status_tells_of_paper_that_ended_midway(emulator: Emulator) -> None:
    emulator.rows_left = ROWS_MIDWAY

    def until_the_roll_ends(progress: Progress) -> None:
        if progress.sent == progress.total:
            wait_until(lambda: emulator.rows_left == 0)

    assert send(at(emulator.address, "status"), until_the_roll_ends) is Outcome.UNKNOWN


def test_after_a_new_roll_the_next_job_is_confirmed_for_itself(
    emulator: Emulator, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    emulator.rows_left = ROWS_MIDWAY
    send(at(emulator.address))
    monkeypatch.setattr(network, "PATIENCE", 10)
    emulator.rows_left = None  # the rest of the first paper comes out, and its late answer with it
    assert send(at(emulator.address)) is Outcome.CONFIRMED
    assert len(emulator.papers) == 2
    assert emulator.papers[0] == emulator.papers[1]


def test_a_printer_busy_with_an_earlier_job_gets_no_new_one(emulator: Emulator, impatient: None) -> None:
    emulator.rows_left = ROWS_MIDWAY
    send(at(emulator.address))
    emulator.rows_a_second = 200
    emulator.rows_left = None
    assert refused(lambda: send(at(emulator.address)), DeviceBusy).key == "printer.still-printing"


def test_nobody_at_the_address_is_a_missing_printer() -> None:
    assert refused(at(CLOSED_PORT).check, DeviceMissing).key == "printer.refused"


def test_a_name_that_nobody_knows_is_a_missing_printer() -> None:
    assert refused(at("printer.invalid:9100").check, DeviceMissing).key == "printer.not-there"


def test_a_web_server_at_the_address_is_told_from_a_printer() -> None:
    with web_server() as address:
        refused(at(address).check, NotAPrinter)
        refused(lambda: send(at(address)), NotAPrinter)


def test_a_slip_sent_unasked_to_a_web_server_is_not_called_printed() -> None:
    with web_server() as address:
        assert send(at(address, "none")) is Outcome.UNKNOWN


def test_a_program_that_printed_leaves_no_folder_in_the_place_for_temporary_ones(
    emulator: Emulator, tmp_path: Path
) -> None:
    program = (
        "from tests.contract.printers_made import of\n"
        f"of('network', '{emulator.address}', answers='full').check()"
    )
    surroundings = {name: value for name, value in os.environ.items() if "ESCPOS" not in name}
    subprocess.run(
        [sys.executable, "-c", program],
        cwd=HOUSE,
        env=surroundings | {"TMPDIR": str(tmp_path)},
        check=True,
        timeout=60,
    )
    assert list(tmp_path.iterdir()) == []


def test_a_silent_printer_that_ought_to_speak_is_busy(emulator: Emulator) -> None:
    emulator.silent = True
    assert refused(lambda: send(at(emulator.address)), DeviceBusy).key == "printer.silent"
    assert (emulator.papers, emulator.uncut_rows) == ([], 0)


@pytest.mark.parametrize("answers", ["status", "none"])
def test_a_printer_that_cannot_say_it_is_done_stays_unconfirmed(emulator: Emulator, answers: str) -> None:
    emulator.silent = answers == "none"
    assert send(at(emulator.address, answers)) is Outcome.UNCONFIRMED
    wait_until(lambda: len(emulator.papers) == 1)


def test_a_printer_without_the_closing_answer_is_found_out_before_it_prints(
    emulator: Emulator, impatient: None
) -> None:
    emulator.knows_fence = False
    assert refused(lambda: send(at(emulator.address)), DeviceBusy).key == "printer.still-printing"
    assert emulator.papers == []


@pytest.mark.parametrize("answers", ["full", "status", "none"])
def test_a_line_that_breaks_midway_leaves_the_outcome_to_a_person(emulator: Emulator, answers: str) -> None:
    emulator.drop_after = 20_000
    assert send(at(emulator.address, answers)) is Outcome.UNKNOWN
    assert emulator.papers == []


def test_a_line_that_breaks_before_the_job_is_worth_another_try(emulator: Emulator) -> None:
    emulator.drop_after = 0
    assert refused(lambda: send(at(emulator.address)), DeviceMissing).retryable
    emulator.drop_after = None
    assert send(at(emulator.address)) is Outcome.CONFIRMED


def test_a_stopped_job_ends_between_two_pictures_and_never_inside_one(emulator: Emulator) -> None:
    def stop(progress: Progress) -> None:
        if progress.sent:
            raise Cancelled

    refused(lambda: send(at(emulator.address), stop), Cancelled)
    wait_until(lambda: emulator.uncut_rows == 240)
    assert (emulator.papers, emulator.faults) == ([], [])


def test_a_slow_printer_whose_buffer_is_full_is_waited_for(emulator: Emulator) -> None:
    emulator.rows_a_second = 1500
    long = at(emulator.address).prepare(slip(lines=60), Copy())
    assert len(long.data) > 2 * BUFFER
    assert at(emulator.address).send(long, job="job", watch=unwatched) is Outcome.CONFIRMED
    assert len(emulator.papers) == 1


def test_a_person_may_stop_while_a_slow_printer_is_awaited(emulator: Emulator, impatient: None) -> None:
    emulator.rows_a_second = 200
    looks = 0

    def stop(progress: Progress) -> None:
        nonlocal looks
        looks += progress.sent == progress.total
        if looks == 2:  # the first is the last slice's own
            raise Cancelled

    refused(lambda: send(at(emulator.address), stop), Cancelled)


def test_two_desks_at_one_printer_never_print_into_each_other(emulator: Emulator) -> None:
    first, second = at(emulator.address), at(emulator.address)
    said: list[str] = []

    def meanwhile(progress: Progress) -> None:
        if progress.sent and not said:
            said.append(refused(lambda: send(second), DeviceBusy).key)

    assert send(first, meanwhile) is Outcome.CONFIRMED
    assert said == ["printer.silent"]
    assert send(second) is Outcome.CONFIRMED
    assert emulator.papers[0] == emulator.papers[1]
    assert emulator.faults == []
