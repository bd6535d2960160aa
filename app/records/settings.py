"""What a desk is set up with: which centre, which printers and scanners. A TOML file, read strictly."""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from app.errors import InputError
from app.records.faults import explained

FILE = "settings.toml"
T = TypeVar("T")
_TOKEN_TABLE = re.compile(r"^[ \t]*\[token\][^\n]*\n?(?:(?![ \t]*\[)[^\n]*\n?)*", re.MULTILINE)
_PRINTER_TABLE = re.compile(r"^[ \t]*\[\[printer\]\][^\n]*\n?(?:(?![ \t]*\[)[^\n]*\n?)*", re.MULTILINE)
_SLIP_LINE = re.compile(r"^[ \t]*slip_printer[ \t]*=.*\n?", re.MULTILINE)
_MANY = {"printers": "printer", "scanners": "scanner"}  # as people write them, and as each stands in the file
_CENTRE_LINES = re.compile(r"^[ \t]*(?:centre_url|training_centre)[ \t]*=.*\n?", re.MULTILINE)


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


PAGES = PrinterEntry("pdf", "pdf")
"""Where pages go unless the settings say otherwise: a folder of PDFs under the home."""


def folder_of(printer: PrinterEntry, home: Path) -> Path | None:
    """Return the folder into which a printer that is none puts its papers; None of one that prints."""
    if printer.kind != PAGES.kind:
        return None
    return Path(printer.address) if printer.address else home / "out"


@dataclass(frozen=True, slots=True)
class ScannerEntry:
    """`kind` is virtual, sane or folder; `address` the device or the folder, where there are several."""

    kind: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class TokenEntry:
    """`module` is the PKCS#11 library that is asked first, by its whole path; empty: those of the known makers."""

    module: str = ""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """An empty `centre_url` is training: the centre runs inside. `stamp_url` is a time stamping authority, if any.

    `training_centre`: the centre at `centre_url`, on whichever machine, is one for training: this desk practises.
    """

    centre_url: str = ""
    training_centre: bool = False
    enrolment_code: str = ""
    desk_name: str = ""
    slip_printer: str = "virtual"
    page_printer: str = "pdf"
    stamp_url: str = ""
    printers: tuple[PrinterEntry, ...] = (PrinterEntry("virtual", "virtual"), PAGES)
    scanners: tuple[ScannerEntry, ...] = (ScannerEntry("virtual"),)
    token: TokenEntry = TokenEntry()

    @property
    def training(self) -> bool:
        return self.has_own_centre or self.training_centre

    @property
    def has_own_centre(self) -> bool:
        """Whether the centre runs inside this desk."""
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


def keep_centre(home: Path, url: str, *, training: bool) -> None:
    """Write into the settings which centre this desk works with, or practises with; every other line stays as it is.

    Raises: InputError("settings.wrong"), RecordsReadOnly, DiskFull.
    """
    found = read_settings(home)
    if (found.centre_url, found.training_centre) != (url, training):
        _rewrite(home / FILE, partial(_with_centre, url=url, training=training))


def keep_module(home: Path, module: str) -> None:
    """Write into the settings which library is asked first for tokens; every other line stays as it is.

    Raises: InputError("settings.wrong"), RecordsReadOnly, DiskFull.
    """
    if read_settings(home).token.module != module:
        _rewrite(home / FILE, partial(_with_module, module=module))


def keep_slip_printer(home: Path, printer: PrinterEntry) -> None:
    """Write into the settings on which printer slips come out; every other table and line stays as it is.

    Raises: InputError("settings.wrong"), RecordsReadOnly, DiskFull.
    """
    found = read_settings(home)
    others = tuple(each for each in found.printers if each.name != printer.name)
    _rewrite(home / FILE, partial(_with_printer, printer=printer, others=others))


def _rewrite(file: Path, change: Callable[[str], str]) -> None:
    """Put the changed text in the place of the old one, at once or not at all."""
    with explained(file):
        before = file.read_text("utf-8") if file.exists() else ""
        part = file.with_name(f"{FILE}.part")
        part.write_text(change(before), "utf-8")
        part.replace(file)


def _with_centre(text: str, *, url: str, training: bool) -> str:
    own, tables = _parted(text)
    practises = "training_centre = true\n" if training else ""
    return f"centre_url = {json.dumps(url)}\n{practises}{_CENTRE_LINES.sub('', own)}{tables}"


def _with_module(text: str, *, module: str) -> str:
    others = _TOKEN_TABLE.sub("", text).rstrip("\n")
    kept = f"{others}\n\n" if others else ""
    return f"{kept}[token]\nmodule = {json.dumps(module, ensure_ascii=False)}\n"


def _with_printer(text: str, *, printer: PrinterEntry, others: tuple[PrinterEntry, ...]) -> str:
    own, tables = _parted(text)
    own = f"{_SLIP_LINE.sub('', own).rstrip()}\nslip_printer = {_toml(printer.name)}\n".lstrip()
    if not _PRINTER_TABLE.search(tables):  # what went without saying is gone once one printer is named
        tables += "".join(map(_printer_table, others))
    kept = _PRINTER_TABLE.sub(lambda table: "" if _is_of(table.group(), printer) else table.group(), tables)
    return f"{own}\n{kept.strip()}\n{_printer_table(printer)}".replace("\n\n\n", "\n\n")


def _is_of(table: str, printer: PrinterEntry) -> bool:
    return bool(tomllib.loads(table)["printer"][0].get("name") == printer.name)


def _printer_table(printer: PrinterEntry) -> str:
    return "\n[[printer]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in asdict(printer).items())


def _toml(value: str | bool | int) -> str:
    """Return a plain value as TOML writes it: as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def _parted(text: str) -> tuple[str, str]:
    """Part the text at its first table: only what stands before it are the desk's own settings."""
    head = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    at = head.start() if head else len(text)
    return text[:at], text[at:]


def is_address(url: str) -> bool:
    """Say whether `url` is http or https and names a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _entries(found: dict[str, Any]) -> dict[str, Any]:
    for many, one in _MANY.items():
        if many in found:
            raise ValueError(f"{many}?  ([[{one}]])")
    printers = tuple(_built(PrinterEntry, each) for each in _tables(found, "printer"))
    if printers and PAGES.name not in {each.name for each in printers}:
        printers = (*printers, PAGES)  # a desk with its own slip printer still has a place for pages
    lists = {
        "printers": printers,
        "scanners": tuple(_built(ScannerEntry, each) for each in _tables(found, "scanner")),
    }
    token = _built(TokenEntry, _table(found, "token"))
    return found | {name: entries for name, entries in lists.items() if entries} | {"token": token}


def _table(found: dict[str, Any], name: str) -> dict[str, Any]:
    """Take the table `[name]` out of what was found. Raises: ValueError, where it is anything else."""
    table = found.pop(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"{name} = {table!r}  ([{name}])")  # noqa: TRY004  the file is wrong, not the program
    return table


def _tables(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Take the tables `[[name]]` out of what was found. Raises: ValueError, where it is anything else."""
    tables = found.pop(name, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise ValueError(f"{name} = {tables!r}  ([[{name}]])")
    return tables


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
    if found.centre_url and not is_address(found.centre_url):
        raise ValueError(f"centre_url = {found.centre_url!r}")
    if found.stamp_url and not is_address(found.stamp_url):
        raise ValueError(f"stamp_url = {found.stamp_url!r}")
    if found.token.module and not Path(found.token.module).is_absolute():
        raise ValueError(f"module = {found.token.module!r}")  # a bare name would be sought in others' folders
    names = {printer.name for printer in found.printers}
    for key in ("slip_printer", "page_printer"):
        wanted = getattr(found, key)
        if wanted not in names:
            raise ValueError(f"{key} = {wanted!r}  ({', '.join(sorted(names))})")
    return found
