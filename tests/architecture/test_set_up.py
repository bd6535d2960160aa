"""The set-up of the two commands."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import HOUSE, tracked

LOCKS = sorted((HOUSE / "requirements").glob("*.lock"))
ROW = re.compile(
    r"(python|window|scan|card|test) *\| *([a-z0-9.+-]+) *\| *([^|]*[a-z)]) *\| *([^|]*[\u0900-\u097f)])"
)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_every_package_by_hash_and_names_no_host(lock: Path):
    wanted = [
        line for line in lock.read_text("utf-8").splitlines() if line and not line.startswith(("#", " "))
    ]
    assert wanted
    assert [line for line in wanted if not re.fullmatch(r"[a-z0-9-]+==[^ ]+( ; .*)? \\", line)] == []
    assert "://" not in lock.read_text("utf-8")


def test_the_locks_agree_with_one_another():
    def pins(name: str) -> dict[str, str]:
        text = (HOUSE / "requirements" / name).read_text("utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, re.MULTILINE))

    test = pins("test.lock")
    assert {name: pin for name, pin in pins("run.lock").items() if test.get(name) != pin} == {}


def test_everything_the_project_asks_for_is_locked():
    with (HOUSE / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in asked}
    text = (HOUSE / "requirements" / "test.lock").read_text("utf-8")
    assert names - set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)) == set()


def test_every_system_package_says_in_both_languages_what_is_lost_without_it():
    text = (HOUSE / "installer" / "system-packages.txt").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert rows
    assert [row for row in rows if not ROW.fullmatch(row)] == []


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_scripts_are_sound():
    scripts = [file for file in tracked() if file.suffix == ".sh" or file == HOUSE / ".ci" / "run"]
    whole = [
        file for file in scripts if file.parent.name != "set-up"
    ]  # those are read by prepare.sh, and so with it
    done = subprocess.run(
        ["shellcheck", "-ax", *whole], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_job_nobody_knows_is_refused():
    done = subprocess.run(
        [HOUSE / "installer" / "prepare.sh", "fly"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (64, "prepare.sh: run, test, lint or bench, not 'fly'\n")
