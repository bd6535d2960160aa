"""What a page is on this desk: one upright JPEG without metadata, that knows how many dots lie on an inch."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile, gettempdir

from PIL import Image, ImageOps

from app.records.faults import explained

A4_LONG_INCHES = 11.69
LONGEST = 3508
"""No page is kept with more pixels along its longer side: A4 at 300 dots an inch."""

_QUALITY = 95
_BELIEVABLE_DPI = (100, 1200)
_BELIEVABLE_INCHES = (0.5, 17.0)  # a signature to the long side of A3
_QUARTERS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def dpi_of(picture: Image.Image) -> int:
    """Return the dots on an inch: what the picture says where that can be, else as if it were a whole A4 page.

    A phone writes 72 into every photograph.
    """
    longer = max(picture.size)
    told = float(picture.info.get("dpi", (0, 0))[0])
    least, most = _BELIEVABLE_DPI
    if least <= told <= most and _BELIEVABLE_INCHES[0] <= longer / told <= _BELIEVABLE_INCHES[1]:
        return round(told)
    return max(1, round(longer / A4_LONG_INCHES))


def as_page(picture: Image.Image, dpi: int) -> bytes:
    """Return the picture as a page: upright as EXIF says, on white, without metadata, no larger than needed."""
    upright = on_white(
        ImageOps.exif_transpose(picture)
    )  # a copy: a wall of pixels is copied no more than once
    upright.info = {}  # notes of place, camera and comment would be saved along
    share = min(1.0, LONGEST / max(upright.size))
    if share < 1:
        upright = shrunk(upright, share)
    return jpeg(upright, _QUALITY, max(1, round(dpi * share)), subsampling=0)


def open_page(data: bytes) -> Image.Image:
    """Return a kept page as pixels."""
    picture = Image.open(BytesIO(data), formats=["JPEG"])
    picture.load()
    return picture


def turned(picture: Image.Image, turn: int) -> Image.Image:
    """Turn by `turn` degrees clockwise (0, 90, 180, 270); no pixel is computed anew."""
    return picture.transpose(_QUARTERS[turn]) if turn else picture


def shrunk(picture: Image.Image, share: float) -> Image.Image:
    """Return the picture at `share` of its width and height (above 1: larger)."""
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def jpeg(picture: Image.Image, quality: int, dpi: int, *, subsampling: int = 2) -> bytes:
    """Encode; the same picture gives the same bytes. `subsampling` 0 keeps colour at full resolution.

    Into a file without a name: only there does Pillow let other threads go on, and the window with them.
    Raises: DiskFull.
    """
    with explained(Path(gettempdir())), TemporaryFile() as out:
        picture.save(
            out,
            "JPEG",
            quality=quality,
            dpi=(dpi, dpi),
            subsampling=subsampling,
            optimize=True,
            progressive=True,
            exif=b"",
            icc_profile=None,
        )
        out.seek(0)
        return out.read()


def on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in grey or RGB; what was see-through becomes white paper."""
    if picture.mode in {"L", "RGB"}:
        return picture
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in {"1", "I", "F"}:
        return picture.convert("L")
    if picture.has_transparency_data:
        sheet = Image.new("RGB", picture.size, "white")
        cut = picture.convert("RGBA")
        sheet.paste(cut, mask=cut.getchannel("A"))
        return sheet
    return picture.convert("RGB")
