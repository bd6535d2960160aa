"""What is wanted of a paper of the application."""

from dataclasses import dataclass

from app.attachments.model import Box, SlotView


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


def brought(what: str, view: SlotView, page: int, *, feeder: bool) -> Wish:
    """Return the wish for a scan or a file: a slot that is full has the page that is looked at scanned anew."""
    if what == "scan" and 0 < view.slot.most_pages <= len(view.pages):
        return Wish("rescan", view.slot.id, view.pages[page].id, feeder=feeder)
    return Wish(what, view.slot.id, feeder=feeder)
