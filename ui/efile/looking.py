"""What the desk needs to show a file or letter: the thing, where its notings name pages, and what was refused of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.efile.model import Correspondence, File, Receipt, Reference
from app.sync.model import AttentionItem

if TYPE_CHECKING:
    from app.office import Office


@dataclass(frozen=True, slots=True)
class Look:
    """`refused`: what the centre did not take; nothing goes on with the thing before a person decides."""

    thing: File | Receipt
    refer: Mapping[str, tuple[Reference, ...]]
    refused: AttentionItem | None


def look_at(office: "Office", id: str) -> Look:
    """Read a file or a letter. Blocks. Raises: InputError("efile.not-here")."""
    thing = office.efile.thing(id)
    refused = next((each for each in office.link.attention() if each.subject == id and each.entry), None)
    if not isinstance(thing, File):
        return Look(thing, {}, refused)
    texts = {paragraph.text for note in thing.notings for paragraph in note.paragraphs}
    return Look(thing, {text: office.efile.references(text) for text in texts}, refused)


def pages_of(receipt: Receipt) -> tuple[Correspondence, ...]:
    """Return a letter's pages as the correspondence of a file shows them."""
    letter, last, verdict = receipt.letter, max(1, receipt.pages), receipt.verdict
    return (
        Correspondence(
            id=receipt.id,
            kind="receipt",
            title=letter.subject,
            number=receipt.number,
            on=letter.received_on,
            first=1,
            last=last,
            sha256=receipt.sha256,
            media="application/pdf",
            here=receipt.here,
            flawed=verdict is not None and not verdict.holds and not verdict.by_hand,
        ),
    )
