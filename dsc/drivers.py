"""Which PKCS#11 libraries does this computer have?"""

import os
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = "windows" if sys.platform == "win32" else "linux"


def modules(chosen: str = "") -> tuple[str, ...]:
    """Return the paths of the libraries that exist, the one from settings first and whether it exists or not."""
    found = [str(path) for path in _known() if path.exists()]
    return tuple(dict.fromkeys([chosen, *found] if chosen else found))


@cache
def _known() -> tuple[Path, ...]:
    read = tomllib.loads((Path(__file__).parent / "drivers.toml").read_text("utf-8"))
    return tuple(path for driver in read["driver"] for name in driver[HERE] for path in _places(name))


def _places(name: str) -> Iterator[Path]:
    """A Windows library is named without its folder: makers put it with the system's own."""
    if HERE == "windows":
        yield Path(os.environ.get("SystemRoot", "C:/Windows"), "System32", name)  # noqa: SIM112  Windows spells it so
    else:
        yield Path(name)
