"""Files of entries, piece by piece."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from central import blobs, devices
from central.blobs import Piece, Standing
from central.centre import Centre
from central.doors.caller import TheCentre, Token, refusals
from central.schemas import BlobReply
from central.wire import reply

router = APIRouter(tags=["blobs"])
Name = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Offset = Annotated[int, Header(ge=0, le=blobs.MOST_BYTES, alias="Upload-Offset")]
Length = Annotated[int, Header(ge=1, le=2**53 - 1, alias="Upload-Length")]
Checksum = Annotated[str, Header(pattern=r"^[0-9a-f]{64}$", alias="SevaDesk-Chunk-SHA256")]


_HEADERS: dict[str, Any] = {
    "Upload-Offset": {"schema": {"type": "integer"}, "description": "The next byte that is wanted."},
    "Upload-Complete": {"schema": {"enum": ["?0", "?1"]}, "description": "?1: the file is whole here."},
}


@router.head(
    "/v1/blobs/{sha256}",
    response_class=Response,
    responses=refusals(401, 404, 422, 503) | {200: {"headers": _HEADERS}},
)
def ask(request: Request, centre: TheCentre, token: Token, sha256: Name) -> Response:
    """Say in the headers Upload-Offset and Upload-Complete how far a file has come."""
    with centre.store.read() as connection:
        stands = blobs.standing(centre, connection, devices.known(connection, token).id, sha256)
    return reply(request, headers=blobs.offset_headers(stands))


@router.patch(
    "/v1/blobs/{sha256}",
    response_model=BlobReply,
    responses=refusals(400, 401, 404, 409, 413, 422, 503),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def bring(
    request: Request,
    centre: TheCentre,
    token: Token,
    sha256: Name,
    offset: Offset,
    length: Length,
    checksum: Checksum,
) -> Response:
    """Bring the piece that begins at Upload-Offset; a piece is at most 4 MiB, a file at most 50 MiB."""
    piece = Piece(offset, length, checksum, await request.body())
    stands = await run_in_threadpool(_append, centre, token, sha256, piece)
    return reply(
        request, headers=blobs.offset_headers(stands), offset=stands.offset, complete=stands.complete
    )


def _append(centre: Centre, token: str, sha256: str, piece: Piece) -> Standing:
    with centre.store.read() as connection:
        device = devices.known(connection, token)
    return blobs.append(centre, device.id, sha256, piece)
