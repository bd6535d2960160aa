"""How fast certified rows reach a centre on PostgreSQL, over loopback, with every check at both ends."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.desk import HOUSE, empty_home
from tests.bench.figure import Reading, Unmeasured, seconds

if TYPE_CHECKING:
    from tests.integration.central.postgresql import Server
    from tests.integration.efile.officers import Officer

ROWS, CHUNK = int(os.environ.get("SEVADESK_BENCH_ROWS", "100000")), 500
FILLED = (
    "father", "section", "office_name", "qualification", "address", "landline", "gender", "caste_class",
    "pay_level", "place", "service", "remarks",
)  # fmt: skip


def upload() -> Reading:
    """Rows a second: they go up as confirmed, and enter as certified. The floor inserts the same rows and no more."""
    with _postgresql() as server, empty_home() as home, _centre(server, home.parent) as url:
        from tests.integration.staff.sheets import OFFICE, certify, sit

        desk = _desk(home, url)
        batch, _ = desk.office.staff.begin(OFFICE, "basic.xlsx", _sheet())
        _drain(desk)
        desk.office.staff.confirm(batch.id)
        up = seconds(lambda: _drain(desk))
        certify(desk, batch.id)
        sit(desk, "neha")
        _drain(desk)
        desk.office.staff.upload(batch.id)
        entered = seconds(lambda: _drain(desk))
        found = desk.office.staff.batch(batch.id).progress
        desk.office.close()
        if found.accepted != ROWS:
            raise Unmeasured(f"{found}")
        floor = _bare(server)
    print(f"rows up {up:.1f} s, entered {entered:.1f} s", file=sys.stderr)
    return Reading(ROWS / (up + entered), ROWS / (up + entered), ROWS / floor, "rows a second")


def _drain(desk: "Officer") -> None:
    """Send all that is owed; what the centre tells is not fetched, for it is no part of an upload."""
    desk.office._worker._sender.drain(lambda: True)
    status = desk.office.link.status()
    if status.waiting or status.set_aside:
        raise Unmeasured(f"{status.waiting} wait, {status.set_aside} set aside")


def _sheet() -> Any:
    from tests.integration.staff.sheets import row, sheet

    more = {name: f"{name} के विषय में" for name in FILLED}
    return sheet(*(row(number, **more) for number in range(1, ROWS + 1)))


def _desk(home: Path, url: str) -> "Officer":
    """Return a desk of the district with the magistrate's token approved."""
    from tests.integration.efile.officers import POSTS, open_officer
    from tests.integration.staff.sheets import certifiers

    POSTS.update({"neha": "statistics-clerk", "raghav": "district-magistrate"})
    desk, keeper = open_officer(home, url, "neha"), open_officer(home.with_name("keeper"), url, "imran")
    desk.sync()
    certifiers(desk, keeper)
    keeper.office.close()
    return desk


@contextmanager
def _postgresql() -> Iterator["Server"]:
    from tests.integration.central import postgresql

    if why := postgresql.missing():
        raise Unmeasured(why)
    with postgresql.running() as server:
        yield server


@contextmanager
def _centre(server: "Server", place: Path) -> Iterator[str]:
    """Start the centre in a process of its own, as it stands on a server."""
    from central.child import Child

    command = [sys.executable, str(HOUSE / "main.py"), "central", "--training", "--with-parent"]
    command += ["--folder", str(place / "centre"), "--database", server.new_database()]
    child = Child(command, place / "centre.log")
    yield child.start()
    child.stop()


def _bare(server: "Server") -> float:
    """Return how long PostgreSQL takes for the same people in one table with the same indexes, chunk by chunk."""
    import psycopg

    people = [json.dumps({"id": str(each.place.row), **each.values}) for each in _sheet().rows]
    with psycopg.connect(server.new_database()) as connection:
        connection.execute(
            "CREATE TABLE bare (id text PRIMARY KEY, code text, email text, mobile text, row_values json)"
        )
        for name in ("code", "email", "mobile"):
            connection.execute(f"CREATE INDEX ON bare ({name})")
        connection.commit()

        def insert_all() -> None:
            for first in range(0, len(people), CHUNK):
                some = f"[{','.join(people[first : first + CHUNK])}]"
                connection.execute(
                    "INSERT INTO bare SELECT p->>'id', p->>'employee_code', p->>'email', p->>'mobile', p "
                    "FROM json_array_elements(%s::json) p",
                    [some],
                )
                connection.commit()

        return seconds(insert_all)
