"""Number books: signed, without a gap, never the same numbers twice; and the desks that hold them."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from app.base.canonical import canonical
from app.base.days import financial_year
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import insert

from tests.integration.central.at_the_wire import Json, WireDesk


def year_of(centre: Any) -> str:
    return financial_year(centre.centre.today())


def leased(desk: WireDesk, year: str, after: int, series: str = "ACK") -> Json:
    found: Json = desk.post("/v1/books", {"series": series, "year": year, "after": after}).json()["lease"]
    return found


def is_signed(desk: WireDesk, lease: Json) -> bool:
    unsigned = {name: value for name, value in lease.items() if name != "signature"}
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(desk.told["centre_key"]))
    try:
        key.verify(bytes.fromhex(lease["signature"]), canonical(unsigned))
    except InvalidSignature:
        return False
    return True


def test_a_new_desk_holds_a_signed_book_of_every_series_for_this_year_and_the_next(
    desk: WireDesk, centre: Any
):
    books = desk.told["books"]
    this = year_of(centre)
    first = int(this[:4])
    following = f"{first + 1}-{(first + 2) % 100:02d}"
    assert [(each["year"], each["series"]) for each in books] == [
        (year, series) for year in (this, following) for series in centre.centre.charter.series
    ]
    assert all(is_signed(desk, each) for each in books)
    assert {(each["first"], each["last"], each["device_label"]) for each in books} == {(1, 100_000, "D1")}


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("2027-03-31", {"2026-27", "2027-28"}),
        ("2027-04-01", {"2027-28", "2028-29"}),
        ("2028-02-29", {"2027-28", "2028-29"}),
        ("2028-03-31", {"2027-28", "2028-29"}),
    ],
)
def test_a_desk_that_is_enrolled_on_any_day_can_issue_papers_on_the_next_first_of_april(
    centre: Any, day: str, years: set[str]
):
    centre.centre.clock = lambda: datetime.fromisoformat(f"{day}T06:00:00+00:00")
    assert {each["year"] for each in WireDesk(centre.url).enrol().told["books"]} == years


def test_on_the_first_of_april_the_year_that_ended_can_still_be_asked_for(centre: Any):
    centre.centre.clock = lambda: datetime(2027, 3, 31, 6, tzinfo=UTC)
    desk = WireDesk(centre.url).enrol()
    centre.centre.clock = lambda: datetime(2027, 4, 1, 6, tzinfo=UTC)
    assert leased(desk, "2026-27", 100_000)["first"] == 100_001
    refused = desk.post("/v1/books", {"series": "ACK", "year": "2025-26", "after": 0}).json()["error"]
    assert refused == {"code": "book.year-wrong", "facts": {"year": "2025-26"}}


def test_the_next_book_begins_where_the_last_one_ended(desk: WireDesk, centre: Any):
    year = year_of(centre)
    second, third = leased(desk, year, 100_000), leased(desk, year, 200_000)
    assert [(each["first"], each["last"]) for each in (second, third)] == [
        (100_001, 200_000),
        (200_001, 300_000),
    ]
    assert is_signed(desk, second) and is_signed(desk, third)
    assert not is_signed(desk, second | {"last": 300_000})


def test_asked_again_the_same_book_comes_again(desk: WireDesk, centre: Any):
    year = year_of(centre)
    with ThreadPoolExecutor(4) as pool:
        books = list(pool.map(lambda _: leased(desk, year, 100_000), range(8)))
    assert all(each == books[0] for each in books)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"after": 50}, "book.after-wrong"),
        ({"after": 300_000}, "book.after-wrong"),
        ({"series": "XYZ"}, "book.series-unknown"),
        ({"year": "2019-20"}, "book.year-wrong"),
    ],
)
def test_no_book_leaves_a_gap_or_another_year_or_series(desk: WireDesk, centre: Any, asked: Json, code: str):
    answer = desk.post("/v1/books", {"series": "ACK", "year": year_of(centre), "after": 100_000} | asked)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


def test_the_same_key_again_is_the_same_desk_with_the_same_books(desk: WireDesk):
    before = dict(desk.told)
    desk.enrol()
    assert (desk.told["device"], desk.told["books"]) == (before["device"], before["books"])


def test_the_same_key_many_times_at_once_is_one_desk(centre: Any):
    own = WireDesk(centre.url)
    body = {"code": "TRAINING", "public_key": own.public_key, "name": ""}
    with ThreadPoolExecutor(5) as pool:
        told = [each.json() for each in pool.map(lambda _: own.post("/v1/devices", body), range(5))]
    assert len({each["device"] for each in told}) == 1
    assert len({each["token"] for each in told}) == 5


def test_desks_of_an_office_are_told_apart_in_their_numbers(desk: WireDesk):
    with ThreadPoolExecutor(4) as pool:
        others = list(pool.map(lambda _: WireDesk(desk.url).enrol(), range(4)))
    labels = [each.told["books"][0]["device_label"] for each in (desk, *others)]
    assert sorted(labels) == ["D1", "D2", "D3", "D4", "D5"]


def test_a_new_epoch_has_books_of_its_own_and_a_chain_that_begins_anew(desk: WireDesk):
    desk.send(desk.note())
    told = desk.post("/v1/devices/epoch", {}).json()
    assert (told["device"], told["epoch"]) == (desk.told["device"], 2)
    assert {each["device_label"] for each in told["books"]} == {"D1.2"}
    assert {each["id"] for each in told["books"]}.isdisjoint(each["id"] for each in desk.told["books"])
    desk.told["epoch"] = 2
    assert desk.send(desk.note(seq=1, prev="0" * 64))[0]["status"] == "accepted"


def test_an_epoch_that_was_not_given_is_refused(desk: WireDesk):
    assert desk.send(desk.note(epoch=2, seq=1))[0]["code"] == "wire.epoch-unknown"


# --- enrolment by a code of its own ---


def give_code(centre: Any, code: str, days: int = 1) -> None:
    from central.devices import code_hash
    from central.tables import enrolment_code

    until = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    row = {"code_hash": code_hash(code), "office": "district-lucknow", "valid_until": until, "used_by": ""}
    with centre.centre.store.write() as connection:
        connection.execute(insert(enrolment_code), [row])


def enrolled(centre: Any, code: str, own: WireDesk) -> Any:
    return own.post("/v1/devices", {"code": code, "public_key": own.public_key, "name": ""})


def test_a_code_makes_one_desk_of_its_office_and_no_second(centre: Any):
    give_code(centre, "LKO4-7KQ2")
    first, second = WireDesk(centre.url), WireDesk(centre.url)
    told = enrolled(centre, "lko4 7kq2", first).json()
    assert told["office"]["id"] == "district-lucknow"
    assert enrolled(centre, "LKO4-7KQ2", first).json()["device"] == told["device"]
    refused = enrolled(centre, "LKO4-7KQ2", second)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "device.code-wrong")


def test_an_old_code_and_a_wrong_one_are_refused_alike(centre: Any):
    give_code(centre, "OLD1-OLD1", days=-1)
    for code in ("OLD1-OLD1", "NEVER"):
        assert enrolled(centre, code, WireDesk(centre.url)).json()["error"]["code"] == "device.code-wrong"


def test_the_training_code_opens_nothing_outside_training(centre: Any):
    centre.centre.training = False
    assert enrolled(centre, "TRAINING", WireDesk(centre.url)).status_code == 403


def test_nothing_that_opens_the_centre_is_kept_as_it_was_told(desk: WireDesk, centre: Any):
    from central.tables import device
    from sqlalchemy import select

    with centre.centre.store.read() as connection:
        rows = [tuple(row) for row in connection.execute(select(device))]
    assert desk.told["token"] not in str(rows)
    assert hashlib.sha256(desk.told["token"].encode()).hexdigest() in str(rows)
