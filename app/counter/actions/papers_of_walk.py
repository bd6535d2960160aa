"""The papers that the walk issues: number, snapshot, journal entry and print job, all in the deed's transaction."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.base.document import Document, Kind
from app.counter import papers
from app.counter.at import At
from app.counter.model import Application, Challan, Mode
from app.counter.papers import Stamp
from app.counter.provisional_paper import provisional_slip as slip_paper
from app.counter.reading import fee_asked, read
from app.counter.refund_paper import Refund
from app.counter.refund_paper import refund_voucher as voucher_paper
from app.papers.issue import issue, queue_print
from app.papers.model import IssuedPaper
from app.records.books import series_of_refunds
from app.records.journal import write_entry

_SERIES = {
    Kind.ACKNOWLEDGEMENT: "ACK",
    Kind.PROVISIONAL: "PRV",
    Kind.BOARD_FEE: "BRD",
    Kind.USER_CHARGE: "USR",
    Kind.CHALLAN: "CHL",
}
Build = Callable[[Application, Stamp], Document]


def acknowledgement(session: Session, at: At, id: str) -> str:
    """Issue and print the पावती; return the paper's id."""
    return _give(session, at, id, Kind.ACKNOWLEDGEMENT, papers.acknowledgement, "acknowledgement.issued")


def provisional_slip(session: Session, at: At, id: str) -> str:
    return _give(session, at, id, Kind.PROVISIONAL, slip_paper, "receipt.issued")


def board_fee_receipt(session: Session, at: At, id: str) -> str:
    fee = fee_asked(session, at, id)

    def build(found: Application, stamp: Stamp) -> Document:
        assert fee is not None and found.fee_payment is not None  # noqa: PT018, S101  asked once paid
        return papers.board_fee_receipt(found, stamp, fee, found.fee_payment)

    return _give(session, at, id, Kind.BOARD_FEE, build, "receipt.issued")


def refund_voucher(session: Session, at: At, id: str, refund: Refund) -> str:
    """Issue and print the voucher of money given back; return the paper's id."""

    def build(found: Application, stamp: Stamp) -> Document:
        return voucher_paper(found, stamp, refund)

    return _give(session, at, id, Kind.REFUND, build, "receipt.issued")


def user_charge_receipt(session: Session, at: At, id: str, mode: Mode, reference: str) -> IssuedPaper:
    """Issue the receipt of the user charge; its entry is the charge's own, so none is written here."""
    found = read(session, at, id)
    paper = _issue(
        session,
        at,
        found,
        Kind.USER_CHARGE,
        lambda app, stamp: papers.user_charge_receipt(app, stamp, app.user_charge, mode, reference),
    )
    _print(session, at, paper)
    return paper


def challan(session: Session, at: At, id: str, make: Callable[[str], Challan]) -> IssuedPaper:
    """Issue the challan that `make` gives for its number; the page goes to the office printer."""
    found = read(session, at, id)

    def build(app: Application, stamp: Stamp) -> Document:
        assert app.board_fee is not None  # noqa: S101  no challan is asked for where no fee is due
        return papers.challan_page(app, stamp, app.board_fee, make(stamp.number))

    paper = _issue(session, at, found, Kind.CHALLAN, build)
    _print(session, at, paper)
    return paper


def _give(session: Session, at: At, id: str, kind: Kind, build: Build, entry: str) -> str:
    found = read(session, at, id)
    paper = _issue(session, at, found, kind, build)
    body = {"application": id, "paper": kind.value, "number": paper.number, "sha256": paper.sha256}
    write_entry(session, at.acting, entry, id, body, (), found.version, clock=at.clock)
    _print(session, at, paper)
    return paper.id


def _issue(session: Session, at: At, found: Application, kind: Kind, build: Build) -> IssuedPaper:
    moment = at.now()

    def numbered(number: str) -> Document:
        return build(found, Stamp(number, moment, at.acting, at.training))

    series = _SERIES[kind] if kind in _SERIES else series_of_refunds(session)
    return issue(session, series, found.id, numbered, day=at.today())


def _print(session: Session, at: At, paper: IssuedPaper) -> None:
    printer = at.page_printer if paper.kind is Kind.CHALLAN else at.slip_printer
    queue_print(session, paper.id, printer, by=at.acting.person.name.hi, at=at.now())
