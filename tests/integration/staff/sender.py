"""A clerk's desk in a process of its own, that sends what is owed until somebody kills it.

`python -m tests.integration.staff.sender HOME URL`
"""

import sys
from pathlib import Path

from app.office import Office
from tests.integration.efile.officers import open_officer


def open_again(home: Path, url: str) -> Office:
    """Open a desk's home once more, with Neha at it."""
    return open_officer(home, url, "neha").office


if __name__ == "__main__":
    desk = open_again(Path(sys.argv[1]), sys.argv[2])
    while True:
        desk.link.sync_now()
