"""The centre over HTTP: the one file that speaks `requests`."""

import gzip
import hashlib
import json
import sys
import threading
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

from app.errors import CentralStrange, CentralUnreachable
from app.ports.centre import Enrolled, Epoch, Health, Heard, Intent, Json, Page, PaymentAnswer, Result, Upload
from app.ports.clock import Clock
from app.sync.envelope import (
    WIRE,
    Answer,
    as_agreed,
    change,
    enrolled,
    opened,
    payment,
    piece_of,
    result,
    told_time,
    upload_of,
)

if TYPE_CHECKING:
    import requests

LARGEST_REPLY = 8 * 1024 * 1024
_CONNECT_READ_SECONDS = (3.0, 20.0)
_WHOLE_REPLY_SECONDS = 60.0
_PIECE = 64 * 1024
_WORTH_PACKING = 1024


class HttpCentre:
    """A `Centre` at `url`. `token` is asked at every call, since enrolment and a new login change it.

    Each thread keeps its own connection. `heard` is told of the centre's clock at every answer.
    """

    def __init__(
        self,
        url: str,
        clock: Clock,
        *,
        token: Callable[[], str] = str,
        heard: Callable[[Heard], None] | None = None,
    ) -> None:
        self._url = url.rstrip("/")
        self._clock, self._token, self._heard = clock, token, heard
        self._lines = threading.local()

    def health(self) -> Health:
        found = self._ask("GET", "/v1/health")
        with as_agreed():
            return Health(str(found["version"]), bool(found["training"]))

    def enrol(self, code: str, public_key: str, name: str) -> Enrolled:
        found = self._ask("POST", "/v1/devices", {"code": code, "public_key": public_key, "name": name})
        with as_agreed():
            return enrolled(found)

    def new_epoch(self) -> Epoch:
        found = self._ask("POST", "/v1/devices/epoch", {})
        with as_agreed():
            return Epoch(found["epoch"], tuple(found["books"]))

    def lease_book(self, series: str, year: str, after: int) -> Json:
        found = self._ask("POST", "/v1/books", {"series": series, "year": year, "after": after})
        with as_agreed():
            return dict(found["lease"])

    def send_entries(self, entries: Sequence[str]) -> tuple[Result, ...]:
        found = self._ask("POST", "/v1/entries", f'{{"entries":[{",".join(entries)}]}}')
        with as_agreed():
            return tuple(map(result, found["results"]))

    def uploaded(self, sha256: str) -> Upload:
        return upload_of(self._exchange("HEAD", f"/v1/blobs/{sha256}", b"", {}))

    def upload(self, sha256: str, offset: int, total: int, chunk: bytes) -> Upload:
        headers = {
            "Content-Type": "application/octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Length": str(total),
            "SevaDesk-Chunk-SHA256": hashlib.sha256(chunk).hexdigest(),
        }
        return upload_of(self._exchange("PATCH", f"/v1/blobs/{sha256}", chunk, headers))

    def paper(self, sha256: str) -> bytes:
        data, length = b"", 1
        while len(data) < length:
            answer = self._exchange("GET", f"/v1/papers/{sha256}?offset={len(data)}", b"", {})
            piece, length = piece_of(answer)
            data += piece
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CentralStrange(reason="central.not-agreed", said="paper")
        return data

    def changes(self, cursor: str, limit: int) -> Page:
        return self._page(f"/v1/changes?cursor={quote(cursor, safe='')}&limit={limit}")

    def snapshot(self, after: str, limit: int) -> Page:
        return self._page(f"/v1/snapshot?after={quote(after, safe='')}&limit={limit}")

    def start_payment(self, intent: Intent) -> PaymentAnswer:
        body = {
            "key": intent.key,
            "application": intent.application,
            "head": intent.head,
            "amount": intent.amount,
            "mode": intent.mode,
            "payer_note": intent.payer_note,
        }
        return self._payment(self._ask("POST", "/v1/payments", body))

    def payment(self, key: str) -> PaymentAnswer:
        return self._payment(self._ask("GET", f"/v1/payments/{quote(key, safe='')}"))

    def behaviour(self) -> Json:
        return self._ask("GET", "/v1/training/behaviour")

    def set_behaviour(self, behaviour: Json) -> Json:
        return self._ask("PUT", "/v1/training/behaviour", dict(behaviour))

    def practice(self, authority: Mapping[str, str]) -> Mapping[str, str]:
        found = self._ask("PUT", "/v1/training/practice", {"authority": dict(authority)})
        with as_agreed():
            return {str(part): str(data) for part, data in found["authority"].items()}

    def _page(self, path: str) -> Page:
        found = self._ask("GET", path)
        with as_agreed():
            return Page(tuple(map(change, found["items"])), str(found["cursor"]), bool(found["more"]))

    def _payment(self, found: Json) -> PaymentAnswer:
        with as_agreed():
            return payment(found)

    def _ask(self, method: str, path: str, body: Json | str | None = None) -> dict[str, Any]:
        """Exchange JSON for JSON, and pass on what time it is at the centre."""
        asked = self._clock.now()
        data, headers = _packed(body)
        found = opened(self._exchange(method, path, data, headers))
        if self._heard:
            self._heard(Heard(told_time(found), asked, self._clock.now()))
        return found

    def _exchange(self, method: str, path: str, data: bytes, headers: Mapping[str, str]) -> Answer:
        """Send one request and read its answer whole. Raises: CentralUnreachable, CentralStrange."""
        _load_without_guesser()
        import requests

        request = str(uuid4())
        sent = {"SevaDesk-Wire": WIRE, "SevaDesk-Request": request, "Accept": "application/json", **headers}
        if token := self._token():
            sent["Authorization"] = f"Bearer {token}"
        try:
            with self._line().request(
                method,
                self._url + path,
                data=data,
                headers=sent,
                timeout=_CONNECT_READ_SECONDS,
                allow_redirects=False,
                stream=True,
            ) as reply:
                told = {name.lower(): value for name, value in reply.headers.items()}
                return Answer(request, reply.status_code, told, _read(reply))
        except requests.exceptions.ContentDecodingError as error:
            raise CentralStrange(said="packing", host=self._host) from error
        except requests.RequestException as error:
            without: dict[str, int] = {"untouched": 1} if _never_left(error) else {}
            raise CentralUnreachable(host=self._host, said=type(error).__name__, **without) from error

    @property
    def _host(self) -> str:
        return urlsplit(self._url).netloc

    def _line(self) -> "requests.Session":
        """Return this thread's connection. Proxies and passwords of the environment are none of ours."""
        import requests

        line: requests.Session | None = getattr(self._lines, "session", None)
        if line is None:
            line = self._lines.session = requests.Session()
            line.trust_env = False
        return line


def _load_without_guesser() -> None:
    """Load `requests`, with the first exchange and not with the window.

    It would bring along what guesses the encoding of a text: 4 MB for good, and bytes are all that is read here.
    """
    if "requests" in sys.modules or "charset_normalizer" in sys.modules:
        return
    warnings.filterwarnings("ignore", "Unable to find acceptable character detection")
    sys.modules["charset_normalizer"] = None  # type: ignore[assignment]  # how Python is told that there is none
    import requests  # noqa: F401

    sys.modules.pop("charset_normalizer", None)  # whoever else needs it finds it


def _never_left(error: "requests.RequestException") -> bool:
    """Say whether no connection came about: then not one byte of the request has left."""
    from urllib3.exceptions import ConnectTimeoutError, MaxRetryError

    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, ConnectTimeoutError)


def _packed(body: Json | str | None) -> tuple[bytes, dict[str, str]]:
    if body is None:
        return b"", {}
    data = (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if len(data) < _WORTH_PACKING:
        return data, headers
    return gzip.compress(data, 6), headers | {"Content-Encoding": "gzip"}


def _read(reply: "requests.Response") -> bytes:
    """Return the body. A stranger may answer without an end: size and time are bounded."""
    body, until = bytearray(), time.monotonic() + _WHOLE_REPLY_SECONDS
    for piece in reply.iter_content(_PIECE):
        body += piece
        if len(body) > LARGEST_REPLY:
            raise CentralStrange(reason="central.too-large", bytes=len(body))
        if time.monotonic() > until:
            raise CentralUnreachable(reason="central.too-slow", bytes=len(body))
    return bytes(body)
