"""The golden exchanges of the wire: reading them, filling in what differs every time, and taking it out again.

A file holds what a desk sends, what the centre answers, and what the desk makes of the answer. `<now>`, `<token>`
and their like stand for what no two exchanges have in common.
"""

import gzip
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "wire"
NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))
REQUEST_HEADERS = (
    "Accept", "Authorization", "Content-Encoding", "Content-Type", "SevaDesk-Chunk-SHA256", "SevaDesk-Request",
    "SevaDesk-Wire", "Upload-Length", "Upload-Offset",
)  # fmt: skip
REPLY_HEADERS = (
    "Content-Type", "Paper-Length", "Retry-After", "SevaDesk-Request", "SevaDesk-Wire", "Upload-Complete", "Upload-Offset",
)  # fmt: skip
VOLATILE = frozenset(
    {
        "now",
        "request",
        "device",
        "token",
        "centre_key",
        "aadhaar_key",
        "signature",
        "hash",
        "cursor",
        "verifier",
    }
)
OURS = ("kendra-lucknow-0001", "person-gita")
DIRECTORY = ("offices", "posts", "people", "postings", "books")
Json = dict[str, Any]


def golden(name: str) -> Json:
    found: Json = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


def normalised(found: Any, name: str = "") -> Any:
    """Return `found` with a placeholder for each value that differs every time, and one document of a directory."""
    if isinstance(found, Mapping):
        return {key: normalised(value, key) for key, value in found.items()}
    if isinstance(found, list):
        return [normalised(each, name) for each in _sample(found, name)]
    if name in VOLATILE or (name == "id" and isinstance(found, str) and found.count("-") == 4):
        return f"<{name}>"
    return found


def _sample(found: list[Any], name: str) -> list[Any]:
    """The practice office grows; one document of each kind shows the shape."""
    if name not in DIRECTORY:
        return found
    return [each for each in found if any(f"'{ours}" in str(each) for ours in OURS)][:1] or found[:1]


def filled(found: Any, values: Mapping[str, str]) -> Any:
    """Return `found` with the placeholders that `values` knows replaced."""
    text = json.dumps(found, ensure_ascii=False)
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return json.loads(text)


def headers_of(told: Mapping[str, str], names: tuple[str, ...]) -> Json:
    """Return those headers that the contract speaks of."""
    return {name: told[name] for name in names if name in told}


class Recorder(ThreadingHTTPServer):
    """Answers every request with one golden reply, and remembers what was asked."""

    daemon_threads = True

    def __init__(self, reply: Json) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.reply = reply
        self.asked: Json = {}


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Recorder

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        request = self.headers["SevaDesk-Request"]
        headers = headers_of(dict(self.headers), REQUEST_HEADERS) | {"SevaDesk-Request": "<request>"}
        self.server.asked = {"method": self.command, "path": self.path, "headers": headers}
        if body:
            is_json = headers["Content-Type"].startswith("application/json")
            self.server.asked["body"] = json.loads(body) if is_json else body.decode()
        self._answer(filled(self.server.reply, {"request": request, "now": "2026-09-30T05:00:00.000000Z"}))

    def __getattr__(self, name: str) -> Callable[[], None]:
        """The base class looks for do_GET, do_POST and their like."""
        if name.startswith("do_"):
            return self.handle_any
        raise AttributeError(name)

    def _answer(self, reply: Json) -> None:
        told = reply.get("body", "")
        body = (told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)).encode()
        self.send_response(reply["status"])
        for name, value in reply["headers"].items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is written to the terminal of the tests."""


@contextmanager
def replaying(reply: Json) -> Iterator[Recorder]:
    """Serve a golden reply."""
    server = Recorder(reply)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="golden-centre")
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
