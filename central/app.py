"""The centre as a web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from central import efile_twice
from central.catching_up import catch_up
from central.centre import Centre, open_centre
from central.doors import blobs, devices, entries, feed, health, papers, payments, training
from central.jobs import Runner
from central.sms import FolderGateway
from central.wall import Wall
from central.wire import Refused, refusal

_STATUS_CODES = {404: "wire.no-such-door", 405: "wire.method-wrong", 400: "wire.json-damaged"}


def create(database_url: str, folder: Path, *, training: bool, packs_root: Path) -> FastAPI:
    """Build the centre on a database and a folder (made where there is none).

    Raises: InputError("centre.data-wrong"), naming the file that is wrong.
    """
    centre = open_centre(database_url, folder, training=training, packs_root=packs_root)
    catch_up(centre)
    return around(centre)


def around(centre: Centre) -> FastAPI:
    """Put the doors around an opened centre."""
    app = FastAPI(
        title="SevaDesk centre",
        version=health.PROGRAM_VERSION,
        lifespan=_life,
        docs_url=None,
        redoc_url=None,
        summary="The wire between the desks and the centre; docs/central-api.md explains it.",
    )
    app.state.centre = centre
    rooms = (health, devices, entries, blobs, feed, papers, payments)
    for room in (*rooms, training) if centre.training else rooms:
        app.include_router(room.router)
    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(RequestValidationError, _on_wrong_body)
    app.add_exception_handler(HTTPException, _on_no_door)
    app.add_middleware(Wall, stage=lambda: centre.stage if centre.training else None)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    centre: Centre = app.state.centre
    efile_twice.find_all(centre)
    runner = Runner(centre, FolderGateway(centre))
    runner.start()
    yield
    runner.stop()
    centre.close()


def _on_refused(request: Request, refused: Exception) -> Response:
    assert isinstance(refused, Refused)
    return refusal(request, refused)


def _on_wrong_body(request: Request, wrong: Exception) -> Response:
    assert isinstance(wrong, RequestValidationError)
    first = wrong.errors()[0]
    if first["type"] == "json_invalid":
        return refusal(request, Refused(400, "wire.json-damaged"))
    return refusal(request, Refused(422, "wire.body-wrong", field=".".join(map(str, first["loc"][1:]))[:128]))


def _on_no_door(request: Request, wrong: Exception) -> Response:
    assert isinstance(wrong, HTTPException)
    code = _STATUS_CODES.get(wrong.status_code, "wire.refused")
    return refusal(request, Refused(wrong.status_code, code, headers=wrong.headers))
