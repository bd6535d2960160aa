"""How a file that a person takes out of the program is written: it lies where they said whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import InputError


@contextmanager
def taken_out(to: Path) -> Iterator[Path]:
    """Give a place beside `to` to write at; it takes the name once the block ends well, and else it goes.

    Raises: InputError("export.cannot-write").
    """
    beside = to.with_name(f".{to.name}.part")
    try:
        yield beside
        beside.replace(to)
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(reason="export.cannot-write", field="out", file=str(to), said=said) from wrong
    finally:
        beside.unlink(missing_ok=True)


def write_out(to: Path, data: bytes) -> None:
    """Write these bytes. Raises: as `taken_out`."""
    with taken_out(to) as beside:
        beside.write_bytes(data)
