"""How fast the e-File desk finds in an inbox of 10,000 files; and a file of 300 notes and 1,000 pages to be opened."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.bench.desk import HOUSE, empty_home, training_desk
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


def _bare(bare: sqlite3.Connection, typed: str) -> None:
    words = " ".join(f'"{word}" *' for word in typed.lower().split())
    bare.execute("SELECT id FROM efile_find WHERE efile_find MATCH ? LIMIT 50", (words,)).fetchall()


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


def long_file(office: "Office") -> str:
    """Make a file of 300 signed notings and 1,000 pages, the first of them scanned; return its id."""
    from PIL import Image, ImageDraw, ImageFont

    from app.efile.leaves import PAGE, hang
    from app.efile.records import FileRow, NotingRow
    from tests.integration.dsc.pki import Pki
    from tests.integration.efile_export import made

    office.efile.create("एक छोटी पत्रावली", ["B", "3", "1"])  # waits longer, so the desk begins with it
    file = office.efile.create("एक लम्बी पत्रावली", ["B", "3", "1"]).id
    script = ImageFont.truetype(HOUSE / "assets" / "fonts" / "NotoSansDevanagari_400Regular.ttf", 24)
    scan = office._desk.records.home / "scan.png"
    paper = Image.effect_noise((1240, 1754), 12).point(
        lambda grey: min(255, grey + 110)
    )  # paper, as a scanner sees it
    for line in range(40):
        ImageDraw.Draw(paper).text(
            (120, 120 + 38 * line), "जन सेवा केन्द्र - inspection report " * 2, fill=20, font=script
        )
    paper.save(scan, dpi=(150, 150))
    office.efile.enclose(file, "आख्या", [scan])
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
        for page in range(2, PAGES + 1):
            told = {"kind": "receipt", "title": f"पत्र {page}", "number": str(page), "on": "2026-11-01"}
            where = {"first": page, "last": page, "sha256": "", "media": ""}
            hang(session, f"bench-page-{page}", PAGE, file, f"{page:06d}", told | where)
        row = session.get_one(FileRow, file)
        row.notes, row.pages, row.paragraphs = NOTES, PAGES, 2 * NOTES
    return file
