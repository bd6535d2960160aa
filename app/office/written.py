"""What a person takes out of the office lies where they said, whole or not at all."""

from pathlib import Path

from app.errors import InputError


def write_out(to: Path, data: bytes) -> None:
    """Write beside its place, then move it there. Raises: InputError("export.cannot-write")."""
    beside = to.with_name(f".{to.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(to)
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(reason="export.cannot-write", field="out", file=str(to), said=said) from wrong
