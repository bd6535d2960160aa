"""What a person types unseen at a terminal: a passphrase, given twice for a backup."""

import os
import pty
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.integration.command_line.program import HOUSE, Ended, command, sevadesk, surroundings

CTRL_D = "\x04"
KEPT = "four words long enough\n"


def at_a_terminal(*arguments: object, typed: Sequence[str]) -> Ended:
    """Run a task whose input is a terminal; each line is typed when it is asked for."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        command(*arguments),
        cwd=HOUSE,
        env=surroundings(),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert running.stderr
    said = b""
    for number, line in enumerate(typed, 1):
        while said.count(b": ") < number:
            said += os.read(running.stderr.fileno(), 1024)
        os.write(ours, line.encode())
    out, err = running.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    return Ended(running.returncode, out.decode(), err.decode())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("desk") / "home"
    assert sevadesk("sync", "--home", home).code == 0
    return home


def test_two_passphrases_that_differ_make_no_backup(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "desk.seal"
    ended = at_a_terminal("backup", "--home", home, file, typed=[KEPT, "four words long enogh\n"])
    assert ended.code == 2
    assert "backup.passphrases-differ" in ended.err
    assert not file.exists()


def test_a_passphrase_that_is_the_same_twice_makes_the_backup(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "desk.seal"
    assert at_a_terminal("backup", "--home", home, file, typed=[KEPT, KEPT]).code == 0
    again = at_a_terminal("restore", "--home", tmp_path / "again", file, typed=[KEPT])
    assert again.code == 0


@pytest.mark.parametrize("task", ["backup", "restore"])
def test_a_passphrase_that_is_not_given_stops_the_task_in_words(
    home: Path, tmp_path: Path, task: str
) -> None:
    where = home if task == "backup" else tmp_path / "again"
    ended = at_a_terminal(task, "--home", where, tmp_path / "desk.seal", typed=[CTRL_D])
    assert ended.code == 130
    assert "backup.no-passphrase" in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "desk.seal").exists()
