"""Whether the centre is there."""

from fastapi import APIRouter, Request, Response

from central.doors.caller import TheCentre, refusals
from central.schemas import Health
from central.wire import reply

router = APIRouter(tags=["health"])
PROGRAM_VERSION = "0.1.0"


@router.get("/v1/health", response_model=Health, responses=refusals(503))
def health(request: Request, centre: TheCentre) -> Response:
    """Say which program this is and whether it is for training; 503 when its records cannot be read."""
    with centre.store.read():
        return reply(request, version=PROGRAM_VERSION, training=centre.training)
