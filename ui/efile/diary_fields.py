"""What the lines of the diary's form are called, and what is plainly wrong with them before the office is asked."""

from datetime import date

from PySide6.QtWidgets import QDateEdit

from app.base.identity import is_mobile
from app.efile.model import Letter

LINES = (
    "subject",
    "name",
    "designation",
    "organisation",
    "address",
    "mobile",
    "letter-no",
    "category",
    "enclosures",
    "remarks",
)
LATIN = frozenset({"letter-no", "mobile"})
FIELD_OF = {
    "sender": "name",
    "received_on": "received",
    "letter_no": "letter-no",
    "sender.name": "name",
    "sender.designation": "designation",
    "sender.organisation": "organisation",
    "sender.address": "address",
    "sender.mobile": "mobile",
}
"""Under which editor stands what the office says of a field; its own name where it is not listed."""


def plainly_wrong(letter: Letter) -> dict[str, str]:
    """Return the lines that are plainly wrong, with the key of why."""
    sender = letter.sender
    found = {
        "subject": ("efile.text-needed", not letter.subject.strip()),
        "name": ("receipt.sender-needed", not (sender.name.strip() or sender.organisation.strip())),
        "mobile": ("receipt.mobile-wrong", bool(sender.mobile) and not is_mobile(sender.mobile)),
    }
    return {name: key for name, (key, is_wrong) in found.items() if is_wrong}


def day_of(editor: QDateEdit) -> date:
    day = editor.date()
    return date(day.year(), day.month(), day.day())
