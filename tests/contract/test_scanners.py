"""What every scanner driver keeps to: whole pages, one file each, a way to stop, errors a person can act on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from app.errors import Cancelled
from app.ports.scanning import Scanner, ScanSettings, Source

from scanners.folder import FolderScanner
from scanners.sane import SaneScanner
from scanners.virtual import VirtualScanner
from tests.integration.scanners.sane_set_up import needs_sane, set_up

NEW_PICTURES = 4


@dataclass(frozen=True)
class Case:
    scanner: Scanner
    sheets: int  # what its feeder holds


def camera_folder(place: Path) -> Path:
    place.mkdir()
    for number in range(NEW_PICTURES):
        Image.new("RGB", (400, 300), (60 * number, 90, 120)).save(place / f"IMG_{number}.jpg")
    return place


@pytest.fixture(params=["virtual", "folder", pytest.param("sane", marks=needs_sane)])
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    if request.param == "virtual":
        return Case(VirtualScanner(seconds=0), 3)
    if request.param == "folder":
        return Case(FolderScanner(str(camera_folder(tmp_path / "camera")), patience=0), NEW_PICTURES)
    set_up(tmp_path / "sane.d", monkeypatch)
    return Case(SaneScanner("test:0"), 10)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def quiet(percent: int) -> None:
    assert 0 <= percent <= 100


def stop_at(percent: int) -> Callable[[int], None]:
    def watch(now: int) -> None:
        if now >= percent:
            raise Cancelled(reason="work.cancelled")

    return watch


def test_it_says_what_can_be_opened_in_both_languages(case: Case) -> None:
    found = case.scanner.devices()
    assert found
    assert all(each.address and each.name.hi and each.name.en for each in found)


def test_a_flatbed_gives_one_whole_picture(case: Case, into: Path) -> None:
    (page,) = case.scanner.scan(ScanSettings(dpi=100, subject="bank_passbook"), into, quiet)
    assert page.parent == into
    with Image.open(page) as picture:
        picture.load()
        assert picture.format in {"PNG", "JPEG"}


def test_a_feeder_gives_each_sheet_in_a_file_of_its_own(case: Case, into: Path) -> None:
    found = list(case.scanner.scan(ScanSettings(source=Source.FEEDER, dpi=75), into, quiet))
    assert len(found) == len(set(found)) == case.sheets
    assert sorted(into.iterdir()) == sorted(found)


def test_pages_arrive_one_by_one_not_all_at_the_end(case: Case, into: Path) -> None:
    arriving = case.scanner.scan(ScanSettings(source=Source.FEEDER, dpi=75), into, quiet)
    first = next(arriving)
    assert sorted(each for each in into.iterdir() if each.is_file()) == [first]
    close(arriving)
    assert list(into.iterdir()) == [first]


def test_who_watches_hears_the_page_to_its_end(case: Case, into: Path) -> None:
    heard: list[int] = []
    list(case.scanner.scan(ScanSettings(dpi=100), into, heard.append))
    assert heard == sorted(heard)
    assert heard[-1] == 100


def test_a_stopped_scan_keeps_no_page(case: Case, into: Path) -> None:
    with pytest.raises(Cancelled):
        list(case.scanner.scan(ScanSettings(dpi=100), into, stop_at(0)))
    assert list(into.iterdir()) == []


def test_a_stopped_scanner_scans_again(case: Case, into: Path) -> None:
    with pytest.raises(Cancelled):
        list(case.scanner.scan(ScanSettings(dpi=100), into, stop_at(0)))
    assert len(list(case.scanner.scan(ScanSettings(dpi=100), into, quiet))) == 1


def test_nothing_scans_before_the_first_page_is_asked_for(case: Case, into: Path) -> None:
    close(case.scanner.scan(ScanSettings(), into, quiet))
    assert list(into.iterdir()) == []


def close(arriving: Iterator[Path]) -> None:
    arriving.close()  # type: ignore[attr-defined]  # every driver's is a generator
