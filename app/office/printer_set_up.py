"""Which printer puts the slips out, and on which roll: changed at the desk, kept in its settings, taken up at once."""

from dataclasses import asdict, replace

from app.accounts.model import Role
from app.errors import NotAllowed
from app.office.desk import Desk, Happened
from app.papers.model import PrinterChoice
from app.papers.spool import Spool
from app.records.settings import PAGES, PrinterEntry, folder_of, keep_slip_printer, read_settings
from app.words.called import OWN

_THEIRS = frozenset({Role.OPERATOR, Role.CENTRE_OWNER, Role.EMD_MANAGER, Role.SUPER_ADMIN})
"""Whoever answers for a desk; others who work at it print on what is there."""

_BUILT_IN = ("virtual", PAGES.name)


class PrinterSetUp:
    def __init__(self, desk: Desk, spool: Spool) -> None:
        self._desk, self._spool = desk, spool

    @property
    def may_change(self) -> bool:
        """Whether the person at the desk may choose its printer."""
        acting = self._desk.acting
        return acting is not None and bool(_THEIRS.intersection(acting.post.roles)) and not self._desk.locked

    @property
    def may_practise(self) -> bool:
        """Whether the practice printer may be chosen: on a desk at work nothing comes out of it."""
        return self._desk.settings.training

    def now(self) -> PrinterChoice:
        """Return how the printer of the slips is set up. Raises: InputError("settings.wrong")."""
        found = read_settings(self._desk.records.home)
        (now,) = (each for each in found.printers if each.name == found.slip_printer)
        return PrinterChoice(now.kind, now.address, now.dots, now.cuts, now.answers)

    def folder_of(self, printer: str) -> str:
        """Return the folder into which `printer` puts its papers, empty where it prints.

        Raises: InputError("settings.wrong").
        """
        home = self._desk.records.home
        found = (each for each in read_settings(home).printers if each.name == printer)
        return next((str(folder) for each in found if (folder := folder_of(each, home))), "")

    def keep(self, printer: PrinterChoice) -> str:
        """Have slips come out of a printer of this kind, address and roll from now on; return its name.

        What waits for a printer of that name goes to the new one.
        Raises: NotAllowed; InputError("printer.address-wrong" | "printer.dots-wrong"); InputError("settings.wrong"),
        RecordsReadOnly, DiskFull.
        """
        make = self._desk.settings.new_printer
        if not self.may_change or make is None:
            raise NotAllowed(kind="printer.set-up", post=self._desk.require_acting().post.id)
        named = PrinterEntry(name=self._name_of(printer), **asdict(printer))
        device = make(named)
        keep_slip_printer(self._desk.records.home, named)
        self._spool.take_up(named.name, device)
        self._desk.printers = {**self._desk.printers, named.name: device}
        self._desk.settings = replace(self._desk.settings, slip_printer=named.name)
        self._desk.tell(Happened.JOBS)
        return named.name

    def _name_of(self, printer: PrinterChoice) -> str:
        """Return the name of the practice printer or of the folder, else that of the desk's own printer, else `OWN`."""
        if printer.kind in _BUILT_IN:
            return printer.kind
        found = read_settings(self._desk.records.home)
        own = sorted(each.name for each in found.printers if each.name not in _BUILT_IN)
        return found.slip_printer if found.slip_printer in own else next(iter(own), OWN)
