"""What each door needs to know of a request: the centre behind it, and the desk before it."""

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from central.centre import Centre
from central.schemas import Refusal
from central.wire import Refused

_bearer = HTTPBearer(auto_error=False, description="The device token of the enrolment.")


def centre_of(request: Request) -> Centre:
    found: Centre = request.app.state.centre
    return found


def token_of(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> str:
    """Return the device token. Raises: Refused 401 `device.unknown`."""
    if credentials is None:
        raise Refused(401, "device.unknown")
    return credentials.credentials


TheCentre = Annotated[Centre, Depends(centre_of)]
Token = Annotated[str, Depends(token_of)]


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of these statuses: all wear the same envelope."""
    return {status: {"model": Refusal, "description": "Refused, in the envelope."} for status in statuses}
