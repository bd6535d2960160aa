"""Which key does what, and where must the cursor be for it?"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(on: QWidget, keys: Mapping[str, Callable[[], object]], *, alone: bool = False) -> None:
    """Let each key do its act while the cursor is in `on`, or in anything within it. `alone`: in `on` itself."""
    context = Qt.ShortcutContext.WidgetShortcut if alone else Qt.ShortcutContext.WidgetWithChildrenShortcut
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), on)
        shortcut.setContext(context)
        shortcut.activated.connect(act)
