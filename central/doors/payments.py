"""Online payments: begun by key, asked about by key."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from central import devices, gateway, jobs
from central.behaviour import Gateway
from central.doors.caller import TheCentre, Token, refusals
from central.schemas import AskPayment, PaymentReply
from central.sheet import Sheet
from central.wire import Refused, reply

router = APIRouter(tags=["payments"])
Key = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,64}$")]


@router.post(
    "/v1/payments", response_model=PaymentReply, responses=refusals(400, 401, 404, 409, 413, 422, 503, 504)
)
def begin(request: Request, centre: TheCentre, token: Token, asked: AskPayment) -> Response:
    """Begin a payment, or say how the one with this key stands; the same key never takes money twice."""
    with centre.store.write() as connection:
        device = devices.known(connection, token, locked=True)
        sheet = Sheet(centre, connection)
        found = gateway.take_payment(sheet, device, gateway.Asked(**asked.model_dump()))
        sheet.save()
    if centre.training and centre.stage.now.gateway is Gateway.LOST_REPLY:
        return Response("upstream request timeout", 504, media_type="text/plain")
    return reply(request, payment=gateway.told_of(found))


@router.get("/v1/payments/{key}", response_model=PaymentReply, responses=refusals(401, 404, 422, 503))
def ask(request: Request, centre: TheCentre, token: Token, key: Key) -> Response:
    """Say how the payment with this key stands; an unknown key was never begun."""
    jobs.decide_due(centre)
    with centre.store.read() as connection:
        device = devices.known(connection, token)
        found = gateway.find_payment(connection, key)
    if found is None or found.office != device.office:
        raise Refused(404, "payment.unknown")
    return reply(request, payment=gateway.told_of(found))
