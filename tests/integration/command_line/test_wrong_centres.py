"""What answers at the centre's or the printer's address and is neither: told, and nothing lost or half enrolled."""

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.integration.command_line.program import sevadesk

Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts web servers that answer everything alike; each returns its address."""
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(status: int, body: bytes, **headers: str) -> str:
        class Alike(BaseHTTPRequestHandler):
            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            # the standard library asks for these names
            do_GET = do_POST = do_HEAD = do_PATCH = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Alike)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="alike")
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


STRANGERS = [
    ((200, b"<html><title>Free Wi-Fi</title></html>"), {"Content_Type": "text/html"}, "central.strange"),
    ((302, b""), {"Location": "http://login.example/"}, "central.redirected"),
    ((511, b"<html>sign in</html>"), {"Content_Type": "text/html"}, "central.strange"),
    (
        (200, b'{"hello": "world"}'),
        {"Content_Type": "application/json", "SevaDesk_Wire": "99"},
        "central.version",
    ),
    ((200, b'{"hello": '), {"Content_Type": "application/json"}, "central.strange"),
]


@pytest.mark.parametrize(("answer", "headers", "reason"), STRANGERS)
def test_a_stranger_in_place_of_the_centre_is_told_and_nobody_is_enrolled(
    serve: Serve, tmp_path: Path, answer: tuple[int, bytes], headers: dict[str, str], reason: str
) -> None:
    home, url = tmp_path / "home", serve(*answer, **headers)
    sevadesk("enrol", "--home", home, "--centre", url, "--code", "CODE").said(20, reason)
    assert not (home / "settings.toml").exists()


def test_a_centre_that_is_not_there_is_told_and_the_desk_can_be_enrolled_later(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    found = sevadesk("enrol", "--home", tmp_path / "home", "--centre", url, "--code", "CODE")
    found.said(20, "enrol.no-line", url)


def test_a_web_server_in_place_of_a_printer_is_told_and_the_slip_is_kept(serve: Serve, home: Path) -> None:
    address = serve(400, b"<html>Bad Request</html>").removeprefix("http://")
    (home / "settings.toml").write_text(
        f"""
slip_printer = "counter"
[[printer]]
name = "counter"
kind = "network"
address = "{address}"
[[printer]]
name = "pdf"
kind = "pdf"
""",
        "utf-8",
    )
    found = sevadesk("print-test", "--home", home)
    found.said(10, "device.not-a-printer")
    assert found.out.startswith("counter: ")
