"""Blacks out parts of a page in its pixels: what was under a box is in no byte of the new page."""

from collections.abc import Sequence
from math import ceil, floor

from PIL import Image, ImageDraw

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
    draw = ImageDraw.Draw(black)
    for pixels in covered:
        draw.rectangle(pixels, fill="black")
    return black


def _pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int] | None:
    """Return the first and last pixels under the box (both are within); None for a box drawn beside the page."""
    left, right = sorted((box.left, box.right))
    top, bottom = sorted((box.top, box.bottom))
    first = (max(0, floor(left * width)), max(0, floor(top * height)))
    last = (min(width, ceil(right * width)) - 1, min(height, ceil(bottom * height)) - 1)
    if last[0] < first[0] or last[1] < first[1]:
        return None
    return (*first, *last)
