"""Is this picture file whole, or was it cut off on its way?"""

from pathlib import Path


def is_whole(picture: Path) -> bool:
    """Return whether every pixel of a PNG or JPEG can be read. Anything else is not a page."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(picture, formats=("PNG", "JPEG")) as found:
            found.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return False  # Pillow says "broken" in as many ways as it has parts
    return True
