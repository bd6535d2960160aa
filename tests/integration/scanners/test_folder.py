"""A camera's folder: the newest whole picture, once."""

import os
import threading

import pytest
from PIL import Image

from app.errors import DeviceMissing, PaperOut, ScanFailed
from app.ports.scanning import ScanSettings, Source

from scanners.folder import FolderScanner


def quiet(percent):
    assert 0 <= percent <= 100


def taken(scanner, into, source=Source.FLATBED):
    return [page.read_bytes() for page in scanner.scan(ScanSettings(source), into, quiet)]


@pytest.fixture
def camera(tmp_path):
    (folder := tmp_path / "camera").mkdir()
    return folder


@pytest.fixture
def into(tmp_path):
    (folder := tmp_path / "into").mkdir()
    return folder


def shoot(camera, name, shade, when):
    Image.new("L", (300, 200), shade).save(camera / name)
    os.utime(camera / name, (when, when))
    return (camera / name).read_bytes()


def test_the_newest_is_taken_and_an_older_one_never_comes_up_for_the_next_person(camera, into):
    shoot(camera, "old.jpg", 10, 1_000)
    new = shoot(camera, "NEW.JPG", 20, 2_000)
    scanner = FolderScanner(str(camera), patience=0)
    assert taken(scanner, into) == [new]
    with pytest.raises(PaperOut):
        taken(scanner, into)
    assert len(list(camera.iterdir())) == 2  # a person's pictures stay where they are


def test_a_feeder_takes_all_new_ones_oldest_first(camera, into):
    shots = [shoot(camera, f"{9 - number}.png", 20 * number, 1_000 + number) for number in range(3)]
    assert taken(FolderScanner(str(camera), patience=0), into, Source.FEEDER) == shots


def test_a_picture_still_on_its_way_is_not_taken(camera, into):
    whole = shoot(camera, "whole.jpg", 10, 1_000)
    shoot(camera, "half.jpg", 20, 2_000)
    (camera / "half.jpg").write_bytes((camera / "half.jpg").read_bytes()[:400])
    scanner = FolderScanner(str(camera), patience=0)
    assert taken(scanner, into) == [whole]
    with pytest.raises(ScanFailed, match="picture-broken"):
        taken(scanner, into)


def test_a_picture_that_arrives_after_scan_was_pressed_is_taken(camera, into):
    later = threading.Timer(0.4, shoot, (camera, "late.png", 30, 3_000))
    later.start()
    found = taken(FolderScanner(str(camera), patience=20), into)
    later.join()
    assert found == [(camera / "late.png").read_bytes()]


def test_without_its_folder_nothing_is_plugged_in(tmp_path, into):
    scanner = FolderScanner(str(tmp_path / "gone"), patience=0)
    assert scanner.devices() == []
    with pytest.raises(DeviceMissing, match="no-folder"):
        taken(scanner, into)


def test_after_a_restart_a_picture_that_was_taken_does_not_come_up_again(camera, into, tmp_path):
    shoot(camera, "सीता  1.jpg", 10, 1_000)
    memory = tmp_path / "taken.txt"
    first = FolderScanner(str(camera), patience=0, memory=memory)
    assert len(taken(first, into)) == 1
    with pytest.raises(PaperOut):
        taken(FolderScanner(str(camera), patience=0, memory=memory), into)
    new = shoot(camera, "2.jpg", 20, 2_000)
    assert taken(FolderScanner(str(camera), patience=0, memory=memory), into) == [new]
    assert len(list(camera.iterdir())) == 2


def test_a_memory_that_was_spoilt_hinders_no_scan(camera, into, tmp_path):
    new = shoot(camera, "1.jpg", 10, 1_000)
    memory = tmp_path / "taken.txt"
    memory.write_bytes(b"\xff\x00 nonsense\n5")
    assert taken(FolderScanner(str(camera), patience=0, memory=memory), into) == [new]
