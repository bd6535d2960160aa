"""What is wanted of a paper of the application."""

from dataclasses import dataclass

from app.attachments.model import Box


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a slot: scan, import, turn, rescan, earlier, later, remove, mask, no-aadhaar.

    `page` where one is meant; `place` is where it is moved to; `because`: why what looks like digits is no Aadhaar.
    """

    what: str
    slot: str
    page: str = ""
    boxes: tuple[Box, ...] = ()
    feeder: bool = False
    place: int = 0
    because: str = ""
