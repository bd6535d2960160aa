"""Where files lie on this desk: upload copies by their content's hash, pages under their draft."""

from hashlib import sha256
from pathlib import Path

from app.records.whole import write_whole


def blob_path(home: Path, sha256: str) -> Path:
    """Return where the bytes of a SHA-256 lie, whether or not they are there."""
    return home / "blobs" / sha256[:2] / sha256


def draft_folder(home: Path, application: str) -> Path:
    """Return the folder of an application's pages."""
    return home / "drafts" / application


def keep(home: Path, data: bytes) -> str:
    """Keep the bytes and return their SHA-256. Once it returns, a power cut cannot take them. Raises: OSError."""
    name = sha256(data).hexdigest()
    file = blob_path(home, name)
    if not file.exists():
        write_whole(file, data)
    return name
