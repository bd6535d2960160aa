"""What does a training scanner show, and where does a specimen's twelve-digit number stand?

The pictures are drawn once by `assets/specimens/draw.py`, because Devanagari needs a shaper that not every desk
has. Here they become scans: the asked resolution, a little skew, grey paper, noise. The same each time.
"""

from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from app.ports.scanning import Colour

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES = Path(__file__).parents[1] / "assets" / "specimens"
# Issued to nobody: an Aadhaar number never begins with 1, and the check digit is wrong.
NUMBER = "1234 5678 9011"

_MM_PER_INCH = 25.4
_NOISE_TILE = 256  # pixels
_NOISE = 10  # of 255, from peak to peak
_LID = (226, 227, 229)

Fractions = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Specimen:
    """A paper on the glass: sizes in millimetres, `skew` in degrees against the clock.

    `number` is left, top, right, bottom in millimetres before the skew.
    """

    file: str
    width: float
    height: float
    skew: float
    number: Fractions | None = None
    title: tuple[float, float] | None = None  # middle of the line on which the document's name is put


AADHAAR = Specimen("aadhaar.png", 148, 105, 0.6, number=(43, 72.5, 105, 83.5))
PASSBOOK = Specimen("passbook.png", 180, 125, -0.5)
PHOTO = Specimen("photo.png", 70, 90, 0.0)
RATION_CARD = Specimen("ration_card.png", 148, 210, 0.4)
CERTIFICATE = Specimen("certificate.png", 210, 297, -0.4, title=(105, 78))
FORM = Specimen("form.png", 210, 297, 0.5)

_BY_WORD = {"aadhaar": AADHAAR, "passbook": PASSBOOK, "photo": PHOTO, "ration": RATION_CARD}


def specimen_for(subject: str) -> Specimen:
    """Return the specimen for a document id ("nominee_aadhaar"); a certificate where none fits."""
    return next((found for word, found in _BY_WORD.items() if word in subject), CERTIFICATE)


def number_on_scan(specimen: Specimen) -> Fractions | None:
    """Return where the number stands on the scanned page, in fractions of its width and height."""
    if specimen.number is None:
        return None
    left, top, right, bottom = specimen.number
    corners = [_turned(specimen, x, y) for x in (left, right) for y in (top, bottom)]
    across, down = [x / specimen.width for x, _ in corners], [y / specimen.height for _, y in corners]
    return min(across), min(down), max(across), max(down)


def scanned(specimen: Specimen, subject: str, dpi: int, colour: Colour) -> "Image":
    """Return the page as a flatbed would see it."""
    from PIL import Image, ImageChops, ImageFilter

    size = round(specimen.width * dpi / _MM_PER_INCH), round(specimen.height * dpi / _MM_PER_INCH)
    with Image.open(PICTURES / specimen.file) as drawn:
        page = drawn.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    if specimen.title is not None:
        _put_title(page, specimen, subject, dpi)
    if specimen.skew:
        page = page.rotate(specimen.skew, Image.Resampling.BICUBIC, fillcolor=_LID)
    page = page.filter(ImageFilter.GaussianBlur(dpi / 500))
    page = ImageChops.subtract(ImageChops.multiply(page, _light(size)), _noise(size))
    return page.convert("L") if colour is Colour.GREY else page


def _turned(specimen: Specimen, x: float, y: float) -> tuple[float, float]:
    angle, dx, dy = radians(specimen.skew), x - specimen.width / 2, y - specimen.height / 2
    return (
        specimen.width / 2 + dx * cos(angle) + dy * sin(angle),
        specimen.height / 2 - dx * sin(angle) + dy * cos(angle),
    )


def _put_title(page: "Image", specimen: Specimen, subject: str, dpi: int) -> None:
    from PIL import ImageDraw, ImageFont

    assert specimen.title is not None  # noqa: S101  the caller looked
    x, y = (round(each * dpi / _MM_PER_INCH) for each in specimen.title)
    words = (subject or "certificate").replace("_", " ").replace("-", " ").upper()
    font = ImageFont.load_default(size=dpi * min(6.5, 150 / len(words)) / _MM_PER_INCH)
    ImageDraw.Draw(page).text((x, y), words, fill=(38, 44, 76), font=font, anchor="mm")


def _light(size: tuple[int, int]) -> "Image":
    """Return paper that is a little grey, and greyer to its end, as under a lamp that ages."""
    from PIL import Image

    shade = Image.linear_gradient("L").point(lambda depth: 250 - depth // 24).resize(size)
    return Image.merge("RGB", (shade, shade, shade.point(lambda light: light - 4)))


@cache
def _noise_tile() -> "Image":
    from PIL import Image

    grain = Random(1).randbytes(_NOISE_TILE * _NOISE_TILE)  # noqa: S311  grain of paper, no secret
    return Image.frombytes("L", (_NOISE_TILE, _NOISE_TILE), grain).point(lambda value: value * _NOISE // 255)


def _noise(size: tuple[int, int]) -> "Image":
    from PIL import Image

    whole = Image.new("L", size)
    for left in range(0, size[0], _NOISE_TILE):
        for top in range(0, size[1], _NOISE_TILE):
            whole.paste(_noise_tile(), (left, top))
    return Image.merge("RGB", (whole, whole, whole))
