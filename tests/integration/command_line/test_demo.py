"""The main job from the command line: told to a program as one JSON object, to a person in both languages."""

import json
import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from tests.integration.command_line.program import DEVANAGARI, HOUSE, begun, interrupted, sevadesk

RAMU = HOUSE / "packs" / "training" / "applicants" / "2-ramu.json"
SOON_SECONDS = 60


# The main job twice, in processes of its own: a cheap PC that is busy needs minutes for it.
@pytest.mark.timeout(300)
def test_the_demo_names_every_paper_as_json_and_a_second_run_goes_on_and_tells_a_person_in_both_languages(
    tmp_path: Path,
) -> None:
    answers = json.loads(RAMU.read_text("utf-8"))
    answers["answers"] |= {
        "applicant_name": "गीता वर्मा",
        "applicant_name_english": "GEETA VERMA",
        "gender": "female",
    }
    answers["answers"] |= {"mobile": "9450099887", "aadhaar": "9999 4105 7058"}
    (tmp_path / "geeta.json").write_text(json.dumps(answers), "utf-8")
    out = tmp_path / "out"
    as_json_every_paper_is_named(out, tmp_path / "geeta.json")
    with closing(sqlite3.connect(out / "home" / "records.sqlite3")) as records:
        applicants = {name for (name,) in records.execute("SELECT applicant FROM application")}
    assert "गीता वर्मा" in applicants
    a_person_is_told_that_it_goes_on(out)


def as_json_every_paper_is_named(out: Path, answers: Path) -> None:
    found = sevadesk("demo", "--json", "--out", out, "--answers", answers)
    assert (found.code, found.err) == (0, "")
    told = json.loads(found.out)
    assert (told["outbox_waiting"], told["needs_attention"], told["earlier_applications"]) == (0, 0, 0)
    for story in ("online", "challan", "offline"):
        assert told[story]["registration_number"]
        for names in told[story]["papers"].values():
            assert all((out / name).stat().st_size for name in names)
    assert told["offline"]["waiting_while_down"] > 0
    pictures = [file.read_bytes() for file in out.glob("*-80.png")]
    assert len(set(pictures)) == len(pictures)  # one paper under one name
    day = told["day_account"]
    assert day["whole"] and day["taken"] > day["cash"] > 0
    with pypdfium2.PdfDocument(out / day["papers"]["day-account"][0]) as account:
        text = "".join(sheet.get_textpage().get_text_range() for sheet in account)
    assert day["number"] in text and told["online"]["numbers"]["acknowledgement"][-10:] in text


def a_person_is_told_that_it_goes_on(out: Path) -> None:
    found = sevadesk("demo", "--out", out)
    assert (found.code, found.err) == (0, "")
    hindi, english = found.out.split("\n\n")[:2]
    assert DEVANAGARI.search(hindi)
    assert not DEVANAGARI.search(english)
    for told in (hindi, english):
        assert "3" in told.splitlines()[1] and "--out" in told.splitlines()[1]
        assert "/ACK/000006" in told
        assert str(out) in told


@pytest.mark.parametrize("kept", ["an application", "an entry"])
def test_ctrl_c_leaves_whole_records_and_ends_as_a_program_that_was_stopped(
    tmp_path: Path, kept: str
) -> None:
    table = {"an application": "application", "an entry": "journal"}[kept]
    home = tmp_path / "home"
    running = begun("demo", "--home", home, "--out", tmp_path / "out")
    try:
        wait_for_a_row(home / "records.sqlite3", table)
        interrupted(running).said(130, "work.cancelled")
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
    found = sevadesk("doctor", "--json", "--home", home)
    assert {each["part"]: each["well"] for each in json.loads(found.out)}["records"]
    with closing(sqlite3.connect(home / "records.sqlite3")) as records:
        assert records.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert count(records, table) > 0


def wait_for_a_row(file: Path, table: str) -> None:
    until = time.monotonic() + SOON_SECONDS
    while time.monotonic() < until:
        if file.exists():
            with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as records:
                if count(records, table):
                    return
        time.sleep(0.02)
    pytest.fail(f"no {table} within {SOON_SECONDS} s")


def count(records: sqlite3.Connection, table: str) -> int:
    """Return how many rows the table has; none while it is not made yet."""
    try:
        return int(records.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
    except sqlite3.OperationalError:
        return 0
