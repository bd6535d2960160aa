"""Tells our centre's answer from anything else that may answer on a public network.

A success is a 2xx with the wire's header, our request id echoed, and a JSON object that says the same. A captive
portal's 200, a proxy's error page and another version of the wire each get their own name.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from app.base.days import from_iso
from app.errors import CentralRefused, CentralStrange, CentralUnreachable, CentralVersion, LoginNeeded
from app.ports.centre import Change, Enrolled, PaymentAnswer, Result, Status, Upload

WIRE = "1"
_NOT_NOW = frozenset({408, 425, 429})
_REDIRECTS, _ERRORS, _SERVER_ERRORS = range(300, 400), 400, 500
_LOGIN, _CONFLICT = 401, 409
_CLOSED = "central.down"  # said at the door, before anything is looked at
_FACT_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over the line. Header names are in lower case."""

    request: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def opened(answer: Answer) -> dict[str, Any]:
    """Return the JSON of a success. Raises: the CentralError that the answer means."""
    _check_header(answer)
    found = _envelope(answer)
    if answer.status >= _ERRORS:
        _refuse(answer, found)
    return found


def told_time(found: Mapping[str, Any]) -> datetime:
    """Return the centre's clock in an opened answer. Raises: CentralStrange."""
    with as_agreed():
        moment = from_iso(found["now"])
        if moment.tzinfo is None:
            raise ValueError("a moment without its zone")
        return moment


def upload_of(answer: Answer) -> Upload:
    """Return how far an attachment is. The offset in the header holds, even where a chunk came too late."""
    _check_header(answer)
    offset = answer.headers.get("upload-offset", "")
    if offset.isdigit() and (answer.status < _ERRORS or answer.status == _CONFLICT):
        return Upload(int(offset), answer.headers.get("upload-complete") == "?1")
    if answer.status >= _ERRORS:
        _refuse(answer, _envelope(answer) if answer.body else {})
    raise CentralStrange(reason="central.not-agreed")


def piece_of(answer: Answer) -> tuple[bytes, int]:
    """Return a piece of a paper and how long the whole is. A piece that brings nothing on is no answer."""
    _check_header(answer)
    if answer.status >= _ERRORS:
        _refuse(answer, _envelope(answer) if answer.body else {})
    length = answer.headers.get("paper-length", "")
    if not length.isdigit() or not 0 < len(answer.body) <= int(length):
        raise CentralStrange(reason="central.not-agreed")
    return answer.body, int(length)


@contextmanager
def as_agreed() -> Iterator[None]:
    """Hold an opened answer to the agreed shape: anything missing in it is CentralStrange."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CentralStrange(reason="central.not-agreed", said=type(error).__name__) from error


def enrolled(found: Mapping[str, Any]) -> Enrolled:
    return Enrolled(
        device=found["device"],
        epoch=found["epoch"],
        token=found["token"],
        centre_key=found["centre_key"],
        aadhaar_key=found["aadhaar_key"],
        office=found["office"],
        directory={name: tuple(found[name]) for name in ("offices", "posts", "people", "postings")},
        books=tuple(found["books"]),
        cursor=found["cursor"],
    )


def result(found: Mapping[str, Any]) -> Result:
    return Result(
        id=found["id"],
        status=Status(found["status"]),
        reply=found.get("reply") or {},
        missing=tuple(found.get("missing") or ()),
        code=str(found.get("code") or ""),
        facts=plain(found.get("facts") or {}),
    )


def change(found: Mapping[str, Any]) -> Change:
    return Change(
        collection=str(found["collection"]),
        id=str(found["id"]),
        version=int(found["version"]),
        deleted=bool(found["deleted"]),
        document=found.get("document") or {},
    )


def payment(found: Mapping[str, Any]) -> PaymentAnswer:
    told = found["payment"]
    return PaymentAnswer(
        told["key"],
        told["state"],
        told.get("gateway_ref") or "",
        told.get("upi_link") or "",
        told.get("refund_ref") or "",
    )


def plain(facts: Mapping[str, Any]) -> dict[str, str | int]:
    """Keep of a stranger's facts what an error may carry: short texts and whole numbers."""
    return {
        str(name): value[:_FACT_LENGTH] if isinstance(value, str) else value
        for name, value in facts.items()
        if isinstance(value, str | int)
    }


def _check_header(answer: Answer) -> None:
    wire = answer.headers.get("sevadesk-wire")
    if answer.status in _REDIRECTS:
        raise CentralStrange(reason="central.redirected", status=answer.status)
    if wire is None:
        raise CentralStrange(status=answer.status, media=answer.headers.get("content-type", "")[:60])
    if wire != WIRE:
        raise CentralVersion(theirs=wire[:20], ours=WIRE)
    if answer.headers.get("sevadesk-request") != answer.request:
        raise CentralStrange(reason="central.not-agreed", said="request")


def _envelope(answer: Answer) -> dict[str, Any]:
    with as_agreed():
        found = json.loads(answer.body)
        if found["wire"] != int(WIRE) or found["request"] != answer.request:
            raise ValueError("not our envelope")
        return dict(found)


def _refuse(answer: Answer, found: Mapping[str, Any]) -> NoReturn:
    """Raise what an error of the centre means here: later, log in, or a person must look."""
    with as_agreed():
        error = found.get("error") or {}
        code, facts = str(error.get("code", "")), plain(error.get("facts") or {})
    if answer.status == _LOGIN:
        raise LoginNeeded(status=answer.status)
    if answer.status in _NOT_NOW or answer.status >= _SERVER_ERRORS:
        wait = answer.headers.get("retry-after", "")
        told = {"status": answer.status, "retry_after": int(wait) if wait.isdigit() else 0}
        if code == _CLOSED:
            raise CentralUnreachable(reason=_CLOSED, untouched=1, **told)
        raise CentralUnreachable(reason="central.busy", **told)
    raise CentralRefused(**(facts | {"reason": code or CentralRefused.code, "status": answer.status}))
