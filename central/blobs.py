"""Files that entries name, kept by their SHA-256 and brought piece by piece; a lost line resumes where it broke."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from central import board, efile_letters
from central.blob_place import place_of
from central.centre import Centre
from central.model import Application
from central.sheet import Sheet
from central.store import insert_new
from central.tables import blob, blob_claim, paper
from central.wire import Refused

MOST_BYTES = 50 * 1024 * 1024
_BLOCK = 1024 * 1024
_MOST_DOWN = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a file has come: the next byte the centre wants, and whether it is whole."""

    offset: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file. `length` is of the whole file; `sha256` is of this piece."""

    offset: int
    length: int
    sha256: str
    data: bytes


def standing(centre: Centre, connection: Connection, device: str, sha256: str) -> Standing:
    """Raises: Refused 404 `blob.unknown`, unless an entry of this very desk named the file."""
    claim = select(blob_claim.c.sha256).where(blob_claim.c.device == device, blob_claim.c.sha256 == sha256)
    if connection.scalar(claim) is None:
        raise Refused(404, "blob.unknown")
    whole = connection.scalar(select(blob.c.bytes).where(blob.c.sha256 == sha256))
    return (
        Standing(_size(_part(centre, sha256)), complete=False)
        if whole is None
        else Standing(whole, complete=True)
    )


def read_piece(centre: Centre, sha256: str, offset: int) -> Piece | None:
    """Return a piece of a whole file from `offset` on, or None while it is not whole here."""
    place = place_of(centre, sha256)
    if not place.exists():
        return None
    with place.open("rb") as stream:
        stream.seek(offset)
        return Piece(offset, place.stat().st_size, sha256, stream.read(_MOST_DOWN))


def append(centre: Centre, device: str, sha256: str, piece: Piece) -> Standing:
    """Add a piece where the centre's part ends; the last one is held to the file's own hash.

    Raises: Refused 404 `blob.unknown`, 409 `blob.offset-wrong` (with the right one),
    413 `blob.too-large`, 503 `blob.busy`, 422 `blob.piece-damaged`, `blob.length-wrong` or `blob.hash-wrong`.
    """
    with centre.turns.take(sha256) as ours:
        if not ours:
            raise Refused(503, "blob.busy", headers={"Retry-After": "1"})
        with centre.store.read() as connection:
            stands = standing(centre, connection, device, sha256)
        if stands.complete:
            return stands
        _check(piece, stands)
        size = _write(_part(centre, sha256), piece)
        if size < piece.length:
            return Standing(size, complete=False)
        _finish(centre, sha256, size)
    return Standing(size, complete=True)


def _check(piece: Piece, stands: Standing) -> None:
    if not 1 <= piece.length <= MOST_BYTES:
        raise Refused(413, "blob.too-large", most=MOST_BYTES)
    if piece.offset != stands.offset:
        raise Refused(409, "blob.offset-wrong", headers=offset_headers(stands), offset=stands.offset)
    if piece.offset + len(piece.data) > piece.length:
        raise Refused(422, "blob.length-wrong")
    if hashlib.sha256(piece.data).hexdigest() != piece.sha256:
        raise Refused(422, "blob.piece-damaged", headers=offset_headers(stands))


def offset_headers(stands: Standing) -> dict[str, str]:
    """Return the headers that say how far a file has come."""
    return {"Upload-Offset": str(stands.offset), "Upload-Complete": "?1" if stands.complete else "?0"}


def _finish(centre: Centre, sha256: str, size: int) -> None:
    """Hold the whole file to its name, put it in its place, and let what waits for it go on."""
    part, place = _part(centre, sha256), place_of(centre, sha256)
    if _hash_of(part) != sha256:
        part.unlink()
        raise Refused(422, "blob.hash-wrong", headers=offset_headers(Standing(0, complete=False)))
    place.parent.mkdir(parents=True, exist_ok=True)
    part.replace(place)
    with centre.store.write() as connection:
        sheet = Sheet(centre, connection)
        sheet.hold_blobs([sha256])
        insert_new(connection, blob, [{"sha256": sha256, "bytes": size, "complete_at": centre.moment()}])
        _go_on(sheet, sha256)


def _go_on(sheet: Sheet, sha256: str) -> None:
    waiting = select(paper.c.application).where(paper.c.sha256 == sha256)
    ids = list(sheet.connection.scalars(waiting))
    sheet.load(ids)
    for found in (sheet.get(Application, each) for each in ids):
        if found is not None:
            board.settle(sheet, found)
    efile_letters.come(sheet, sha256)
    sheet.save()


def _write(part: Path, piece: Piece) -> int:
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("ab") as stream:
        stream.write(piece.data)
        stream.flush()
        os.fsync(stream.fileno())
    return piece.offset + len(piece.data)


def _hash_of(file: Path) -> str:
    seen = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            seen.update(block)
    return seen.hexdigest()


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _part(centre: Centre, sha256: str) -> Path:
    return centre.folder / "blobs" / "parts" / sha256
