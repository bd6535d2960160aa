"""What each service costs today, asked off the screen's thread before anybody chooses one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.packs.model import ChargeLine
from ui.counter.services import Services
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office


class Offer(QObject):
    """`failed` tells why the charges are not known."""

    failed = Signal(object)

    def __init__(self, office: "Office", tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._services = office, tasks, services

    def ask(self) -> None:
        """Ask anew: another day may have another rate."""
        self._tasks.run(
            Lane.RECORDS, self._charges, self._services.show_charges, self.failed.emit, owner=self
        )

    def _charges(self) -> dict[str, tuple[ChargeLine, ...]]:
        return {pack.id: self._office.counter.charges(pack.id) for pack in self._office.services}
