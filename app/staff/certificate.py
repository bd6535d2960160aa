"""What a head of office signs: a statement over every row of a batch, and the chunks in which the rows go up.

The statement names the batch, the office, who signs and the SHA-256 of each chunk; so the centre can hold every chunk,
as it comes, to what was signed. Canonical form: RFC 8785. Pure: the centre checks with the same words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.base.canonical import canonical, digest

VERSION = 1
KIND = "sevadesk.staff-batch"
MOST_ROWS, MOST_BYTES = 250, 96 * 1024
"""Of one chunk, in canonical form: with its entry around it, it fits a request however slow the line."""

Document = dict[str, Any]


def row_document(person: str, number: int, values: Mapping[str, str], token: str) -> Document:
    """Return a row as it is signed and sent. Of an Aadhaar number it has the mask and the token alone."""
    return {"person": person, "row": number, "values": dict(values), "token": token}


def chunks(rows: Iterable[Document]) -> Iterator[list[Document]]:
    """Part the rows, in their order, into chunks that are not too large."""
    some: list[Document] = []
    size = 0
    for row in rows:
        length = len(canonical(row)) + 1
        if some and (len(some) == MOST_ROWS or size + length > MOST_BYTES):
            yield some
            some, size = [], 0
        some.append(row)
        size += length
    if some:
        yield some


def chunk_digest(rows: Sequence[Document]) -> str:
    return digest(canonical(list(rows)))


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
