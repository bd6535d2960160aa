"""Where a person keeps files: every file dialog begins there, not where the program lies."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

PAPERS = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff"


def documents(name: str = "") -> str:
    """Return the person's folder of documents, or a file of this name in it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(folder, name))


def ask_papers(parent: QWidget, title: str) -> list[str]:
    """Ask for scanned papers; none where the person thinks better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, documents(), PAPERS)
    return names
