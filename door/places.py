"""Where the program's own files lie, and where a desk's home is."""

import argparse
import os
import sys
from pathlib import Path

HERE = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1]))
PACKS = HERE / "packs"


def home_of(options: argparse.Namespace) -> Path:
    """Return the home folder: `--home`, else SEVADESK_HOME, else the system's place for it."""
    if options.home is not None:
        return Path(options.home).absolute()
    if named := os.environ.get("SEVADESK_HOME"):
        return Path(named).absolute()
    from platformdirs import user_data_path

    return user_data_path("SevaDesk", appauthor=False)


def ensure_home(home: Path) -> None:
    """Make the home folder. Raises: RecordsReadOnly, DiskFull, saying which folder."""
    from app.records.faults import explained, require_room

    with explained(home / "records.sqlite3"):
        home.mkdir(parents=True, exist_ok=True)
    require_room(home)
