"""A stream of bytes sealed under a passphrase: AES-256-GCM in chunks, key by argon2id.

Each chunk's nonce carries its number and whether it is the last, as STREAM does (Hoang, Reyhanitabar, Rogaway, Vizar,
2015): a chunk that is moved, left out or cut off at the end does not open.
"""

import json
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import InputError

MAGIC = b"SEVADESK-BACKUP-1\n"
_CHUNK, _TAG = 1024 * 1024, 16
_SALT, _PREFIX, _KEY = 16, 7, 32
_COST = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 2}
_HEADER_MOST = 512


class Sealer:
    """Takes bytes and writes them sealed. `finish` must be called: without its last chunk nothing opens."""

    def __init__(self, out: BinaryIO, passphrase: str) -> None:
        salt, self._prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        header = {"salt": salt.hex(), "prefix": self._prefix.hex(), **_COST}
        out.write(MAGIC + json.dumps(header).encode() + b"\n")
        self._out, self._cipher = out, AESGCM(_key(passphrase, salt, _COST))
        self._waiting, self._count = bytearray(), 0

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > _CHUNK:
            self._seal(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._prefix, self._count, last=last), chunk, MAGIC))
        self._count += 1


class Opener:
    """Reads what a Sealer wrote.

    Raises: InputError("backup.not-ours"), ("backup.passphrase-wrong") at the first chunk, ("backup.damaged") later.
    """

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        salt, self._prefix, cost = _header(source)
        self._source, self._cipher = source, AESGCM(_key(passphrase, salt, cost))
        self._ready, self._count = bytearray(), 0
        self._ahead = source.read(_CHUNK + _TAG)
        self._ended = False
        self._open_next()

    def read(self, size: int) -> bytes:
        while len(self._ready) < size and not self._ended:
            self._open_next()
        found = bytes(self._ready[:size])
        del self._ready[:size]
        return found

    def _open_next(self) -> None:
        chunk, self._ahead = self._ahead, self._source.read(_CHUNK + _TAG)
        last = not self._ahead
        try:
            self._ready += self._cipher.decrypt(_nonce(self._prefix, self._count, last=last), chunk, MAGIC)
        except InvalidTag:
            reason = "backup.damaged" if self._count else "backup.passphrase-wrong"
            raise InputError(reason=reason, field="file") from None
        self._count, self._ended = self._count + 1, last


def _header(source: BinaryIO) -> tuple[bytes, bytes, dict[str, int]]:
    """Return salt, nonce prefix and cost; a file may not ask for more work than we ever would. Raises: InputError."""
    if source.read(len(MAGIC)) != MAGIC:
        raise InputError(reason="backup.not-ours", field="file")
    try:
        header = json.loads(source.readline(_HEADER_MOST))
        salt, prefix = bytes.fromhex(header["salt"]), bytes.fromhex(header["prefix"])
        cost = {name: header[name] for name in _COST}
    except (ValueError, KeyError, TypeError):
        raise InputError(reason="backup.damaged", field="file") from None
    if (len(salt), len(prefix), cost) != (_SALT, _PREFIX, _COST):
        raise InputError(reason="backup.damaged", field="file")
    return salt, prefix, cost


def _nonce(prefix: bytes, count: int, *, last: bool) -> bytes:
    return prefix + count.to_bytes(4, "big") + bytes([last])


def _key(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(passphrase.encode(), salt, hash_len=_KEY, type=Type.ID, **cost)
