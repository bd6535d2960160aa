"""The program as a person starts it: a process of its own, and what it said at its end."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[3]
DEVANAGARI = re.compile("[\u0900-\u097f]")
LONGEST_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Ended:
    """How a task ended."""

    code: int
    out: str
    err: str

    def said(self, code: int, key: str, *facts: str) -> None:
        """Hold that the end was one message: Hindi, English, then what `--debug` adds; and nothing else."""
        assert self.code == code, f"{self.code}\n{self.out}\n{self.err}"
        assert "Traceback" not in self.out + self.err
        lines = self.err.splitlines()
        assert len(lines) == 3, self.err
        hindi, english, detail = lines
        assert DEVANAGARI.search(hindi)
        assert not DEVANAGARI.search(english)
        assert key in re.split(r"[\[\]= ]", detail), detail
        for fact in facts:
            assert fact in hindi, (fact, hindi)
            assert fact in english, (fact, english)


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(HOUSE / "main.py"), "--debug", *map(str, arguments)]


def surroundings() -> dict[str, str]:
    """Return an environment in which a fault of a test cannot be seen as one of the program's."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "", "PYTHONUNBUFFERED": "1"}


def sevadesk(*arguments: object, typed: str = "", env: dict[str, str] | None = None) -> Ended:
    """Run one task to its end; `typed` is its standard input."""
    done = subprocess.run(
        command(*arguments),
        cwd=HOUSE,
        env=surroundings() if env is None else env,
        input=typed,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def begun(*arguments: object) -> "subprocess.Popen[str]":
    """Start a task that a test means to interrupt: with what it starts, it forms a group of its own.

    A shell starts what runs behind it deaf to Ctrl+C, and tests may run so; here it is heard all the same.
    """
    return subprocess.Popen(
        ["env", "--default-signal=INT", *command(*arguments)],
        cwd=HOUSE,
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def interrupted(running: "subprocess.Popen[str]") -> Ended:
    """Press Ctrl+C as a terminal does: every process of the group hears it."""
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=LONGEST_SECONDS)
    return Ended(running.returncode, out, err)
