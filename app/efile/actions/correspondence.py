"""The right side of a file: letters put in, enclosures added; pages run on, and a noting refers to them."""

from typing import Any

from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.efile.at import At
from app.efile.custody import file_row, move, receipt_row, require_held
from app.efile.leaves import PAGE, hang
from app.efile.paper import PDF, Paper, keep_paper
from app.efile.records import FileRow
from app.efile.texts import line
from app.efile.walk import Move
from app.records.journal import write_entry


def put_receipt(session: Session, at: At, file: str, receipt: str) -> None:
    """Put a letter in a file, both of this post; from then on it goes where the file goes.

    Raises: InputError("efile.not-yours" | "efile.not-confirmed"), WrongStep.
    """
    at.acting.require("file.receipt-put")
    row, letter = file_row(session, file), receipt_row(session, receipt)
    require_held(session, row, at)
    require_held(session, letter, at)
    page = next_page(row, letter.subject, letter.number, letter.pages, at, PDF if letter.sha256 else "")
    move(letter, Move.PUT_IN_FILE)
    letter.file = file
    write_entry(
        session, at.acting, "file.receipt-put", file, {"receipt": receipt, "page": page}, clock=at.clock
    )
    add_page(session, row, page, "receipt", letter.sha256)


def enclose(session: Session, at: At, file: str, title: str, paper: Paper) -> None:
    """Add a paper that is no letter. Raises: as `put_receipt`; InputError("efile.text-needed")."""
    at.acting.require("file.enclosed")
    row = file_row(session, file)
    require_held(session, row, at)
    sha256 = keep_paper(session, at.home, file, paper.data)
    page = next_page(row, line(title, "title"), "", paper.pages, at, PDF)
    body = {"sha256": sha256, "page": page}
    write_entry(session, at.acting, "file.enclosed", file, body, (sha256,), clock=at.clock)
    add_page(session, row, page, "enclosure", sha256)


def next_page(row: FileRow, title: str, number: str, pages: int, at: At, media: str) -> dict[str, Any]:
    """Return the line of the table of contents that comes next in the file."""
    first = row.pages + 1
    return {
        "id": new_id(),
        "title": title,
        "number": number,
        "on": at.today().isoformat(),
        "first": first,
        "last": row.pages + max(1, pages),
        "media": media,
    }


def add_page(session: Session, row: FileRow, page: dict[str, Any], kind: str, sha256: str) -> None:
    """Write it down, as the centre does."""
    document = {name: value for name, value in page.items() if name != "id"}
    document |= {"kind": kind, "sha256": sha256}
    hang(session, page["id"], PAGE, row.id, f"{page['first']:08d}", document)
    row.pages = page["last"]
