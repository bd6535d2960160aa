"""Papers of files on their way down: piece by piece, to the desks of those offices that may see them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy import select

from central import devices
from central.blobs import read_piece
from central.doors.caller import TheCentre, Token, refusals
from central.tables import blob_reader
from central.wire import Refused

router = APIRouter(tags=["papers"])
Name = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
From = Annotated[int, Query(ge=0, le=2**53 - 1)]


@router.get(
    "/v1/papers/{sha256}",
    response_class=Response,
    responses=refusals(401, 404, 422, 503)
    | {
        200: {
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            "headers": {"Paper-Length": {"schema": {"type": "integer"}}},
        }
    },
)
def fetch(centre: TheCentre, token: Token, sha256: Name, offset: From = 0) -> Response:
    """Return at most 4 MiB of a paper from `offset` on; the header Paper-Length tells how long it is."""
    with centre.store.read() as connection:
        device = devices.known(connection, token)
        offices = devices.offices_of(centre, centre.directory(connection), device)
        seen = select(blob_reader.c.sha256).where(
            blob_reader.c.sha256 == sha256, blob_reader.c.office.in_(offices)
        )
        if connection.scalar(seen.limit(1)) is None:
            raise Refused(404, "blob.unknown")
    piece = read_piece(centre, sha256, offset)
    if piece is None:
        raise Refused(503, "blob.not-here-yet", headers={"Retry-After": "5"})
    return Response(piece.data, 200, {"Paper-Length": str(piece.length)}, "application/octet-stream")
