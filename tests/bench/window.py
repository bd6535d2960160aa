"""How soon the window is there, on a counter with years behind it: from the start of the process to the paint."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.desk import HOUSE, empty_home, shared_folder
from tests.bench.figure import Reading, as_times
from tests.bench.past import make_past

ROUNDS = 7
LONGEST_SECONDS = 400


def first_paint() -> Reading:
    return _until("painted")


def queue_shown() -> Reading:
    return _until("queue")


def _until(moment: str) -> Reading:
    """Both sides are timed from the start of their process; the floor is always the bare window's first paint."""
    with past_home() as home:
        run("bare")
        run("ours", str(home))  # the first start writes byte code and warms the disk's cache
        floor, ours = [], []
        for _ in range(ROUNDS):
            floor.append(run("bare")["painted"])
            ours.append(run("ours", str(home))[moment])
    return as_times(ours, floor)


def run(*side: str) -> dict[str, Any]:
    """Start one side; return what it saw, its moments as seconds since it was started."""
    begun = time.monotonic_ns()
    told = told_by("tests.bench.watched", *side)
    return told | {name: (told[name] - begun) / 1e9 for name in ("painted", "queue") if name in told}


def told_by(module: str, *arguments: str) -> dict[str, Any]:
    """Run a module of the bench to its end; return the JSON of its last line."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=HOUSE,
        env=installed(),
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{arguments}: {done.returncode} {done.stderr[-1500:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def installed() -> dict[str, str]:
    """Return the environment of a program that stands ready: its byte code is kept, whatever the shell says of it."""
    found = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return found | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


@contextmanager
def past_home() -> Iterator[Path]:
    """The home with 50,000 applications; made once a bench, where the bench gives a folder to share."""
    if folder := shared_folder():
        home = folder / "past"
        if not home.exists():
            make_past(home)
        yield home
    else:
        with empty_home() as home:
            make_past(home)
            yield home
