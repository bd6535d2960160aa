"""Blacks out parts of a page in its pixels: what was under a box is in no byte of the new page."""

from collections.abc import Sequence
from math import ceil, floor

from PIL import Image

from app.attachments.model import Box
from app.errors import InputError


def masked(page: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """Return the page, as it is shown, with the boxes black; a pixel that a box only touches is black too.

    Raises: InputError("slot.mask-empty") where no box covers a pixel: nothing would be hidden.
    """
    covered = [pixels for box in boxes if (pixels := _pixels(box, page.width, page.height))]
    if not covered:
        raise InputError(reason="slot.mask-empty", field="boxes")
    black = page.copy()
    for pixels in covered:
        black.paste("black", pixels)
    return black


def _pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int] | None:
    """Return the first pixel under the box and the first beyond it; None for a box drawn beside the page."""
    left, right = sorted((box.left, box.right))
    top, bottom = sorted((box.top, box.bottom))
    first = (max(0, floor(left * width)), max(0, floor(top * height)))
    beyond = (min(width, ceil(right * width)), min(height, ceil(bottom * height)))
    if beyond[0] <= first[0] or beyond[1] <= first[1]:
        return None
    return (*first, *beyond)
