"""The way down: what changed, and everything from the beginning."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from central import devices, feed, jobs
from central.centre import Centre
from central.directory import EVERYONE
from central.doors.caller import TheCentre, Token, refusals
from central.schemas import Changes
from central.wire import Refused, reply

router = APIRouter(tags=["changes"])
Limit = Annotated[int, Query(ge=1, le=feed.MOST)]
Place = Annotated[str, Query(max_length=64)]


@router.get("/v1/changes", response_model=Changes, responses=refusals(401, 410, 422, 503))
def changes(request: Request, centre: TheCentre, token: Token, cursor: Place, limit: Limit = 200) -> Response:
    """Return what changed after `cursor`; each document comes once, as it stands now."""
    return _page(request, centre, token, cursor, limit)


@router.get("/v1/snapshot", response_model=Changes, responses=refusals(401, 410, 422, 503))
def snapshot(
    request: Request, centre: TheCentre, token: Token, after: Place = "", limit: Limit = 200
) -> Response:
    """Return everything, page by page; `cursor` of a page is `after` of the next, and of the last for changes."""
    return _page(request, centre, token, after or str(feed.beginning(centre.store.generation)), limit)


def _page(request: Request, centre: Centre, token: str, cursor: str, limit: int) -> Response:
    place = feed.read_cursor(cursor, centre.store.generation)
    jobs.decide_due(centre)
    with centre.store.read() as connection:
        scopes = _scopes(centre, connection, token)
        if place is None or feed.is_of_the_future(connection, place):
            raise Refused(410, "wire.cursor-unknown")
        found = feed.page(connection, place, scopes, limit)
    return reply(request, items=found.items, cursor=str(found.cursor), more=found.more)


def _scopes(centre: Centre, connection: Connection, token: str) -> list[str]:
    device = devices.known(connection, token)
    return [EVERYONE, *devices.offices_of(centre, centre.directory(connection), device)]
