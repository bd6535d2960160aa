"""A draft for approval (DFA): revised up the line, approved, signed, dispatched, acknowledged."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.records import OfficeRow
from app.base.ids import new_id
from app.efile.actions.correspondence import add_page, next_page
from app.efile.actions.typed import drop_typed
from app.efile.addressee import Addressee, Delivery
from app.efile.at import At
from app.efile.custody import file_row, require_held
from app.efile.leaves import DRAFT, hang, rewrite
from app.efile.letter_verdict import FLAWED
from app.efile.numbers import is_of_our_book, issue_number, void
from app.efile.paper import PDF, keep_paper
from app.efile.records import FileRow, LeafRow
from app.efile.texts import body as checked_body
from app.efile.texts import line, optional
from app.efile.walk import DRAFTS, DraftState, DraftStep, after
from app.errors import InputError
from app.records.journal import write_entry


def write(
    session: Session, at: At, file: str, subject: str, typed: str, addressee: Addressee, draft: str = ""
) -> str:
    """Keep a new version of a draft, or begin one, and return its id. A change takes an approval away.

    Raises: InputError("efile.text-needed" | "draft.addressee-needed" | "draft.office-unknown"), WrongStep.
    """
    at.acting.require("draft.written")
    row = file_row(session, file)
    require_held(session, row, at)
    row.notice = "" if row.notice == FLAWED else row.notice
    leaf = _leaf(session, file, draft) if draft else None
    state = _moved(leaf, DraftStep.REVISED) if leaf else DraftState.DRAFT
    name = draft or new_id()
    versions = leaf.document["versions"] if leaf else []
    version = {
        "version": len(versions) + 1,
        "subject": line(subject, "subject"),
        "text": checked_body(typed, "text"),
    }
    to = _checked(session, addressee)
    body = {"draft": name, "addressee": to} | version
    entry = write_entry(session, at.acting, "draft.written", file, body, clock=at.clock)
    written = version | {"who": at.acting.person.id, "post": at.post, "at": entry.at}
    fresh = {
        "state": state.value,
        "addressee": to,
        "versions": [*versions, written],
        "approved_by": "",
        "number": leaf.document.get("number", "") if leaf else "",
        "sha256": "",
        "pages": 0,
        "by_hand": False,
        "dispatch": None,
        "acknowledged_at": "",
        "acknowledgement": "",
        "flaw": "",
    }
    if leaf is None:
        hang(session, name, DRAFT, file, entry.at, fresh)
    else:
        rewrite(leaf, **fresh)
    drop_typed(session, at, file, draft)
    return name


def approve(session: Session, at: At, file: str, draft: str) -> None:
    """Approve the last version. It takes the letter's number now, for the number stands on what is signed.

    A draft that is revised after that keeps its number. Raises: NotAllowed, WrongStep, BookMissing.
    """
    at.acting.require("draft.approved")
    require_held(session, file_row(session, file), at)
    leaf = _leaf(session, file, draft)
    state = _moved(leaf, DraftStep.APPROVED)
    number = leaf.document.get("number") or issue_number(session, at)
    body = {"draft": draft, "version": len(leaf.document["versions"]), "number": number}
    write_entry(session, at.acting, "draft.approved", file, body, clock=at.clock)
    rewrite(leaf, state=state.value, approved_by=at.post, number=number)


def withdraw(session: Session, at: At, file: str, draft: str, reason: str) -> None:
    """Give a draft up that is not signed; only the post that began it may. A number that it had stays void.

    Raises: InputError("draft.author-only" | "efile.text-needed"), WrongStep.
    """
    at.acting.require("draft.withdrawn")
    require_held(session, file_row(session, file), at)
    leaf = _leaf(session, file, draft)
    if leaf.document["versions"][0]["post"] != at.post:
        raise InputError(reason="draft.author-only", field="draft")
    why = line(reason, "reason")
    if leaf.document["state"] == DraftState.APPROVED:
        _take_approval_away(session, at, file, leaf)
    state = _moved(leaf, DraftStep.WITHDRAWN)
    body = {"draft": draft, "reason": why}
    entry = write_entry(session, at.acting, "draft.withdrawn", file, body, clock=at.clock)
    if is_of_our_book(session, number := leaf.document.get("number", "")):
        void(session, number, why, at.clock)
    rewrite(leaf, state=state.value, withdrawn=why, withdrawn_at=entry.at)


def _take_approval_away(session: Session, at: At, file: str, leaf: LeafRow) -> None:
    """What another desk approved meanwhile is never given up unseen, so an approval goes by a version of its own."""
    last, to = leaf.document["versions"][-1], Addressee(**leaf.document["addressee"])
    write(session, at, file, last["subject"], last["text"], to, leaf.id)


def sign(
    session: Session, at: At, file: str, draft: str, letter: bytes, pages: int, *, by_hand: bool
) -> None:
    """Keep the signed letter: a PDF signed with the token, or the scan of one signed by hand. Raises: WrongStep."""
    at.acting.require("draft.signed")
    row = file_row(session, file)
    require_held(session, row, at)
    row.notice = "" if row.notice == FLAWED else row.notice
    leaf = _leaf(session, file, draft)
    state = _moved(leaf, DraftStep.SIGNED)
    sha256 = keep_paper(session, at.home, file, letter)
    facts: dict[str, Any] = {"sha256": sha256, "pages": pages, "by_hand": by_hand}
    write_entry(session, at.acting, "draft.signed", file, {"draft": draft} | facts, (sha256,), clock=at.clock)
    rewrite(leaf, state=state.value, flaw="", **facts)


def dispatch(session: Session, at: At, file: str, draft: str, by: Delivery, reference: str = "") -> str:
    """Send the signed letter out under the number that stands on it; it takes its pages in the file.

    To another office of this system the centre delivers it; what goes by post or mail is sent by hand, and `reference`
    is the post's own number or the message's id.
    Raises: InputError("draft.office-needed"), WrongStep, BookMissing.
    """
    at.acting.require("draft.dispatched")
    row = file_row(session, file)
    require_held(session, row, at)
    leaf = _leaf(session, file, draft)
    state = _moved(leaf, DraftStep.DISPATCHED)
    if by is Delivery.OFFICE and not leaf.document["addressee"].get("office"):
        raise InputError(reason="draft.office-needed", field="addressee")
    number = leaf.document.get("number") or issue_number(session, at)  # approved before numbers came first
    told = {"number": number, "by": by.value, "reference": optional(reference, "reference")}
    page = _issue_page(row, leaf, number, at)
    body = {"draft": draft, "page": page} | told
    entry = write_entry(session, at.acting, "draft.dispatched", file, body, clock=at.clock)
    rewrite(leaf, state=state.value, dispatch=told | {"at": entry.at})
    add_page(session, row, page, "issue", leaf.document["sha256"])
    return number


def acknowledge(session: Session, at: At, file: str, draft: str, said: str) -> None:
    """Write down the acknowledgement that came back on paper or by mail. Raises: WrongStep."""
    at.acting.require("draft.acknowledged")
    require_held(session, file_row(session, file), at)
    leaf = _leaf(session, file, draft)
    state = _moved(leaf, DraftStep.ACKNOWLEDGED)
    text = line(said, "acknowledgement")
    body = {"draft": draft, "acknowledgement": text}
    entry = write_entry(session, at.acting, "draft.acknowledged", file, body, clock=at.clock)
    rewrite(leaf, state=state.value, acknowledged_at=entry.at, acknowledgement=text)


def _issue_page(row: FileRow, leaf: LeafRow, number: str, at: At) -> dict[str, Any]:
    subject = leaf.document["versions"][-1]["subject"]
    return next_page(row, subject, number, leaf.document["pages"], at, PDF)


def _leaf(session: Session, file: str, draft: str) -> LeafRow:
    found = session.get(LeafRow, draft)
    if found is None or (found.kind, found.thing) != (DRAFT, file):
        raise InputError(reason="draft.not-here", field="draft")
    return found


def _moved(leaf: LeafRow, step: DraftStep) -> DraftState:
    return after(DRAFTS, DraftState(leaf.document["state"]), step)


def _checked(session: Session, addressee: Addressee) -> dict[str, str]:
    found = {name: optional(value, f"addressee.{name}") for name, value in asdict(addressee).items()}
    if not found["name"] and not found["office"]:
        raise InputError(reason="draft.addressee-needed", field="addressee")
    if found["office"] and session.get(OfficeRow, found["office"]) is None:
        raise InputError(reason="draft.office-unknown", field="addressee")
    return found
