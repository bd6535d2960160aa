"""What a desk is set up with: which centre, which printers and scanners. A TOML file, read strictly."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from app.errors import InputError

FILE = "settings.toml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PrinterEntry:
    """`kind` is network, file, pdf or virtual; `dots` across the paper: 384, 512 or 576.

    `answers` says how far the printer speaks back: full (status and end of print), status, or none.
    """

    name: str
    kind: str
    address: str = ""
    dots: int = 576
    cuts: bool = True
    answers: str = "full"


@dataclass(frozen=True, slots=True)
class ScannerEntry:
    """`kind` is virtual, sane or folder; `address` the device or the folder, where there are several."""

    kind: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """An empty `centre_url` is training: the centre runs inside."""

    centre_url: str = ""
    enrolment_code: str = ""
    desk_name: str = ""
    slip_printer: str = "virtual"
    page_printer: str = "pdf"
    printers: tuple[PrinterEntry, ...] = (
        PrinterEntry("virtual", "virtual"),
        PrinterEntry("pdf", "pdf"),
    )
    scanners: tuple[ScannerEntry, ...] = (ScannerEntry("virtual"),)

    @property
    def training(self) -> bool:
        return not self.centre_url


def read_settings(home: Path) -> DeskSettings:
    """Read the settings under `home`; where there are none, those of training.

    Raises: InputError("settings.wrong"), naming the file and the key that is not known or not right.
    """
    file = home / FILE
    if not file.exists():
        return DeskSettings()
    try:
        found = tomllib.loads(file.read_text("utf-8"))
        return _checked(_built(DeskSettings, _entries(found)))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError, ValueError) as wrong:
        raise InputError(reason="settings.wrong", field=FILE, said=str(wrong)[:200]) from wrong


def _entries(found: dict[str, Any]) -> dict[str, Any]:
    lists = {
        "printers": tuple(_built(PrinterEntry, each) for each in found.pop("printer", [])),
        "scanners": tuple(_built(ScannerEntry, each) for each in found.pop("scanner", [])),
    }
    return found | {name: entries for name, entries in lists.items() if entries}


def _built(kind: type[T], values: dict[str, Any]) -> T:
    """Return the dataclass filled from a table. Raises: ValueError for an unknown key or a wrong kind of value."""
    known = {each.name: each.type for each in fields(kind)}  # type: ignore[arg-type]
    for name, value in values.items():
        if name not in known:
            raise ValueError(f"{name}?  ({', '.join(known)})")
        if known[name] in {str, int, bool} and type(value) is not known[name]:
            raise ValueError(f"{name} = {value!r}")
    return kind(**values)


def _checked(found: DeskSettings) -> DeskSettings:
    names = {printer.name for printer in found.printers}
    for wanted in (found.slip_printer, found.page_printer):
        if wanted not in names:
            raise ValueError(f"{wanted}?  ({', '.join(sorted(names))})")
    return found
