"""How does a scanner that SANE knows become pages?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.base.words import Words
from app.errors import AppError, DeviceMissing
from app.ports.scanning import Colour, ScannerFound, ScanSettings, Source, Watch
from scanners import sane_worker

A4_WIDTH, A4_HEIGHT = 210.0, 297.0  # millimetres

_CHOICES = r"^ +--{name}[ =](\S.*?) \["
_MILLIMETRES = r"^ +-{name} [\d.]+\.\.([\d.]+)mm"
_FEEDER = re.compile(r"feeder|adf", re.IGNORECASE)
_FLATBED = re.compile(r"flatbed|platen|normal", re.IGNORECASE)
_GREY = re.compile(r"gr[ae]y", re.IGNORECASE)
_COLOUR = re.compile(r"colou?r", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Features:
    """What a device lets one choose. Names are the driver's own; an empty tuple where there is no such choice."""

    sources: tuple[str, ...]
    modes: tuple[str, ...]
    resolutions: tuple[int, ...]  # dots an inch; the two ends where any between them will do
    stepless: bool
    width: float  # millimetres that can be reached, at most A4; 0 where it cannot be set
    height: float


class SaneScanner:
    """A device by its SANE name ("escl:http://…", "test:0"); without one, the first that is found."""

    def __init__(self, address: str = "") -> None:
        self._address = address
        self._features: Features | None = None

    @property
    def name(self) -> str:
        return f"sane {self._address}".rstrip()

    def devices(self) -> list[ScannerFound]:
        if not sane_worker.is_installed():
            return []
        lines = sane_worker.answer("--formatted-device-list=%d\t%v %m%n").splitlines()
        return [_found(line) for line in lines if "\t" in line]

    def scan(self, settings: ScanSettings, into: Path, watch: Watch) -> Iterator[Path]:
        try:
            yield from sane_worker.pages(
                self._options(settings), into, watch, most=1 if settings.source is Source.FLATBED else None
            )
        except AppError:
            self._features = None  # another device may stand there when we come again
            raise

    def _options(self, settings: ScanSettings) -> list[str]:
        device = [f"--device-name={self._address}"] if self._address else []
        if self._features is None:
            self._features = features_in(sane_worker.answer(*device, "--all-options"))
        return device + options_for(settings, self._features)


def features_in(listing: str) -> Features:
    """Read the listing that `scanimage --all-options` prints."""
    resolutions, stepless = _resolutions(listing)
    return Features(
        sources=_choices(listing, "source"),
        modes=_choices(listing, "mode"),
        resolutions=resolutions,
        stepless=stepless,
        width=_reach(listing, "x", A4_WIDTH),
        height=_reach(listing, "y", A4_HEIGHT),
    )


def options_for(settings: ScanSettings, features: Features) -> list[str]:
    """Return what to tell the device. Raises: DeviceMissing where a feeder is asked of a device that has none."""
    found = _source(settings.source, features)
    if mode := _first(features.modes, _COLOUR if settings.colour is Colour.COLOUR else _GREY):
        found.append(f"--mode={mode}")
    if features.resolutions:
        found.append(f"--resolution={_resolution(settings.dpi, features)}")
    if features.width and features.height:
        found += ["-l", "0", "-t", "0", "-x", f"{features.width:g}", "-y", f"{features.height:g}"]
    return found


def _found(line: str) -> ScannerFound:
    address, _, name = line.partition("\t")
    return ScannerFound(address, Words(name.strip(), name.strip()))


def _source(asked: Source, features: Features) -> list[str]:
    found = _first(features.sources, _FEEDER if asked is Source.FEEDER else _FLATBED)
    if found is None and asked is Source.FEEDER:
        raise DeviceMissing(reason="scanner.no-feeder")
    return [f"--source={found}"] if found else []


def _first(choices: tuple[str, ...], wanted: re.Pattern[str]) -> str | None:
    return next((each for each in choices if wanted.search(each)), None)


def _resolution(asked: int, features: Features) -> int:
    """Return the lowest that is at least what was asked; else the highest there is."""
    enough = [each for each in features.resolutions if each >= asked]
    if not enough:
        return features.resolutions[-1]
    return max(asked, features.resolutions[0]) if features.stepless else enough[0]


def _choices(listing: str, name: str) -> tuple[str, ...]:
    found = re.search(_CHOICES.format(name=name), listing, re.MULTILINE)
    return tuple(found[1].split("|")) if found else ()


def _resolutions(listing: str) -> tuple[tuple[int, ...], bool]:
    text = "|".join(_choices(listing, "resolution")).partition(" ")[0].removesuffix("dpi")
    stepless = ".." in text
    return tuple(
        sorted(int(float(each)) for each in re.findall(r"[\d.]*\d", text.replace("..", "|")))
    ), stepless


def _reach(listing: str, name: str, most: float) -> float:
    found = re.search(_MILLIMETRES.format(name=name), listing, re.MULTILINE)
    return min(float(found[1]), most) if found else 0.0
