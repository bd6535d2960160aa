"""What every act at the counter needs to know besides the application: who acts, when, where, with which packs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.accounts.model import Acting
from app.base.days import office_day
from app.errors import InputError
from app.packs.model import Pack
from app.ports.clock import Clock


@dataclass(frozen=True, slots=True)
class At:
    """`packs` by id; `home` holds drafts and blobs; slips and pages go to the two printers named."""

    acting: Acting
    clock: Clock
    packs: Mapping[str, Pack]
    home: Path
    aadhaar_key: bytes
    slip_printer: str
    page_printer: str
    training: bool

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        return office_day(self.clock.now())

    def pack(self, service: str) -> Pack:
        """Return the pack of a service. Raises: InputError("pack.not-here"), when this desk has none."""
        found = self.packs.get(service)
        if found is None:
            raise InputError(reason="pack.not-here", field="service", service=service)
        return found
