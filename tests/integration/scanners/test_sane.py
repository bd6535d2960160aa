"""SANE's own test backend, told to misbehave: each fault is named, no half page is kept, the device is let go."""

import time
from pathlib import Path

import pytest
from PIL import Image

from app.errors import (
    Cancelled,
    CoverOpen,
    DeviceBusy,
    DeviceError,
    DeviceMissing,
    PaperJam,
    PaperOut,
    ScanFailed,
)
from app.ports.scanning import Colour, ScanSettings, Source
from app.words import explain

from scanners import sane_worker
from scanners.sane import Features, SaneScanner, features_in, options_for
from tests.integration.scanners.sane_set_up import needs_sane, set_up

HALF_A_PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000640000006408020000")
# As a cheap all-in-one lists itself: resolutions to choose from, its own names, a bed longer than A4.
OTHER_LISTING = """
  Scan mode:
    --mode Black & White|True Gray|24bit Color[Fast] [24bit Color[Fast]]
    --resolution 100|150|300|600dpi [300]
    --source Flatbed|ADF Front [Flatbed]
  Geometry:
    -x 0..215.9mm (in steps of 0.0999908) [215.88]
        Width of scan-area.
    -y 0..355.6mm (in steps of 0.0999908) [355.6]
"""


def quiet(percent: int) -> None:
    assert 0 <= percent <= 100


def scan(into: Path, source: Source = Source.FLATBED, watch=quiet, **settings) -> list[Path]:
    return list(SaneScanner("test:0").scan(ScanSettings(source=source, **settings), into, watch))


@needs_sane
@pytest.mark.parametrize(
    ("status", "leaf", "reason"),
    [
        ("SANE_STATUS_DEVICE_BUSY", DeviceBusy, "scanner.busy"),
        ("SANE_STATUS_JAMMED", PaperJam, "scanner.jam"),
        ("SANE_STATUS_NO_DOCS", PaperOut, "scanner.no-paper"),
        ("SANE_STATUS_COVER_OPEN", CoverOpen, "scanner.cover-open"),
        ("SANE_STATUS_IO_ERROR", ScanFailed, "scanner.line-broke"),
        ("SANE_STATUS_ACCESS_DENIED", DeviceMissing, "scanner.denied"),
        ("SANE_STATUS_NO_MEM", ScanFailed, "scanner.failed"),
        ("SANE_STATUS_EOF", ScanFailed, "scanner.failed"),  # scanimage itself aborts
    ],
)
@pytest.mark.parametrize("source", list(Source))
def test_each_fault_is_named_and_no_page_is_kept(tmp_path, monkeypatch, status, leaf, reason, source):
    set_up(tmp_path / "sane.d", monkeypatch, read_status_code=f'"{status}"')
    (into := tmp_path / "into").mkdir()
    with pytest.raises(DeviceError) as caught:
        scan(into, source)
    assert type(caught.value) is leaf
    assert caught.value.facts["reason"] == reason
    assert "—" not in explain(caught.value).hi
    assert list(into.iterdir()) == []


@needs_sane
def test_a_scan_stopped_midway_ends_at_once_and_frees_the_device(tmp_path, monkeypatch):
    set_up(tmp_path / "sane.d", monkeypatch, read_delay="true", read_delay_duration="200000")
    (into := tmp_path / "into").mkdir()
    stopped: list[float] = []

    def watch(percent):
        if percent >= 10:
            stopped.append(time.monotonic())
            raise Cancelled(reason="work.cancelled")

    with pytest.raises(Cancelled):
        scan(into, watch=watch, dpi=150)
    assert time.monotonic() - stopped[0] < sane_worker.GRACE / 2
    assert list(into.iterdir()) == []


def test_stop_is_heard_while_the_scanner_is_silent(tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "exec sleep 30")
    (into := tmp_path / "into").mkdir()
    began = time.monotonic()

    def watch(percent):
        if time.monotonic() - began > 0.5:
            raise Cancelled(reason="work.cancelled")

    with pytest.raises(Cancelled):
        list(sane_worker.pages([], into, watch, most=1))
    assert time.monotonic() - began < 15  # half of what the scanner would stay silent


def test_a_scanner_that_stays_silent_is_given_up(tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "trap '' INT; exec sleep 30")  # deaf, too: only force ends it
    monkeypatch.setattr(sane_worker, "PATIENCE", 0.5)
    monkeypatch.setattr(sane_worker, "GRACE", 0.5)
    with pytest.raises(ScanFailed, match="silent"):
        list(sane_worker.pages([], tmp_path, quiet, most=1))


def test_a_cut_off_page_is_never_kept(tmp_path, monkeypatch):
    (tmp_path / "half.png").write_bytes(HALF_A_PNG)
    pretend(tmp_path, monkeypatch, f"cp {tmp_path}/half.png 0001.png; echo 0001.png")
    (into := tmp_path / "into").mkdir()
    with pytest.raises(ScanFailed, match="page-cut-off"):
        list(sane_worker.pages([], into, quiet, most=1))
    assert list(into.iterdir()) == []


def test_a_fault_that_has_no_word_of_ours_is_never_taken_for_an_empty_feeder(tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "echo 'Scanned page 1. (scanner status = 10)' >&2")
    with pytest.raises(ScanFailed, match="failed"):
        list(sane_worker.pages([], tmp_path, quiet, most=None))


def test_without_scanimage_there_is_no_scanner_and_a_scan_says_why(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert SaneScanner().devices() == []
    with pytest.raises(DeviceMissing, match="not-installed"):
        scan(tmp_path)


@needs_sane
def test_an_unplugged_scanner_is_missing_not_broken(tmp_path, monkeypatch):
    set_up(tmp_path / "sane.d", monkeypatch, backends="")
    assert SaneScanner().devices() == []
    for scanner in (SaneScanner(), SaneScanner("test:7")):
        with pytest.raises(DeviceMissing, match="missing"):
            list(scanner.scan(ScanSettings(), tmp_path, quiet))


@needs_sane
def test_colour_and_resolution_are_as_asked(tmp_path, monkeypatch):
    set_up(tmp_path / "sane.d", monkeypatch, geometry_max="400")
    for colour, mode in ((Colour.GREY, "L"), (Colour.COLOUR, "RGB")):
        (page,) = scan(tmp_path, colour=colour, dpi=150)
        with Image.open(page) as picture:
            assert picture.mode == mode
            assert [round(side * 25.4 / 150) for side in picture.size] == [210, 297]  # A4, no more


def test_a_driver_with_its_own_names_is_asked_in_them():
    features = features_in(OTHER_LISTING)
    told = options_for(ScanSettings(Source.FEEDER, Colour.GREY, 200), features)
    assert told == [
        "--source=ADF Front", "--mode=True Gray", "--resolution=300",
        "-l", "0", "-t", "0", "-x", "210", "-y", "297",
    ]  # fmt: skip


def test_a_scanner_without_a_feeder_says_so_rather_than_scan_the_bare_glass():
    bare = Features(("Flatbed",), ("Color",), (75, 600), stepless=True, width=210, height=297)
    with pytest.raises(DeviceMissing, match="no-feeder"):
        options_for(ScanSettings(Source.FEEDER), bare)


def pretend(place: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program called scanimage before all others: a driver that behaves as none should."""
    folder = place / "bin"
    folder.mkdir()
    (folder / sane_worker.PROGRAM).write_text(f"#!/bin/sh\n{script}\n")
    (folder / sane_worker.PROGRAM).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
