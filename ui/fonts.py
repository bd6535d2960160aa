"""Where the window's letters come from: the two cuts that ship with the program."""

import sys
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FOLDER = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1])) / "assets" / "fonts"


def load() -> tuple[str, ...]:
    """Make the shipped fonts known to Qt, where it knows them not yet; return their families.

    Where a file is missing the system's own Devanagari font serves.
    """
    families: list[str] = []
    for file in sorted(FOLDER.glob("*.ttf")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return tuple(dict.fromkeys(families))
