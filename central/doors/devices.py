"""Enrolment, epochs and number books."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from central import books, devices
from central.centre import Centre
from central.directory import Directory
from central.doors.caller import TheCentre, Token, refusals
from central.model import Device
from central.remembered import tell_money_again
from central.schemas import AskBook, Book, Enrol, Enrolled, NextEpoch
from central.wire import reply

router = APIRouter(tags=["devices"])


@router.post("/v1/devices", response_model=Enrolled, responses=refusals(400, 403, 413, 422, 503))
def enrol(request: Request, centre: TheCentre, asked: Enrol) -> Response:
    """Enrol a desk. The same public key again is the same desk, with a new token."""
    with centre.store.write() as connection:
        enrolled = devices.enrol(centre, connection, asked.code, asked.public_key, asked.name)
        found = enrolled.device
        directory = _seen(centre, connection, found)
        leases = books.first_books(centre, connection, found)
    return reply(
        request,
        device=found.id,
        epoch=found.epoch,
        token=enrolled.token,
        centre_key=centre.keys.public,
        aadhaar_key=centre.keys.aadhaar.hex(),
        office=directory.offices[found.office],
        offices=list(directory.offices.values()),
        posts=list(directory.posts.values()),
        people=list(directory.people.values()),
        postings=list(directory.postings),
        books=leases,
        cursor=found.cursor,
    )


@router.post("/v1/devices/epoch", response_model=NextEpoch, responses=refusals(401, 503))
def next_epoch(request: Request, centre: TheCentre, token: Token) -> Response:
    """Begin the next epoch of a desk that was restored from a backup; its books start anew."""
    with centre.store.write() as connection:
        found = devices.next_epoch(connection, devices.known(connection, token, locked=True))
        leases = books.first_books(centre, connection, found)
        tell_money_again(connection, found)
    return reply(request, device=found.id, epoch=found.epoch, books=leases)


@router.post("/v1/books", response_model=Book, responses=refusals(400, 401, 413, 422, 503))
def lease_book(request: Request, centre: TheCentre, token: Token, asked: AskBook) -> Response:
    """Lease the number book that begins after `after`; asked again, the same book comes again."""
    with centre.store.write() as connection:
        found = devices.known(connection, token, locked=True)
        lease = books.book(centre, connection, found, asked.series, asked.year, asked.after)
    return reply(request, lease=lease)


def _seen(centre: Centre, connection: Connection, found: Device) -> Directory:
    directory = centre.directory(connection)
    return directory.seen_by(devices.offices_of(centre, directory, found))
