"""Which letters are put on paper: one face that carries Devanagari, Latin and the rupee sign."""

import sys
from functools import cache
from pathlib import Path
from threading import Lock, current_thread, main_thread

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

_FOLDER = Path(__file__).parent.parent / "assets" / "fonts"
REGULAR = _FOLDER / "NotoSansDevanagari_400Regular.ttf"
BOLD = _FOLDER / "NotoSansDevanagari_700Bold.ttf"

_ONCE = Lock()
_headless: list[QCoreApplication] = []


def font(pixels: int, *, strong: bool = False) -> QFont:
    """Return the face at a size in dots, hinted and hard-edged: a print head knows no grey."""
    with _ONCE:
        face = QFont(_family())
    face.setPixelSize(pixels)
    face.setBold(strong)
    face.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    face.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    return face


@cache
def _family() -> str:
    """Register both weights and return the name they share. Raises: FileNotFoundError."""
    if QGuiApplication.instance() is None:
        _go_headless()
    for file in (REGULAR, BOLD):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)
    return "Noto Sans Devanagari"


def _go_headless() -> None:
    """Make an application without a screen, for a program that has no window.

    Raises: RuntimeError off the main thread, where Qt's application would take the process down with it at the end.
    """
    if current_thread() is not main_thread():
        raise RuntimeError("without a window, the first slip is drawn on the main thread")
    _headless.append(QGuiApplication([sys.argv[0], "-platform", "offscreen"]))
