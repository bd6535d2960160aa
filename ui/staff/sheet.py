"""What lies over the master's desk until it is done with."""

from typing import ClassVar

from ui.efile.sheet import Sheet


class StaffSheet(Sheet):
    """Its object names begin with `staff.`, its message keys with `staff-ui.`."""

    room: ClassVar[str] = "staff"
