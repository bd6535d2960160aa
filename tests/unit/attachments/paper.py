"""Papers as people bring them: pictures with print on them, files in every format, slots that ask for them."""

import random
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from app.base.words import Words
from app.packs.model import DocumentSlot

A4_AT_200 = (1654, 2339)


def slot(**asked: Any) -> DocumentSlot:
    plain: dict[str, Any] = {
        "id": "identity",
        "label": Words("पहचान", "Identity"),
        "help": Words("", ""),
        "required": True,
        "formats": ("jpeg",),
        "least_kb": 5,
        "most_kb": 150,
    }
    return DocumentSlot(**plain | asked)


def printed(seed: int = 1, size: tuple[int, int] = A4_AT_200) -> Image.Image:
    """A sheet with lines of strokes, a little blurred and grainy, as a scanner sees it."""
    chance = random.Random(seed)  # noqa: S311 (ink on a made-up sheet, the same at every run)
    sheet = Image.new("RGB", size, (236, 234, 228))
    draw = ImageDraw.Draw(sheet)
    for y in range(60, size[1] - 60, 34):
        for x in range(60, size[0] - 60, 18):
            if chance.random() < 0.6:
                draw.line((x, y, x + chance.randint(3, 14), y + chance.randint(5, 20)), (20, 20, 60), 2)
    grain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1])).convert("RGB")
    return Image.blend(sheet.filter(ImageFilter.GaussianBlur(0.8)), grain, 0.02)


def file_of(folder: Path, name: str, picture: Image.Image, **saved: Any) -> Path:
    picture.save(folder / name, **saved)
    return folder / name


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture
