"""Reads an upload copy back as pictures, so that a person sees what the office will see."""

from io import BytesIO


def pictures_in(data: bytes, media: str) -> tuple[bytes, ...]:
    """Return the JPEGs in the copy untouched; `media` is image/jpeg or application/pdf."""
    if media == "image/jpeg":
        return (data,)
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        return tuple(
            bytes(picture.read_raw_bytes())
            for page in pdf.pages
            for _, picture in page.Resources.XObject.items()
        )
