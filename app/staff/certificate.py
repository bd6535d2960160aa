"""What a head of office signs: a statement over every row of a batch, and the chunks in which the rows go up.

The statement names the batch, the office, who signs and the SHA-256 of each chunk; so the centre holds every chunk to
what was signed, and that to what was confirmed. Its form: RFC 8785. Pure: the centre checks with the same words.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.base.canonical import canonical, digest

VERSION = 1
KIND = "sevadesk.staff-batch"
SHEET_NOTE, ROWS_NOTE = "sheet", "sheet-rows"
"""The kinds of notes by which a confirmed sheet, and its rows, come to the desk of whoever certifies them."""
REFUSED_ROWS = "refused-rows"
"""The reason for which a sheet opens again by itself: the centre did not take all of its rows."""
MOST_ROWS, MOST_BYTES = 500, 512 * 1024
"""Of one chunk, before it is packed."""
_LARGEST = MOST_BYTES * 2  # a row alone may be larger than a chunk should be


def row_text(person: str, number: int, values: Mapping[str, str], token: str) -> str:
    """Return a row as it is signed and sent. Of an Aadhaar number it has the mask and the token alone."""
    document = {"person": person, "row": number, "values": values, "token": token}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chunks(rows: Iterable[str]) -> Iterator[list[str]]:
    """Part the rows, in their order, into chunks that are not too large."""
    some: list[str] = []
    size = 0
    for row in rows:
        length = len(row.encode()) + 1
        if some and (len(some) == MOST_ROWS or size + length > MOST_BYTES):
            yield some
            some, size = [], 0
        some.append(row)
        size += length
    if some:
        yield some


def chunk_text(rows: Iterable[str]) -> str:
    """Return a chunk as it is sent: what is signed is the SHA-256 of exactly these bytes."""
    return f"[{','.join(rows)}]"


def packed(chunk: str) -> str:
    """Return a chunk small enough for a slow line and for a journal that keeps it for ever (zlib, base64)."""
    return base64.b64encode(zlib.compress(chunk.encode())).decode()


def unpacked(packed: str) -> str:
    """Return the chunk. Raises: ValueError, for what is none or is larger than a chunk can be."""
    opener = zlib.decompressobj()
    try:
        data = opener.decompress(base64.b64decode(packed, validate=True), _LARGEST)
    except zlib.error as wrong:
        raise ValueError from wrong
    if not opener.eof:
        raise ValueError
    return data.decode()


def chunk_digest(chunk: str) -> str:
    return digest(chunk.encode())


def statement(
    batch: str,
    office: str,
    round_: int,
    rows: int,
    chunk_digests: Sequence[str],
    *,
    person: str,
    post: str,
    at: str,
) -> bytes:
    """Return the bytes that are shown in short and signed."""
    return canonical(
        {
            "type": KIND,
            "v": VERSION,
            "batch": batch,
            "office": office,
            "round": round_,
            "rows": rows,
            "chunks": list(chunk_digests),
            "person": person,
            "post": post,
            "at": at,
        }
    )
