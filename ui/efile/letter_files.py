"""Where the file of a letter lies: asked for in the window of the system, nothing where that is put away."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.documents import documents
from ui.words import Speech


def where_to_save(parent: QWidget, speech: Speech) -> Path | None:
    title = speech.word("efile-ui.drafts-save-letter")
    name, _ = QFileDialog.getSaveFileName(parent, title, documents("letter.pdf"), "*.pdf")
    return Path(name) if name else None


def hand_signed(parent: QWidget, speech: Speech) -> list[Path]:
    """Return the scan of a letter that was printed and signed by hand."""
    title = speech.word("efile-ui.drafts-hand-signed")
    names, _ = QFileDialog.getOpenFileNames(parent, title, documents(), "*.pdf *.png *.jpg *.jpeg")
    return [Path(name) for name in names]
