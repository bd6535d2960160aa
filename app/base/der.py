"""Is this the one spelling (DER) of what it says? A signature that has two spellings is two files of one deed."""

CONSTRUCTED, LONG, UNIVERSAL = 0x20, 0x80, 0xC0
SEQUENCE, SET = 0x30, 0x31
MUST_BE_CONSTRUCTED = {0x10, 0x11}  # SEQUENCE and SET; every other universal type must be primitive
NUMBER = 0x1F  # the part of a tag's first byte that numbers it; all ones: the number follows
DEEPEST = 40
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""All that asn1crypto was seen to raise for broken bytes: it reads lazily, so at any access."""


def is_der(data: bytes) -> bool:
    """Say whether `data` is exactly one DER value: definite shortest lengths, sets in order, nothing behind it."""
    try:
        return _value(data, 0, len(data), 0) == len(data)
    except (IndexError, ValueError):
        return False


def _value(data: bytes, at: int, end: int, depth: int) -> int:
    """Return where the value at `at` ends. Raises: ValueError, IndexError where it is no DER."""
    tag = data[at]
    start, size = _length(data, _after_tag(data, at))
    if start + size > end or depth > DEEPEST:
        raise ValueError(at)
    if not tag & UNIVERSAL and bool(tag & CONSTRUCTED) != (tag & NUMBER in MUST_BE_CONSTRUCTED):
        raise ValueError(at)
    if tag & CONSTRUCTED:
        _values(data, start, start + size, depth, in_order=tag == SET)
    return start + size


def _values(data: bytes, at: int, end: int, depth: int, *, in_order: bool) -> None:
    before = b""
    while at < end:
        after = _value(data, at, end, depth + 1)
        if in_order:
            if data[at:after] < before:
                raise ValueError(at)
            before = data[at:after]
        at = after


def _after_tag(data: bytes, at: int) -> int:
    if data[at] & NUMBER != NUMBER:
        return at + 1
    at += 1
    while data[at] & LONG:
        at += 1
    return at + 1


def _length(data: bytes, at: int) -> tuple[int, int]:
    """Return where the contents start and how long they are."""
    first = data[at]
    if first < LONG:
        return at + 1, first
    count = first & 0x7F
    size = int.from_bytes(data[at + 1 : at + 1 + count], "big")
    if not count or data[at + 1] == 0 or size < LONG:
        raise ValueError(at)
    return at + 1 + count, size
