"""The envelope that every reply of the centre wears, and the refusals that it carries.

A 200 alone proves nothing on a kiosk's network: a captive portal gives one too. So a reply counts only with
our header, the request's own id in it, and the same id in the body.
"""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

VERSION = 1
VERSION_HEADER, REQUEST_HEADER = "SevaDesk-Wire", "SevaDesk-Request"
Facts = Mapping[str, str | int]


class Refused(Exception):
    """The request cannot be served: `status` for machines, `code` (a message key) and `facts` for words."""

    def __init__(
        self, status: int, code: str, *, headers: Mapping[str, str] | None = None, **facts: str | int
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.facts = status, code, facts
        self.headers = dict(headers or {})


def reply(
    request: Request, status: int = 200, *, headers: Mapping[str, str] | None = None, **body: Any
) -> Response:
    """Answer `request` in the envelope, which tells the centre's own time."""
    moment: str = request.app.state.centre.moment()
    return Response(sealed(request_id(request), moment, body), status, headers, "application/json")


def refusal(request: Request, refused: Refused) -> Response:
    """Say no in the envelope."""
    error = {"code": refused.code, "facts": refused.facts}
    return reply(request, refused.status, headers=refused.headers, error=error)


def sealed(request: str, moment: str, body: Mapping[str, Any]) -> bytes:
    """Return the JSON of an enveloped body. Text is UTF-8, not escaped: Hindi would triple in size."""
    envelope = {"wire": VERSION, "request": request, "now": moment, **body}
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()


def request_id(request: Request) -> str:
    """Return the id the request came with, or the one the wall gave it."""
    found: str = request.scope["state"]["request_id"]
    return found
