"""The way up: batches of signed entries."""

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from central.doors.caller import TheCentre, Token, refusals
from central.ingest import take_batch
from central.schemas import EntryIn, Results
from central.wire import Refused, reply

router = APIRouter(tags=["entries"])
MOST_ENTRIES = 50
_BATCH = {
    "type": "object",
    "required": ["entries"],
    "properties": {
        "entries": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_ENTRIES,
            "items": EntryIn.model_json_schema(),
        }
    },
}
_SCHEMA = {"requestBody": {"required": True, "content": {"application/json": {"schema": _BATCH}}}}


@router.post(
    "/v1/entries",
    response_model=Results,
    responses=refusals(400, 401, 413, 422, 503),
    openapi_extra=_SCHEMA,
)
async def take_entries(request: Request, centre: TheCentre, token: Token) -> Response:
    """Take up to 50 entries or 256 KB; each has its own result, in the order sent.

    Read without a model on purpose: one entry of a wrong shape must not refuse the other forty-nine.
    """
    batch = _entries(await request.body())
    results = await run_in_threadpool(take_batch, centre, token, batch)
    return reply(request, results=[each.to_wire() for each in results])


def _entries(body: bytes) -> list[Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "wire.json-damaged") from None
    batch = found.get("entries") if isinstance(found, dict) else None
    if not isinstance(batch, list) or not batch:
        raise Refused(422, "wire.body-wrong", field="entries")
    if len(batch) > MOST_ENTRIES:
        raise Refused(413, "wire.batch-too-large", most=MOST_ENTRIES)
    return batch
