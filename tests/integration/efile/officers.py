"""One officer at one desk: an office on a home folder of its own, with a token, and what the officer does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from app.base.days import office_day
from app.efile.model import File, Letter, Sender
from app.efile.walk import Enrolled
from app.office import Office, Settings, open_office
from app.office.efile import EFile
from app.sync.client import HttpCentre
from printers.pdf_folder import PdfFolder
from printers.raster import draw
from printers.virtual import VirtualPrinter
from tests.integration.efile.tokens import PIN, SoftJudge, SoftToken, pair
from tests.integration.office.at_the_desk import our_packs

DISTRICT = "district-lucknow"
POSTS = {
    "kavita": "dealing-hand",
    "anil": "section-officer",
    "imran": "emd-manager",
    "vikram": "cdo",
    "sunita": "diarist",
}
ELSEWHERE = {"farah": "hod-education.head"}


class Clock:
    """The machine's clock, which a test may put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Officer:
    office: Office
    home: Path
    clock: Clock
    token: SoftToken
    login: str

    @property
    def efile(self) -> EFile:
        return self.office.efile

    @property
    def post(self) -> str:
        return post_of(self.login)

    @property
    def today(self) -> date:
        """The office's day: in the evening of UTC it is tomorrow's in India."""
        return office_day(self.clock.now())

    def sync(self) -> Any:
        return self.office.link.sync_now()

    def a_minute_later(self) -> None:
        """What was sent leaves the desk. The clock is not set back: a desk believes no clock that was."""
        self.clock.ahead += timedelta(seconds=61)
        self.sync()

    def unlock(self, *, enrolling: bool = False) -> None:
        token = self.token.token
        self.efile.signing.unlock(token, token.certificates[0], PIN, enrolling=enrolling)

    def ask_for_enrolment(self) -> None:
        self.unlock(enrolling=True)
        self.efile.signing.enrol(self.token.token)
        self.efile.signing.lock()
        self.sync()

    def approve_all(self) -> None:
        self.sync()
        for each in self.efile.signing.register():
            if each.state is Enrolled.ASKED:
                self.efile.signing.decide(each.id, approved=True, reason="टोकन देखा")
        self.sync()

    def create(self, subject: str = "जन सेवा केन्द्रों का मासिक निरीक्षण") -> File:
        return self.efile.create(subject, ["B", "3", "1"])

    def note(self, file: str, text: str = "विचाराधीन पत्र आदेशार्थ प्रस्तुत।") -> File:
        """Write and sign a noting."""
        yellow = self.efile.file(file).yellow
        self.efile.write(file, text, yellow.revision if yellow else 0)
        if self.efile.signing.unlocked is None:
            self.unlock()
        return self.efile.signing.sign(self.efile.signing.to_sign(file))

    def send(self, id: str, to: str) -> None:
        self.efile.send(id, post_of(to), "आदेशार्थ")
        self.a_minute_later()

    def takes(self, id: str) -> File:
        """Fetch, open, and have the centre confirm it."""
        self.sync()
        self.efile.open(id)
        self.sync()
        return self.efile.file(id)

    def letter(self, **changed: Any) -> Letter:
        told: dict[str, Any] = {
            "subject": "निरीक्षण आख्या भेजने के सम्बन्ध में",
            "sender": Sender(name="राम कुमार", organisation="खण्ड विकास कार्यालय, मलिहाबाद"),
            "received_on": self.today,
            "letter_no": "412/निरीक्षण",
        }
        return Letter(**(told | changed))

    def scan(self, name: str = "letter", pages: int = 1) -> list[Path]:
        """Pictures of the pages of a letter."""
        files = []
        for page in range(pages):
            file = self.home / f"{name}-{page}.png"
            Image.new("L", (400, 560), sum(name.encode()) % 200 + page).save(file, dpi=(50, 50))
            files.append(file)
        return files

    def rows(self, query: str) -> list[Any]:
        """Return what the records hold."""
        with self.office._desk.records.read() as session:
            return [tuple(row) for row in session.connection().exec_driver_sql(query)]


def post_of(login: str) -> str:
    return ELSEWHERE.get(login) or f"{DISTRICT}.{POSTS[login]}"


def open_officer(home: Path, url: str, login: str, signing: Any = None) -> Officer:
    """Open the desk of an officer; `signing` is another token and judge than the ones made of software."""
    home.mkdir(parents=True, exist_ok=True)
    clock, token = Clock(), SoftToken(pair(login))
    settings = Settings(
        training=True,
        centre_url=url,
        enrolment_code="TRAINING",
        desk_name=login,
        slip_printer="slips",
        page_printer="pages",
    )
    office = open_office(
        home,
        settings,
        packs=our_packs(),
        clock=clock,
        centre=lambda told, heard: HttpCentre(url, clock, token=told, heard=heard),
        printers={"slips": VirtualPrinter("slips"), "pages": PdfFolder("pages", home / "out")},
        scanners=(),
        preview=draw,
        signing=signing or (token, SoftJudge()),
    )
    office.people.sign_in(login, f"{login}1")
    return Officer(office, home, clock, token, login)
