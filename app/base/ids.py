"""Identifiers made on this desk: UUID version 7 (RFC 9562), sortable by the time they were made."""

import os
import time
import uuid

_MS_BITS = 80


def new_id() -> str:
    """Return a fresh UUIDv7 as text. Made once for a thing, never made again for it."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << _MS_BITS) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(uuid.UUID(int=value))
