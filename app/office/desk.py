"""The concrete parts of one desk, and what happens on it by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.accounts.model import Acting
from app.counter.at import At
from app.errors import DeviceMissing, InputError, PackError
from app.packs.model import Pack
from app.ports.binding import Binder
from app.ports.centre import Centre
from app.ports.clock import Clock
from app.ports.printing import Preview, Printer, Raster
from app.ports.report import Reporter
from app.ports.scanning import Scanner
from app.ports.signing import Certificate, Judge, Practice, Signer, Stamper
from app.records.engine import Records
from app.records.settings import PrinterEntry
from app.sync.clock import ClockWatch


class Happened(StrEnum):
    """What changed without anyone at this screen doing it."""

    APPLICATIONS = "applications"
    LINK = "link"
    JOBS = "jobs"
    PEOPLE = "people"
    FILES = "files"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Settings:
    """`printers` and `scanners` by the name a person gave them; the first scanner is the one that scans.

    `virtual_paper` returns what came out of the virtual printer, newest first; `sms_folder` is where the training
    gateway writes the notices. `new_printer` makes a printer of what is set up for it, and opens nothing yet.
    """

    training: bool
    centre_url: str
    enrolment_code: str
    desk_name: str
    slip_printer: str
    page_printer: str
    virtual_paper: Callable[[], tuple[Raster, ...]] = tuple
    sms_folder: Path | None = None
    new_printer: Callable[[PrinterEntry], Printer] | None = None


@dataclass(slots=True)
class Desk:
    """What every group of use cases shares. `acting` is whoever sits here now; nobody before a sign-in.

    `signing` is the token reader and the judge of signatures, where the desk is set up for them;
    `practice` makes a token to practise with, where a training desk has no roots of its own;
    `binder` binds a file for export, `stamper` vouches for moments, `reporter` puts tables on pages.
    """

    records: Records
    clock: Clock
    centre: Centre
    packs: tuple[Pack, ...]
    broken_packs: tuple[PackError, ...]
    printers: Mapping[str, Printer]
    scanners: tuple[Scanner, ...]
    preview: Preview
    settings: Settings
    watch: ClockWatch
    signing: tuple[Signer, Judge] | None = None
    practice: Practice | None = None
    binder: Binder | None = None
    stamper: Stamper | None = None
    reporter: Reporter | None = None
    acting: Acting | None = None
    locked: bool = False
    _listeners: list[Callable[[Happened], None]] = field(default_factory=list)

    def require_acting(self) -> Acting:
        """Return who acts. Raises: InputError("login.needed")."""
        if self.acting is None:
            raise InputError(reason="login.needed", field="person")
        return self.acting

    def at(self, acting: Acting | None = None) -> At:
        """Return what the counter's acts need to know of this place and moment."""
        return At(
            acting=acting or self.require_acting(),
            clock=self.clock,
            packs={pack.id: pack for pack in self.packs},
            home=self.records.home,
            aadhaar_key=bytes.fromhex(self.records.identity.enrolment.aadhaar_key),
            slip_printer=self.settings.slip_printer,
            page_printer=self.settings.page_printer,
            training=self.settings.training,
        )

    def at_work(self) -> At:
        """Return the same for what a person does now. Raises: InputError("login.needed"), while the desk is locked."""
        if self.locked:
            raise InputError(reason="login.needed", field="person")
        return self.at()

    @property
    def signer(self) -> Signer:
        """Raises: DeviceMissing("token.none-here")."""
        return self._set_up()[0]

    def open_certificate(self) -> Certificate:
        """Return what signs now.

        Raises: DeviceMissing("token.none-here"); DeviceMissing("token.locked" | "token.idle" | "token.removed").
        """
        signer = self.signer
        found = signer.unlocked
        if found is None:
            raise DeviceMissing(reason=signer.lost_by or "token.locked")
        return found

    @property
    def judge(self) -> Judge:
        """Raises: DeviceMissing("token.none-here")."""
        return self._set_up()[1]

    def _set_up(self) -> tuple[Signer, Judge]:
        if self.signing is None:
            raise self.no_roots()
        return self.signing

    def no_roots(self) -> DeviceMissing:
        """Return what is said where nobody can sign or judge: it names the folder that the roots belong into."""
        if self.practice is not None:
            return DeviceMissing(reason="token.none-practice")
        return DeviceMissing(reason="token.none-here", folder=str(self.records.home / "trust"))

    def listen(self, told: Callable[[Happened], None]) -> None:
        self._listeners.append(told)

    def tell(self, happened: Happened) -> None:
        """Tell every listener; called on whichever thread did the work."""
        for told in tuple(self._listeners):
            told(happened)
