"""How a slip's picture is kept as a file: PNG, one bit a dot, and back."""

from io import BytesIO

from PIL import Image, ImageOps

from app.ports.printing import Raster


def png(raster: Raster) -> bytes:
    """Return the picture as PNG; the same picture gives the same bytes."""
    # PIL's 1 is white; the mode "1;I" reads ours, where 1 is black.
    image = Image.frombytes("1", (raster.width, raster.height), raster.rows, "raw", "1;I")
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def from_png(data: bytes) -> Raster:
    """Return the picture that `png` wrote. Raises: PIL.UnidentifiedImageError, where it is none."""
    with Image.open(BytesIO(data)) as image:
        inked = ImageOps.invert(image.convert("1"))
    return Raster(inked.width, inked.height, inked.tobytes())
