"""Where files lie on this desk: upload copies by their content's hash, pages under their draft."""

import os
from hashlib import sha256
from pathlib import Path

_OWNER_ONLY, _OWNER_ENTERS = 0o600, 0o700


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


def write_whole(file: Path, data: bytes) -> None:
    """Write `file` for its owner alone: after a power cut it is there whole, or not at all. Raises: OSError."""
    _make_folder(file.parent)
    part = file.with_name(f"{file.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
    _sync_folder(file.parent)


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(_OWNER_ENTERS, exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """A new name survives a power cut only once its folder is synced; Windows keeps names by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
