"""Measures every figure, each in a process of its own; one line a figure, the same as JSON in out/bench.json.

Ends with 1 if any figure fell short of its goal or could not be taken.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.figure import Figure
from tests.bench.registry import FIGURES

HOUSE = Path(__file__).parents[2]
LONGEST_SECONDS = 600


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME",
        choices=[each.name for each in FIGURES],
        help="this figure alone",
    )
    parser.add_argument("--out", type=Path, default=HOUSE / "out" / "bench.json", help="where the JSON goes")
    parser.add_argument("--list", action="store_true", help="say what is measured, and end")
    return parser


def measured(figure: Figure, shared: str) -> dict[str, Any]:
    """Return the figure's reading and its verdict; what went wrong is a verdict too."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.one", figure.name],
            cwd=HOUSE,
            env=os.environ | {"SEVADESK_BENCH_FOLDER": shared},
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
        found: dict[str, Any] = (
            json.loads(done.stdout.splitlines()[-1])
            if done.returncode == 0
            else {"missing": done.stderr[-2000:]}
        )
    except subprocess.TimeoutExpired:
        found = {"missing": f"no answer in {LONGEST_SECONDS} s"}
    facts = {"name": figure.name, "says": figure.says, "goal": figure.goal, "promise": figure.promise}
    if "missing" in found:
        return facts | found | {"verdict": "short"}
    return facts | found | {"verdict": "held" if figure.held(found["value"]) else "short"}


def line(result: dict[str, Any]) -> str:
    """Return what a person reads of one figure."""
    if "missing" in result:
        why = (result["missing"].strip() or "no answer").splitlines()[-1]
        return f"{result['name']:<12} {'—':>10}   {result['promise']:<26} short   not measured: {why}"
    sides = f"{result['ours']:.4g} to {result['floor']:.4g} {result['unit']}"
    return f"{result['name']:<12} {result['value']:>10.2f}   {result['promise']:<26} {result['verdict']:<6} {sides}"


def main(arguments: Sequence[str] | None = None) -> int:
    options = command_line().parse_args(arguments)
    wanted = [each for each in FIGURES if not options.only or each.name in options.only]
    if options.list:
        print(*(f"{each.name:<12} {each.promise:<26} {each.says}" for each in wanted), sep="\n")
        return 0
    results = []
    with tempfile.TemporaryDirectory(prefix="sevadesk-bench-") as shared:
        for figure in wanted:
            results.append(measured(figure, shared))
            print(line(results[-1]), flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps({"figures": results}, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 1 if any(each["verdict"] == "short" for each in results) else 0


if __name__ == "__main__":
    sys.exit(main())
