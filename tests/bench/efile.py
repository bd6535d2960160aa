"""How fast the e-File desk finds and opens: an inbox of 10,000 files, a file of 300 notes and 1,000 pages."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.bench.desk import empty_home, training_desk
from tests.bench.figure import Reading, seconds

if TYPE_CHECKING:
    from app.office import Office

FILES, NOTES, PAGES = 10_000, 300, 1_000
TYPED = ("निरीक्षण आख्या", "nirikshan 77", "maasik", "B-3-1")
SUBJECTS = (
    "जन सेवा केन्द्रों का मासिक निरीक्षण",
    "निरीक्षण आख्या भेजने के सम्बन्ध में",
    "Allotment of funds for camps",
    "अवकाश प्रार्थना पत्र",
    "Renewal of lease, block office",
)


def search() -> Reading:
    """The slowest key of four searches typed letter by letter; the floor is SQLite's own answer to the same."""
    with empty_home() as home, training_desk(home) as office:
        office.people.sign_in("kavita", "kavita1")
        _fill(office)
        office.efile.search("x")
        keys = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
        taken = {key: min(seconds(lambda: office.efile.search(key)) for _ in range(3)) for key in keys}  # noqa: B023
        slowest = max(taken, key=lambda key: taken[key])
        with closing(sqlite3.connect(home / "records.sqlite3")) as bare:
            floor = min(seconds(lambda: _bare(bare, slowest)) for _ in range(3))
    return Reading(taken[slowest] * 1000, taken[slowest] * 1000, floor * 1000, "ms")


def opened() -> Reading:
    """A whole file read as its screen gets it; the floor reads the same rows and does nothing with them."""
    with empty_home() as home, training_desk(home) as office:
        office.people.sign_in("kavita", "kavita1")
        file = _long_file(office)
        office.efile.file(file)
        ours = min(seconds(lambda: office.efile.file(file)) for _ in range(5))
        with closing(sqlite3.connect(home / "records.sqlite3")) as bare:
            floor = min(seconds(lambda: _rows(bare, file)) for _ in range(5))
    return Reading(ours * 1000, ours * 1000, floor * 1000, "ms")


def _bare(bare: sqlite3.Connection, typed: str) -> None:
    words = " ".join(f'"{word}" *' for word in typed.lower().split())
    bare.execute("SELECT id FROM efile_find WHERE efile_find MATCH ? LIMIT 50", (words,)).fetchall()


def _rows(bare: sqlite3.Connection, file: str) -> None:
    bare.execute("SELECT * FROM efile_noting WHERE file = ?", (file,)).fetchall()
    bare.execute("SELECT * FROM efile_leaf WHERE thing = ?", (file,)).fetchall()


def _fill(office: "Office") -> None:
    from sqlalchemy import insert

    from app.efile.find import index
    from app.efile.records import FileRow

    made = office.efile.create("नमूना", ["B", "3", "1"])
    with office._desk.records.write() as session:
        like = session.get_one(FileRow, made.id)
        same = {each.name: getattr(like, each.name) for each in FileRow.__table__.columns}
        rows = [
            same
            | {
                "id": f"bench-{at}",
                "number": f"B-3-1/D1-{at}/2026-27/TR",
                "subject": f"{SUBJECTS[at % 5]} {at}",
                "arrived_at": datetime.now(UTC) - timedelta(minutes=at),
            }
            for at in range(FILES)
        ]
        session.execute(insert(FileRow), rows)
        for row in session.query(FileRow).where(FileRow.id.like("bench-%")):
            index(session, row)


def _long_file(office: "Office") -> str:
    from app.efile.leaves import PAGE, hang
    from app.efile.records import FileRow, NotingRow
    from tests.integration.dsc.pki import Pki
    from tests.integration.efile_export import made

    file = office.efile.create("एक लम्बी पत्रावली", ["B", "3", "1"]).id
    whole = made.chain(Pki(), NOTES, file_uuid=file, body="अवलोकन किया गया।\n\nआदेशार्थ प्रस्तुत।")
    with office._desk.records.write() as session:
        for seq, each in enumerate(whole, 1):
            session.add(
                NotingRow(
                    head=made.head([each]),
                    file=file,
                    seq=seq,
                    note=each.note,
                    p7s=each.p7s,
                    person="person-kavita",
                    post="district-lucknow.dealing-hand",
                    first_paragraph=2 * seq - 1,
                    signed_at=datetime.now(UTC),
                )
            )
        for page in range(1, PAGES + 1):
            told = {"kind": "receipt", "title": f"पत्र {page}", "number": str(page), "on": "2026-11-01"}
            where = {"first": page, "last": page, "sha256": "", "media": ""}
            hang(session, f"bench-page-{page}", PAGE, file, f"{page:06d}", told | where)
        row = session.get_one(FileRow, file)
        row.notes, row.pages, row.paragraphs = NOTES, PAGES, 2 * NOTES
    return file
