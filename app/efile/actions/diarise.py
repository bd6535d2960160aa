"""A letter comes in (डाक): its diary entry, its scan, its number."""

from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from app.base.identity import is_mobile
from app.base.ids import new_id
from app.base.text import language_of
from app.efile.actions.diary_form import drop_form
from app.efile.addressee import Delivery
from app.efile.at import At
from app.efile.find import index
from app.efile.leaves import note_movement
from app.efile.model import Classification, Form, Letter, Sender
from app.efile.numbers import receipt_number
from app.efile.paper import Paper, keep_paper
from app.efile.records import ReceiptRow
from app.efile.texts import line, optional
from app.efile.walk import Place
from app.errors import InputError
from app.records.journal import write_entry

_LONGEST_DELAY_DAYS = 366


def diarise(session: Session, at: At, letter: Letter, scan: Paper | None, pages: int = 1) -> str:
    """Take a letter into the diary and return its id. `pages` counts those of a letter without a scan.

    An electronic letter needs its scan; a classified one may stay closed.
    Raises: InputError("efile.text-needed" | "receipt.sender-needed" | "receipt.scan-needed" | "receipt.day-ahead" |
    "receipt.mobile-wrong" | "efile.holds-aadhaar"), BookMissing.
    """
    at.acting.require("receipt.diarised")
    entered = _checked(letter, at)
    if scan is None and letter.form is Form.ELECTRONIC and letter.classification is Classification.NORMAL:
        raise InputError(reason="receipt.scan-needed", field="scan")
    made = new_id()
    sha256 = keep_paper(session, at.home, made, scan.data) if scan else ""
    row = ReceiptRow(
        id=made,
        number=receipt_number(session, at.today()),
        subject=str(entered["subject"]),
        letter=entered,
        classification=letter.classification.value,
        sha256=sha256,
        pages=scan.pages if scan else max(1, pages),
        office=at.acting.office.id,
        creator=at.acting.person.id,
        creator_post=at.post,
        place=Place.AT_DESK.value,
        holder=at.post,
        arrived_at=at.now(),
        created_at=at.now(),
    )
    session.add(row)
    index(session, row)
    body = {"number": row.number, "letter": entered, "sha256": sha256, "pages": row.pages}
    attached = (sha256,) if sha256 else ()
    entry = write_entry(session, at.acting, "receipt.diarised", made, body, attached, clock=at.clock)
    note_movement(session, made, entry, "diarised")
    drop_form(session, at)
    return made


def copied(letter: Letter) -> Letter:
    """Return what Generate and Copy keeps for the next letter: all but its own number, day and remarks."""
    return Letter(
        subject=letter.subject,
        sender=letter.sender,
        received_on=letter.received_on,
        form=letter.form,
        classification=letter.classification,
        delivery=letter.delivery,
        language=letter.language,
        category=letter.category,
        vip=letter.vip,
    )


def _checked(letter: Letter, at: At) -> dict[str, object]:
    subject = line(letter.subject, "subject")
    sender = {name: optional(value, f"sender.{name}") for name, value in asdict(letter.sender).items()}
    if not sender["name"] and not sender["organisation"]:
        raise InputError(reason="receipt.sender-needed", field="sender")
    if sender["mobile"] and not is_mobile(sender["mobile"]):
        raise InputError(reason="receipt.mobile-wrong", field="sender.mobile")
    latest = max(letter.received_on, letter.letter_date or letter.received_on)
    if latest > at.today() or (at.today() - letter.received_on).days > _LONGEST_DELAY_DAYS:
        raise InputError(reason="receipt.day-ahead", field="received_on")
    return {
        "subject": subject,
        "sender": sender,
        "received_on": letter.received_on.isoformat(),
        "letter_no": optional(letter.letter_no, "letter_no"),
        "letter_date": letter.letter_date.isoformat() if letter.letter_date else "",
        "form": letter.form.value,
        "classification": letter.classification.value,
        "delivery": letter.delivery.value,
        "language": letter.language,
        "category": optional(letter.category, "category"),
        "vip": letter.vip,
        "enclosures": optional(letter.enclosures, "enclosures"),
        "remarks": optional(letter.remarks, "remarks"),
    }


def letter_of(row: ReceiptRow) -> Letter:
    """Read the diary entry of a letter; one from another office says less."""
    told = row.letter
    return Letter(
        subject=row.subject,
        sender=Sender(**told.get("sender", {})),
        received_on=date.fromisoformat(told["received_on"]),
        letter_no=told.get("letter_no", ""),
        letter_date=date.fromisoformat(told["letter_date"]) if told.get("letter_date") else None,
        form=Form(told.get("form", Form.ELECTRONIC.value)),
        classification=Classification(row.classification),
        delivery=Delivery(told.get("delivery", Delivery.OFFICE.value)),
        language=told.get("language") or language_of(row.subject).value,
        category=told.get("category", ""),
        vip=bool(told.get("vip", False)),
        enclosures=told.get("enclosures", ""),
        remarks=told.get("remarks", ""),
    )
