"""Where the file of a letter lies, asked for in the window of the system; and how the letter is written there."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.efile.outgoing import Draft
from ui.documents import documents
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


def where_to_save(parent: QWidget, speech: Speech) -> Path | None:
    title = speech.word("efile-ui.drafts-save-letter")
    name, _ = QFileDialog.getSaveFileName(parent, title, documents("letter.pdf"), "*.pdf")
    return Path(name) if name else None


def written_out(office: "Office", file: str, draft: Draft, to: Path) -> None:
    """Write the signed letter; one that is approved is written to be printed and signed by hand."""
    if draft.sha256:
        office.efile.write_paper(draft.sha256, to)
    else:
        office.letters.write_unsigned(file, draft.id, to)


def hand_signed(parent: QWidget, speech: Speech) -> list[Path]:
    """Return the scan of a letter that was printed and signed by hand."""
    title = speech.word("efile-ui.drafts-hand-signed")
    names, _ = QFileDialog.getOpenFileNames(parent, title, documents(), "*.pdf *.png *.jpg *.jpeg")
    return [Path(name) for name in names]
