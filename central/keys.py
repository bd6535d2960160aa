"""The centre's own secrets: the key it signs leases with, and the key of Aadhaar tokens. Files of the owner alone."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import InputError

_OWNER_ONLY = 0o600
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """`aadhaar` is the same for all desks, so that tokens of one person compare."""

    signing: Ed25519PrivateKey
    aadhaar: bytes

    @property
    def public(self) -> str:
        """The public half of the signing key, in hex."""
        return self.signing.public_key().public_bytes_raw().hex()


def open_keys(folder: Path) -> Keys:
    """Read the keys of `folder`; the first call makes them.

    Raises: InputError("centre.data-wrong"). A key that is damaged is never made anew: papers hang on it.
    """
    signing = _kept(folder / "centre.key", lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    aadhaar = _kept(folder / "aadhaar.key", lambda: os.urandom(_KEY_BYTES))
    return Keys(Ed25519PrivateKey.from_private_bytes(signing), aadhaar)


def _kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """Return the file's bytes; where there is none, write it whole first (of two makers one wins)."""
    if not file.exists():
        part = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "wb") as stream:
            stream.write(make())
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(part, file)
        except FileExistsError:
            pass  # another process was first; its key is the key
        finally:
            part.unlink()
    found = file.read_bytes()
    if len(found) != _KEY_BYTES:
        raise InputError(reason="centre.data-wrong", file=file.name, key=f"{len(found)} bytes")
    return found
