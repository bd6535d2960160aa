"""The three panes of the e-File desk side by side, and keys that hold within a screen."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

WIDTHS, LEAST, STRETCH = [312, 424, 414], [200, 300, 300], (0, 1, 1)


def panes(parent: QWidget, *shown: QWidget) -> QSplitter:
    """Return the panes in a splitter; none can be made to vanish by dragging."""
    split = QSplitter(Qt.Orientation.Horizontal, parent)
    for place, (pane, least, stretch) in enumerate(zip(shown, LEAST, STRETCH, strict=True)):
        pane.setMinimumWidth(least)
        split.addWidget(pane)
        split.setStretchFactor(place, stretch)
    split.setSizes(WIDTHS)
    split.setChildrenCollapsible(False)
    return split


def bind_within(owner: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Bind keys that hold while the cursor stands anywhere in `owner`."""
    for sequence, act in keys.items():
        found = QShortcut(QKeySequence(sequence), owner)
        found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        found.activated.connect(act)
