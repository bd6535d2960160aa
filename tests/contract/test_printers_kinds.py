"""What only one kind of printer does: a device, the virtual printer, and the settings that name them."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.base.document import Copy
from app.errors import (
    Cancelled,
    CoverOpen,
    DeviceBusy,
    DeviceError,
    DeviceMissing,
    InputError,
    NotAPrinter,
    PaperOut,
)
from app.ports.printing import Outcome, Progress
from printers import to_file
from printers.choose import PrinterSetting, printer_from
from printers.emulator import Emulator, serve_forever
from printers.picture import from_png
from printers.to_file import FilePrinter
from printers.virtual import KEPT, VirtualPrinter

from tests.contract.printers_made import of, slip, unwatched

HOUSE = Path(__file__).parents[2]


# --- a device or a file -----------------------------------------------------------------------------------------------


def test_a_device_that_is_not_plugged_in_does_not_become_a_file() -> None:
    device = Path("/dev/no-such-printer")
    with pytest.raises(DeviceMissing):
        FilePrinter("slip", device).check()
    assert not device.exists()


def test_a_folder_is_no_device(tmp_path: Path) -> None:
    with pytest.raises(NotAPrinter):
        FilePrinter("slip", tmp_path).check()


def test_every_byte_of_a_job_reaches_the_device(tmp_path: Path) -> None:
    device, came = tmp_path / "lp0", bytearray()
    os.mkfifo(device)
    listening = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(listening, True)

    def read() -> None:
        while data := os.read(listening, 4096):
            came.extend(data)

    reader = threading.Thread(target=read, name="device")
    printer = FilePrinter("slip", device)
    payload = printer.prepare(slip(lines=40), Copy())  # more than the device takes at once

    def then_read(progress: Progress) -> None:
        if not progress.sent:
            reader.start()

    assert printer.send(payload, job="job", watch=then_read) is Outcome.UNCONFIRMED
    reader.join()
    os.close(listening)
    assert bytes(came) == payload.data


def test_a_device_that_takes_nothing_more_leaves_the_outcome_to_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_file, "STALLED", 0.1)
    device = tmp_path / "lp0"
    os.mkfifo(device)
    listening = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    printer = FilePrinter("slip", device)
    assert (
        printer.send(printer.prepare(slip(lines=40), Copy()), job="job", watch=unwatched) is Outcome.UNKNOWN
    )
    os.close(listening)


def test_jobs_are_added_to_a_file_and_never_written_over(tmp_path: Path) -> None:
    jobs = tmp_path / "jobs.escpos"
    jobs.write_bytes(b"earlier")
    printer = of("file", str(jobs))
    payload = printer.prepare(slip(), Copy())
    printer.send(payload, job="job", watch=unwatched)
    assert jobs.read_bytes() == b"earlier" + payload.data


# --- the virtual printer ----------------------------------------------------------------------------------------------


def printed(printer: VirtualPrinter, number: int = 1) -> Outcome:
    return printer.send(printer.prepare(slip(), Copy(number)), job="job", watch=unwatched)


def test_a_virtual_roll_ends_like_a_real_one() -> None:
    printer = VirtualPrinter("slip")
    printer.rows_left = 100
    assert printed(printer) is Outcome.UNKNOWN
    assert [paper.height for paper in printer.papers()] == [100]
    with pytest.raises(PaperOut):
        printed(printer)


def test_a_virtual_cover_stops_the_next_paper() -> None:
    printer = VirtualPrinter("slip")
    printer.cover_open = True
    with pytest.raises(CoverOpen):
        printed(printer)
    printer.cover_open = False
    assert printed(printer) is Outcome.CONFIRMED


def test_the_newest_paper_lies_on_top_and_the_oldest_go() -> None:
    printer = VirtualPrinter("slip")
    for number in range(1, KEPT + 3):
        printed(printer, number)
    other = VirtualPrinter("slip")
    printed(other, KEPT + 2)
    assert len(printer.papers()) == KEPT
    assert printer.papers()[0] == other.papers()[0]


def test_a_printer_without_a_knife_still_gives_whole_papers() -> None:
    printer = VirtualPrinter("slip", 384, cuts=False)
    printed(printer, 1)
    printed(printer, 2)
    assert len(printer.papers()) == 2


def test_a_stopped_virtual_print_leaves_the_piece_that_came_out() -> None:
    def stop(progress: Progress) -> None:
        if progress.sent:
            raise Cancelled

    printer = VirtualPrinter("slip")
    with pytest.raises(Cancelled):
        printer.send(printer.prepare(slip(), Copy()), job="job", watch=stop)
    assert [paper.height for paper in printer.papers()] == [240]


# --- the settings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "nearest"),
    [("kind", "netwrok", "network"), ("kind", "PDF", "pdf"), ("answers", "statuses", "status")],
)
def test_a_misspelt_setting_names_the_nearest_that_is_known(field: str, value: str, nearest: str) -> None:
    fields = {"name": "slip", "kind": "virtual", field: value}
    with pytest.raises(InputError) as caught:
        printer_from(PrinterSetting(**fields))  # type: ignore[arg-type]  # only words here
    assert (caught.value.facts["field"], caught.value.facts["nearest"]) == (field, nearest)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("network", ""),
        ("network", "/srv/out"),
        ("network", "10.0.0.9:99999"),
        ("network", "http://10.0.0.9"),
        ("file", "slips.escpos"),
        ("file", "/srv/out"),
        ("pdf", ""),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_at_once(kind: str, address: str) -> None:
    with pytest.raises(InputError) as caught:
        of(kind, address)
    assert caught.value.key == "printer.address-wrong"


@pytest.mark.parametrize("address", ["printer.invalid", "printer.invalid:9101", "[::1]:1", "[::1]"])
def test_an_address_that_can_be_one_is_only_found_wanting_when_it_is_tried(address: str) -> None:
    with pytest.raises(DeviceError):
        of("network", address).check()


def test_paper_of_no_known_width_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        of("virtual", "", dots=580)
    assert caught.value.key == "printer.dots-wrong"


# --- the emulator as a program ----------------------------------------------------------------------------------------


def test_the_emulator_leaves_a_picture_of_each_paper(tmp_path: Path) -> None:
    command = [sys.executable, "main.py", "printer-emulator", "--port", "0", "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True) as emulator:
        assert emulator.stdout
        printer = of("network", emulator.stdout.readline().strip())
        assert printer.send(printer.prepare(slip(), Copy()), job="job", watch=unwatched) is Outcome.CONFIRMED
        emulator.send_signal(signal.SIGINT)
        emulator.wait(10)
    beside = VirtualPrinter("slip")
    printed(beside)
    assert [from_png(file.read_bytes()) for file in (tmp_path / "out").iterdir()] == list(beside.papers())


def test_a_second_emulator_on_one_port_says_that_it_is_taken() -> None:
    with Emulator() as emulator, pytest.raises(DeviceBusy) as caught:
        serve_forever(int(emulator.address.rpartition(":")[2]))
    assert caught.value.key == "emulator.port-taken"


def test_an_emulator_that_cannot_keep_its_papers_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeviceMissing) as caught:
        serve_forever(0, tmp_path / "file" / "below")
    assert caught.value.key == "emulator.cannot-write"
