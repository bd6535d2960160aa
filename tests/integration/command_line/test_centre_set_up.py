"""A centre of one's own is set up as docs/centre-setup.md says, word for word, and a desk works with it."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.central.postgresql import needs_postgresql, running
from tests.integration.command_line.program import HOUSE, begun, sevadesk

PASSWORD = "a password of Gita's own"
Start = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The set-up that stands in the document, with a verifier made as it says."""
    text = (HOUSE / "docs" / "centre-setup.md").read_text("utf-8")
    verifier = sevadesk("central", "--hash-password", typed=f"{PASSWORD}\n").out.strip()
    (tmp_path / "srv" / "centre").mkdir(parents=True)
    for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        file = block.splitlines()[0].removeprefix("# ")
        (tmp_path / "srv" / file).write_text(block.replace("$argon2id$...", verifier), "utf-8")
    return tmp_path / "srv"


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start the centre and return its address."""
    centres: list[subprocess.Popen[str]] = []

    def started(*options: str) -> str:
        centres.append(begun("central", "--folder", folder, "--port", "0", *options))
        assert centres[-1].stdout is not None
        return str(json.loads(centres[-1].stdout.readline())["url"])

    yield started
    for each in centres:
        each.terminate()
        each.communicate(timeout=30)


def enrol_and_work(folder: Path, home: Path, url: str, *options: str) -> None:
    code = sevadesk("central", "--folder", folder, *options, "--code-for", "kendra-0001").out.splitlines()[0]
    enrolled = sevadesk("enrol", "--home", home, "--centre", url, "--code", code)
    assert (enrolled.code, enrolled.err) == (0, "")
    assert sevadesk("sync", "--home", home).code == 0
    sevadesk("enrol", "--home", home.with_name("other"), "--centre", url, "--code", code).said(
        20, "device.code-wrong"
    )
    sevadesk("enrol", "--home", home.with_name("third"), "--centre", url, "--code", "TRAINING").said(
        20, "device.code-wrong"
    )


def test_a_desk_enrols_with_a_code_of_its_own_and_its_people_sign_in(
    folder: Path, start: Start, tmp_path: Path
) -> None:
    enrol_and_work(folder, tmp_path / "home", start())
    from door.wiring import open_desk

    office = open_desk(tmp_path / "home")
    try:
        assert not office.training
        assert office.people.sign_in("gita", PASSWORD).person.name.hi == "गीता देवी"
        assert office.counter.start("upssb-worker-registration").editable
    finally:
        office.close()


@needs_postgresql
def test_the_same_on_postgresql(folder: Path, start: Start, tmp_path: Path) -> None:
    with running() as server:
        database = ("--database", server.new_database())
        enrol_and_work(folder, tmp_path / "home", start(*database), *database)


def test_a_code_for_an_office_that_is_not_there_is_refused_with_those_that_are(folder: Path) -> None:
    refused = sevadesk("central", "--folder", folder, "--code-for", "kendra-0002")
    refused.said(2, "centre.office-unknown", "kendra-0002", "kendra-0001")
