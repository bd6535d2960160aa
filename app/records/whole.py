"""How a file of a desk is written: for its owner alone, and after a power cut there whole or not at all."""

import os
from pathlib import Path

_OWNER_ONLY, _OWNER_ENTERS = 0o600, 0o700


def write_whole(file: Path, data: bytes) -> None:
    """Write `file`, making its folder where needed; the one before stays until this one is whole. Raises: OSError."""
    _make_folder(file.parent)
    part = file.with_name(f"{file.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """A new name survives a power cut only once its folder is synced; Windows keeps names by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(_OWNER_ENTERS, exist_ok=True)
        sync_folder(folder.parent)
