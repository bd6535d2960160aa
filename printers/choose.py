"""Which driver a printer of the settings is; a new driver is registered here."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from app.errors import InputError
from app.ports.printing import Printer
from printers.network import Answers, NetworkPrinter
from printers.pdf_folder import PdfFolder
from printers.to_file import DEVICES, FilePrinter
from printers.virtual import VirtualPrinter

RAW_PORT = 9100
WIDTHS = (384, 512, 576)
_ADDRESS = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9._-]+))(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class PrinterSetting:
    """`address`: host or host:port, a device or file, or a folder, as `kind` needs; `dots` across the paper.

    `answers`: how far a network printer speaks back (full, status or none).
    """

    name: str
    kind: str
    address: str = ""
    dots: int = 576
    cuts: bool = True
    answers: str = "full"


def printer_from(setting: PrinterSetting) -> Printer:
    """Return the printer; nothing is opened yet. Raises: InputError, naming what is wrong and the nearest right."""
    _require_one_of(setting, "kind", setting.kind, DRIVERS)
    _require_one_of(setting, "answers", setting.answers, Answers)
    if setting.dots not in WIDTHS:
        raise InputError(reason="printer.dots-wrong", field="dots", printer=setting.name, dots=setting.dots)
    return DRIVERS[setting.kind](setting)


def _network(setting: PrinterSetting) -> Printer:
    found = _ADDRESS.fullmatch(setting.address)
    port = int(found["port"] or RAW_PORT) if found else 0
    if not found or not 0 < port < 1 << 16:
        raise _wrong_address(setting)
    return NetworkPrinter(
        setting.name,
        found["six"] or found["host"],
        port,
        dots=setting.dots,
        cuts=setting.cuts,
        answers=Answers(setting.answers),
    )


def _file(setting: PrinterSetting) -> Printer:
    file = Path(setting.address)
    if not file.is_absolute() or file.is_dir() or not (file.suffix or file.is_relative_to(DEVICES)):
        raise _wrong_address(setting)
    return FilePrinter(setting.name, file, dots=setting.dots, cuts=setting.cuts)


def _pdf(setting: PrinterSetting) -> Printer:
    if not setting.address:
        raise _wrong_address(setting)
    return PdfFolder(setting.name, Path(setting.address))


def _virtual(setting: PrinterSetting) -> Printer:
    return VirtualPrinter(setting.name, setting.dots, cuts=setting.cuts)


DRIVERS: dict[str, Callable[[PrinterSetting], Printer]] = {
    "network": _network,
    "file": _file,
    "pdf": _pdf,
    "virtual": _virtual,
}


def _require_one_of(setting: PrinterSetting, field: str, value: str, known: Iterable[str]) -> None:
    """Raises: InputError("printer.setting-unknown"), with the nearest that is known."""
    names = [str(each) for each in known]
    if value not in names:
        nearest = get_close_matches(value.lower(), names, 1, cutoff=0.0)[0]
        raise InputError(
            reason="printer.setting-unknown", printer=setting.name, field=field, value=value, nearest=nearest
        )


def _wrong_address(setting: PrinterSetting) -> InputError:
    return InputError(
        reason="printer.address-wrong",
        field="address",
        printer=setting.name,
        kind=setting.kind,
        address=setting.address,
    )
