"""Papers as files: each print leaves what was promised, whole, and never over another paper."""

from dataclasses import replace

import pytest

from app.base.document import Copy, Kind, Shape
from app.errors import Cancelled, DeviceMissing
from app.ports.printing import Media, Outcome, Progress
from app.words import explain
from printers.leave import Leaving
from printers.pdf_folder import PdfFolder
from printers.picture import from_png
from tests.unit.printers.slips import AT, EVERY_BLOCK, slip

WIDTHS = {"58": 384, "80": 576}
SLIP = slip(*EVERY_BLOCK)
CHALLAN = replace(SLIP, kind=Kind.CHALLAN, shape=Shape.PAGE)
ORIGINAL = Copy()
DUPLICATE = Copy(2, 1, "सुनीता वर्मा", "पर्ची खो गई", AT)


def unwatched(_progress):
    """Nobody looks on."""


def send(folder, document, copy=ORIGINAL, job="01JOB"):
    printer = PdfFolder("फ़ाइल", folder)
    return printer.send(printer.prepare(document, copy), job=job, watch=unwatched)


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_a_slip_leaves_its_page_and_both_rolls(tmp_path):
    left = Leaving(tmp_path, WIDTHS)("receipt", SLIP, Copy())
    assert left == [
        "receipt.pdf",
        "receipt-58.png",
        "receipt-58.escpos",
        "receipt-80.png",
        "receipt-80.escpos",
    ]
    assert names(tmp_path) == sorted(left)
    assert from_png((tmp_path / "receipt-58.png").read_bytes()).width == 384
    assert (tmp_path / "receipt-80.escpos").read_bytes().startswith(b"\x1b@")


def test_a_page_leaves_its_pdf_alone(tmp_path):
    assert Leaving(tmp_path, WIDTHS)("challan", CHALLAN, Copy()) == ["challan.pdf"] == names(tmp_path)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    place = tmp_path / "a-file"
    place.write_text("in the way")
    with pytest.raises(DeviceMissing) as wrong:
        Leaving(place, WIDTHS)("receipt", SLIP, Copy())
    assert str(place) in explain(wrong.value).hi


def test_a_print_is_named_after_its_paper_and_copy(tmp_path):
    assert send(tmp_path, SLIP) is Outcome.CONFIRMED
    send(tmp_path, SLIP, DUPLICATE)
    send(tmp_path, SLIP, Copy(1, 2))
    assert names(tmp_path) == [
        "acknowledgement-LKO01-26-27-000123-a2.pdf",
        "acknowledgement-LKO01-26-27-000123-duplicate-1.pdf",
        "acknowledgement-LKO01-26-27-000123.pdf",
    ]


def test_the_file_is_the_payload(tmp_path):
    printer = PdfFolder("फ़ाइल", tmp_path)
    payload = printer.prepare(CHALLAN, Copy())
    printer.send(payload, job="01JOB", watch=unwatched)
    [file] = tmp_path.iterdir()
    assert payload.media is Media.PDF
    assert file.read_bytes() == payload.data


def test_another_paper_of_the_same_name_is_never_written_over(tmp_path):
    send(tmp_path, SLIP)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    send(tmp_path, slip(*EVERY_BLOCK, training=True), job="01OTHER")
    send(tmp_path, slip(*EVERY_BLOCK[:2], training=True), job="01OTHER")
    assert len(names(tmp_path)) == 3
    assert all(file.read_bytes() == data for file, data in before.items())


def test_the_same_job_sent_again_leaves_one_file(tmp_path):
    send(tmp_path, SLIP)
    send(tmp_path, SLIP)
    assert len(names(tmp_path)) == 1


@pytest.mark.parametrize("stop_at", ["first", "last"])
def test_a_cancelled_print_leaves_nothing_behind(tmp_path, stop_at):
    printer = PdfFolder("फ़ाइल", tmp_path)
    payload = printer.prepare(SLIP, Copy())
    stop = {"first": 0, "last": len(payload.data)}[stop_at]

    def watch(progress: Progress):
        if progress.sent == stop:
            raise Cancelled

    with pytest.raises(Cancelled):
        printer.send(payload, job="01JOB", watch=watch)
    assert names(tmp_path) == []


def test_a_new_folder_is_made_and_a_check_leaves_it_empty(tmp_path):
    PdfFolder("फ़ाइल", tmp_path / "papers").check()
    assert names(tmp_path / "papers") == []


def test_a_stick_that_is_not_plugged_in_is_missing(tmp_path):
    printer = PdfFolder("फ़ाइल", tmp_path / "stick" / "papers")
    with pytest.raises(DeviceMissing, match=r"out\.cannot-write"):
        printer.check()
    with pytest.raises(DeviceMissing, match=r"out\.cannot-write"):
        printer.send(printer.prepare(SLIP, Copy()), job="01JOB", watch=unwatched)
