"""What lies over the master's desk until it is done with."""

from typing import ClassVar

from PySide6.QtCore import Signal

from app.errors import AppError, WrongStep
from ui.efile.sheet import Sheet


class StaffSheet(Sheet):
    """Its object names begin with `staff.`, its message keys with `staff-ui.`."""

    room: ClassVar[str] = "staff"
    came_late = Signal(object)
    """Tells, with the error, that the sheet went on meanwhile at another desk: nothing here can be done with it."""

    def failed(self, error: AppError) -> None:
        if not is_late(error):
            super().failed(error)
            if str(error.facts.get("field", "")) in self._asked_fields:
                self.tell(None)  # it stands below its field
            return
        self.setEnabled(True)
        self.leave()
        self.came_late.emit(error)


def is_late(error: AppError) -> bool:
    """Say whether a step came too late; then it is no fault of anybody."""
    return isinstance(error, WrongStep) and error.key == error.code
