"""Where a person keeps files: every file dialog begins there, not where the program lies."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents(name: str = "") -> str:
    """Return the person's folder of documents, or a file of this name in it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(folder, name))
