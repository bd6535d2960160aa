"""Where does a file lie that the centre has whole?"""

from pathlib import Path

from central.centre import Centre


def place_of(centre: Centre, sha256: str) -> Path:
    """Return its path, whether the file is there yet or not."""
    return centre.folder / "blobs" / sha256[:2] / sha256
