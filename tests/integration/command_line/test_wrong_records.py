"""A home that cannot be used: read-only, full, locked, damaged, of a later version, or set up wrongly."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.errors import DiskFull
from central.child import Child
from door.wiring import begin
from tests.integration.command_line.program import sevadesk

SETTINGS_WRONG = [
    ("centre_ulr = 'https://x.example'", "centre_ulr"),
    ("centre_url = 7", "centre_url"),
    ("centre_url = 'kendra'", "centre_url"),
    ("centre_url = ", "Invalid value"),
    ("slip_printer = 'nobody'", "nobody"),
    ("[[printer]]\nname = 'a'\nkind = 'network'\nadress = 'x'", "adress"),
    ("printer = 5", "printer"),
    ("[[printers]]\nname = 'a'\nkind = 'pdf'", "[[printer]]"),
    ("[[printer]]\nkind = 'network'", "name"),
    ("[token]\nmodul = '/usr/lib/x.so'", "modul"),
    ("[token]\nmodule = 'x.so'", "x.so"),
    ("token = 'x.so'", "token"),
]
DEVICES_WRONG = [
    (
        "[[printer]]\nname = 'virtual'\nkind = 'telepathy'\n[[printer]]\nname = 'pdf'\nkind = 'pdf'",
        "printer.setting-unknown",
    ),
    ("[[scanner]]\nkind = 'telepathy'", "scanner.kind-unknown"),
]


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """Put a file system of its own on the folder. Root writes past mode bits, so a mount is what stops it."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A home that was used before."""
    home = tmp_path / "home"
    assert sevadesk("doctor", "--home", home).code == 0
    return home


@pytest.mark.parametrize(("text", "told"), SETTINGS_WRONG)
def test_wrong_settings_are_told_and_nothing_is_made(home: Path, text: str, told: str) -> None:
    (home / "settings.toml").write_text(text, "utf-8")
    sevadesk("doctor", "--home", home).said(2, "settings.wrong", "settings.toml", told)
    assert [each.name for each in home.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(("text", "reason"), DEVICES_WRONG)
def test_a_device_of_no_known_kind_is_told_and_nothing_is_made(home: Path, text: str, reason: str) -> None:
    (home / "settings.toml").write_text(text, "utf-8")
    sevadesk("doctor", "--home", home).said(2, reason, "telepathy")
    assert [each.name for each in home.iterdir()] == ["settings.toml"]


def test_a_home_in_place_of_which_a_file_lies_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("mine")
    for home in (tmp_path / "home", tmp_path / "home" / "deeper"):
        sevadesk("sync", "--home", home).said(30, "records.read-only", str(home))
    assert (tmp_path / "home").read_text() == "mine"


def test_a_home_that_is_read_only_is_told(tmp_path: Path) -> None:
    home = tmp_path / "mounted"
    with mounted(home, "ro"):
        sevadesk("doctor", "--home", home).said(30, "records.read-only", str(home))


def test_a_home_without_room_is_told_before_anything_begins(tmp_path: Path) -> None:
    home = tmp_path / "mounted"
    with mounted(home, "size=2m"):
        sevadesk("demo", "--home", home, "--out", tmp_path / "out").said(30, "records.disk-full", str(home))
        assert list(home.iterdir()) == []


@pytest.mark.parametrize("megabytes", [5, 8])
def test_a_home_that_fills_up_under_the_work_is_told_wherever_the_room_ends(
    tmp_path: Path, megabytes: int
) -> None:
    home = tmp_path / "mounted"
    with mounted(home, f"size={megabytes}m"):
        found = sevadesk("demo", "--home", home, "--out", tmp_path / "out")
        found.said(30, "records.disk-full", str(home))
        assert no_damage(home / "records.sqlite3")


def test_a_training_centre_that_ends_for_want_of_room_is_told_as_that(tmp_path: Path) -> None:
    home = tmp_path / "mounted"
    with mounted(home, "size=5m"):
        fills = "import sys; open(sys.argv[1], 'wb').write(bytes(2_000_000)); sys.exit(1)"
        child = Child((sys.executable, "-c", fills, str(home / "centre.sqlite3")), home / "centre.log")
        with pytest.raises(DiskFull):
            begin(child, home)


def test_papers_that_do_not_fit_are_told_and_the_records_stay_whole(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "mounted"
    with mounted(out, "size=32k"):
        found = sevadesk("demo", "--home", home, "--out", out)
        found.said(10, "out.cannot-write", str(out))
        backup = sevadesk("backup", "--home", home, out / "desk.seal", typed="long enough\n")
        backup.said(30, "backup.disk-full", str(out))
        assert "No backup was made" in backup.err and not list(out.glob("desk.seal*"))
    assert no_damage(home / "records.sqlite3")


def test_records_that_another_program_holds_are_told_and_waited_for_in_vain(desk: Path) -> None:
    with closing(sqlite3.connect(desk / "records.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        found = sevadesk("print-test", "--home", desk)
    found.said(30, "records.locked", str(desk))
    assert sevadesk("doctor", "--home", desk).code == 0


@pytest.mark.parametrize("at", [0, 100, 5000])
def test_damaged_records_are_told_and_left_as_they_are(desk: Path, at: int) -> None:
    file = desk / "records.sqlite3"
    spoilt = bytearray(file.read_bytes())
    spoilt[at : at + 4096] = b"\xa5" * 4096
    file.write_bytes(spoilt)
    sevadesk("backup", "--home", desk, desk.parent / "desk.seal", typed="long enough\n").said(
        30, "records.damaged", str(desk)
    )
    assert file.read_bytes() == spoilt


def test_a_file_of_another_program_is_not_touched(home: Path) -> None:
    with closing(sqlite3.connect(home / "records.sqlite3")) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    before = (home / "records.sqlite3").read_bytes()
    sevadesk("doctor", "--home", home).said(30, "records.not-ours", str(home))
    assert (home / "records.sqlite3").read_bytes() == before


def test_records_of_a_later_version_are_not_touched(desk: Path) -> None:
    with closing(sqlite3.connect(desk / "records.sqlite3", isolation_level=None)) as later:
        later.execute("UPDATE alembic_version SET version_num = '4711'")
        later.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (desk / "records.sqlite3").read_bytes()
    sevadesk("doctor", "--home", desk).said(30, "records.newer", "4711")
    assert (desk / "records.sqlite3").read_bytes() == before


def no_damage(file: Path) -> bool:
    """Say whether the records, as far as there are any, are whole for SQLite."""
    if not file.exists() or not file.stat().st_size:
        return True
    with closing(sqlite3.connect(file)) as records:
        return bool(records.execute("PRAGMA integrity_check").fetchone() == ("ok",))
