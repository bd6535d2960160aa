"""The outer wall: what every request passes before a door opens, and what every reply wears when it leaves.

It reads the whole body (with a cap, unpacked with a cap too), gives the request its id, plays the training
centre's moods, and turns anything that goes wrong inside into a refusal in our envelope.
"""

import asyncio
import logging
import re
import uuid
import zlib
from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central.behaviour import Stage
from central.wire import REQUEST_HEADER, VERSION, VERSION_HEADER, Refused, refusal

log = logging.getLogger(__name__)
MOST_ENTRIES_BYTES, MOST_PIECE_BYTES, MOST_OTHER_BYTES = 256 * 1024, 4 * 1024 * 1024, 64 * 1024
_REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_STAGE_DOORS = "/v1/training/"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_RETRY_AFTER = "5"
_PORTAL = "<!doctype html><title>Wi-Fi</title><h1>Welcome to the network</h1><p>Please sign in to go on.</p>"


class Wall:
    """ASGI middleware around the doors. `stage` is there only in training."""

    def __init__(self, app: ASGIApp, stage: Callable[[], Stage | None]) -> None:
        self._app, self._stage = app, stage

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        asked = request.headers.get(REQUEST_HEADER, "")
        scope.setdefault("state", {})["request_id"] = (
            asked if _REQUEST_ID.fullmatch(asked) else str(uuid.uuid4())
        )
        door = _Door(scope, send)
        if await self._mood(request, door):
            return
        await self._through(request, receive, door)

    async def _through(self, request: Request, receive: Receive, door: "_Door") -> None:
        try:
            _check_head(request)
            body = await _body(request, receive)
            await self._app(request.scope, _once(body, receive), door.send)
        except Refused as refused:
            await door.answer(refusal(request, refused))
        except DBAPIError:
            log.exception("database")
            await door.answer(
                refusal(request, Refused(503, "central.busy", headers={"Retry-After": _RETRY_AFTER}))
            )
        except Exception:
            log.exception("defect at %s", request.url.path)
            await door.answer(refusal(request, Refused(500, "central.defect")))

    async def _mood(self, request: Request, door: "_Door") -> bool:
        """Play the behaviour of the training centre; say whether that was the answer."""
        stage = self._stage()
        if stage is None or request.url.path.startswith(_STAGE_DOORS):
            return False
        now = stage.now
        if now.delay_ms:
            await asyncio.sleep(now.delay_ms / 1000)
        if now.html:
            await Response(_PORTAL, media_type="text/html")(request.scope, request.receive, door.raw_send)
            return True
        if now.down:
            down = Refused(503, "central.down", headers={"Retry-After": _RETRY_AFTER})
            await door.answer(refusal(request, down))
        return now.down


class _Door:
    """Sends a reply with our headers on it; knows whether one has begun."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.raw_send, self._scope, self._begun = send, scope, False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begun = True
            headers = MutableHeaders(scope=message)
            headers[VERSION_HEADER] = str(VERSION)
            headers[REQUEST_HEADER] = self._scope["state"]["request_id"]
        await self.raw_send(message)

    async def answer(self, response: Response) -> None:
        if not self._begun:
            await response(self._scope, _nothing, self.send)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def _check_head(request: Request) -> None:
    asked = request.headers.get(REQUEST_HEADER)
    if asked is not None and not _REQUEST_ID.fullmatch(asked):
        raise Refused(400, "wire.request-id")
    if request.headers.get(VERSION_HEADER, str(VERSION)) != str(VERSION):
        raise Refused(400, "wire.version", speaks=VERSION)


async def _body(request: Request, receive: Receive) -> bytes:
    """Return the whole body, unpacked. Raises: Refused 413 as soon as it grows over what its door takes."""
    most = _most_for(request.url.path)
    unpack = _unpacker(request.headers, most)
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += unpack(message.get("body", b""))
        if len(body) > most:
            raise Refused(413, "wire.too-large", most=most)
        more = message.get("more_body", False)
    return bytes(body)


def _most_for(path: str) -> int:
    if path == "/v1/entries":
        return MOST_ENTRIES_BYTES
    return MOST_PIECE_BYTES if path.startswith("/v1/blobs/") else MOST_OTHER_BYTES


def _unpacker(headers: Headers, most: int) -> Callable[[bytes], bytes]:
    """Return what turns received bytes into body bytes; a packed body never unpacks far beyond `most`."""
    coding = headers.get("content-encoding", "identity").lower()
    if coding == "identity":
        return bytes
    if coding != "gzip":
        raise Refused(415, "wire.encoding-unknown", encoding=coding[:32])
    stream = zlib.decompressobj(_GZIP_WINDOW)

    def unpack(packed: bytes) -> bytes:
        try:
            return stream.decompress(packed, most + 1)
        except zlib.error:
            raise Refused(400, "wire.gzip-damaged") from None

    return unpack


def _once(body: bytes, receive: Receive) -> Receive:
    """Return a receive that hands the body over whole, then only tells of the end of the line."""
    waiting: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def handed() -> Message:
        return waiting.pop() if waiting else await receive()

    return handed
