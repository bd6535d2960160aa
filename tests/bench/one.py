"""Measures one figure in this process and prints its reading as JSON: what `python -m tests.bench` starts for each."""

import json
import sys
from dataclasses import asdict
from importlib import import_module

from tests.bench.figure import Reading, Unmeasured
from tests.bench.registry import FIGURES


def main(name: str) -> int:
    figure = next(each for each in FIGURES if each.name == name)
    module, _, function = figure.measure.partition(":")
    try:
        reading: Reading = getattr(import_module(f"tests.bench.{module}"), function)()
    except (ImportError, Unmeasured) as missing:
        print(json.dumps({"missing": str(missing)}))
        return 0
    print(json.dumps(asdict(reading)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
