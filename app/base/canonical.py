"""One byte form for what is hashed and signed: RFC 8785 JSON and its SHA-256."""

import hashlib
from typing import Any

import rfc8785


def canonical(document: Any) -> bytes:
    """Return the RFC 8785 form. Keys are strings; numbers are whole; text is NFC already."""
    return rfc8785.dumps(document)


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in lower-case hex."""
    return hashlib.sha256(data).hexdigest()
