"""The smart card service with its virtual reader, and a card that is in while its line is open."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

PCSCD = shutil.which("pcscd", path="/usr/sbin:/usr/bin")
SOCKET = Path("/run/pcscd/pcscd.comm")
DRIVER = Path("/etc/reader.conf.d/vpcd")
PORT = 35963
ASKS_FOR_ATR = b"\x04"
ATR = bytes.fromhex("3B80800101")


class Service:
    """pcscd without systemd."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert PCSCD
        self._process = subprocess.Popen(
            [PCSCD, "--foreground"], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )
        until(SOCKET.exists)

    def kill(self) -> None:
        """As a crash would end it: its socket stays behind."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None


class Card:
    """Speaks the virtual reader's protocol: a length of two bytes, then a command or an APDU."""

    def __init__(self) -> None:
        self._line = socket.create_connection(("127.0.0.1", PORT), timeout=5)
        self._line.settimeout(None)
        self._thread = threading.Thread(target=self._answer, name="virtual-card")
        self._thread.start()

    def pull(self) -> None:
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._line.close()

    def _answer(self) -> None:
        with suppress(OSError, EOFError):
            while True:
                (size,) = struct.unpack(">H", self._read(2))
                asked = self._read(size)
                if asked == ASKS_FOR_ATR:
                    self._send(ATR)
                elif size > 1:
                    self._send(b"\x6d\x00")

    def _read(self, size: int) -> bytes:
        read = b""
        while len(read) < size:
            more = self._line.recv(size - len(read))
            if not more:
                raise EOFError
            read += more
        return read

    def _send(self, data: bytes) -> None:
        self._line.sendall(struct.pack(">H", len(data)) + data)


def until(holds, patience: float = 40.0) -> None:
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)
