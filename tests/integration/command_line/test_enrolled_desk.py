"""A desk of its own at a centre of its own, each a process: enrolled, in step, looked over, backed up and brought back."""

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from app.records.settings import read_settings

from tests.integration.command_line.program import HOUSE, command, sevadesk, surroundings

KEPT = 'desk_name = "काउंटर 1"  # mine\n\n[[scanner]]\nkind = "virtual"\n'
PASSPHRASE = "four words long enough\n"


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A training centre on a free port, as anybody may start one."""
    folder = tmp_path_factory.mktemp("centre")
    running = subprocess.Popen(
        command("central", "--training", "--with-parent", "--port", 0, "--folder", folder),
        cwd=HOUSE,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    yield json.loads(running.stdout.readline())["url"]
    running.communicate("", timeout=30)


@pytest.fixture(scope="module")
def desk(centre: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("desk") / "home"
    home.mkdir()
    (home / "settings.toml").write_text(KEPT, "utf-8")
    found = sevadesk("enrol", "--home", home, "--centre", centre, "--code", "TRAINING", "--name", "काउंटर 1")
    assert (found.code, found.err) == (0, "")
    return home


def test_enrolment_keeps_the_centre_and_every_other_setting(desk: Path, centre: str) -> None:
    text = (desk / "settings.toml").read_text("utf-8")
    assert text.endswith(KEPT)
    assert tomllib.loads(text) == tomllib.loads(KEPT) | {"centre_url": centre, "training_centre": True}


def test_enrolling_again_changes_nothing(desk: Path, centre: str) -> None:
    before = (desk / "settings.toml").read_bytes()
    assert sevadesk("enrol", "--home", desk, "--centre", centre, "--code", "TRAINING").code == 0
    assert (desk / "settings.toml").read_bytes() == before


def test_a_wrong_code_enrols_nobody(centre: str, home: Path) -> None:
    found = sevadesk("enrol", "--home", home, "--centre", centre, "--code", "GUESSED")
    found.said(20, "device.code-wrong")
    assert not (home / "settings.toml").exists()


def test_an_enrolled_desk_is_in_step_and_says_so_as_json_alone(desk: Path) -> None:
    found = sevadesk("sync", "--json", "--home", desk)
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out) == {"waiting": 0, "uploads": 0, "set_aside": 0, "online": True}


def test_a_dead_line_is_told_with_its_cause_as_every_error_is(desk: Path, tmp_path: Path) -> None:
    away = Path(shutil.copytree(desk, tmp_path / "away"))
    settings = away / "settings.toml"
    settings.write_text(re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:1", settings.read_text("utf-8")), "utf-8")
    found = sevadesk("sync", "--json", "--home", away)
    found.said(20, "central.unreachable")
    assert not json.loads(found.out)["online"]


def test_the_doctor_finds_every_part_well(desk: Path) -> None:
    found = sevadesk("doctor", "--json", "--home", desk)
    parts = {each["part"]: each["well"] for each in json.loads(found.out)}
    assert (found.code, found.err) == (0, "")
    assert parts["records"]
    assert parts["centre"]
    assert not (desk / "centre").exists()  # no centre of its own was started


def test_a_test_slip_prints_with_nobody_signed_in(desk: Path) -> None:
    found = sevadesk("print-test", "--home", desk)
    assert (found.code, found.err) == (0, "")
    assert "The test slip was sent." in found.out


def test_a_printer_that_is_not_set_up_is_told(desk: Path) -> None:
    sevadesk("print-test", "--home", desk, "--printer", "nobody").said(2, "printer.unknown", "nobody")


def test_a_backup_comes_back_into_an_empty_home_with_its_settings(desk: Path, tmp_path: Path) -> None:
    file, again = tmp_path / "desk.seal", tmp_path / "again"
    assert sevadesk("backup", "--home", desk, file, typed=PASSPHRASE).code == 0
    sevadesk("backup", "--home", desk, file, typed=PASSPHRASE).said(2, "backup.exists", "desk.seal")
    sevadesk("restore", "--home", again, file, typed="another passphrase\n").said(
        2, "backup.passphrase-wrong"
    )
    assert not again.exists()
    assert sevadesk("restore", "--home", again, file, typed=PASSPHRASE).code == 0
    assert (again / "settings.toml").read_bytes() == (desk / "settings.toml").read_bytes()
    assert sevadesk("sync", "--home", again).code == 0
    sevadesk("restore", "--home", again, file, typed=PASSPHRASE).said(2, "backup.home-not-empty", str(again))


def test_a_backup_that_was_cut_brings_nothing_back(desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "desk.seal"
    assert sevadesk("backup", "--home", desk, file, typed=PASSPHRASE).code == 0
    file.write_bytes(file.read_bytes()[:-5000])
    sevadesk("restore", "--home", tmp_path / "again", file, typed=PASSPHRASE).said(
        2, "backup.passphrase-wrong"
    )
    assert not (tmp_path / "again").exists()


def test_a_training_desk_comes_back_with_the_centre_inside_it(tmp_path: Path) -> None:
    home, file, again = tmp_path / "home", tmp_path / "desk.seal", tmp_path / "again"
    assert sevadesk("sync", "--home", home).code == 0
    assert sevadesk("backup", "--home", home, file, typed=PASSPHRASE).code == 0
    assert not list(home.glob(".backup-*"))
    assert sevadesk("restore", "--home", again, file, typed=PASSPHRASE).code == 0
    assert "भेजना बाकी: काम 0" in sevadesk("sync", "--home", again).out
    found = sevadesk("doctor", "--home", again)
    assert found.code == 0
    assert "✓ केन्द्र: केन्द्र से बात हो रही है / Centre: The centre answers" in found.out


def test_the_doctor_tells_of_a_centre_that_does_not_know_the_desk(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert sevadesk("sync", "--home", home).code == 0
    for file in (home / "centre").glob("centre.sqlite3*"):
        file.unlink()
    found = sevadesk("doctor", "--json", "--home", home)
    assert found.code == 20
    assert [each["part"] for each in json.loads(found.out) if not each["well"]] == ["centre"]


def test_a_desk_with_a_slip_printer_of_its_own_still_has_a_place_for_pages(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    written = (HOUSE / "docs" / "drivers.md").read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
    (home / "settings.toml").write_text(written, "utf-8")
    found = read_settings(home)
    assert (found.slip_printer, found.page_printer) == ("counter", "pdf")
    assert [each.name for each in found.printers] == ["counter", "pdf"]
    (home / "settings.toml").write_text(written.replace('slip_printer = "counter"', ""), "utf-8")
    sevadesk("doctor", "--home", home).said(2, "settings.wrong", "slip_printer")
