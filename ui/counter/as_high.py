"""A place as high as what stands in it, that scrolls where there is less room than that."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

_LEAST = 52  # px: so much is always seen


def takes_what_is_left(part: QWidget, least: int) -> None:
    """Let a part that scrolls anyhow ask for no height of its own but the `least`, in pixels."""
    part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    part.setMinimumHeight(least)


class AsHigh(QScrollArea):
    """Lines that overlap cannot be read; lines that scroll can."""

    def __init__(self, lines: QLayout) -> None:
        super().__init__()
        self._inside = inside = QWidget()
        inside.setProperty("panel", "page")
        lines.setContentsMargins(0, 0, 0, 0)
        inside.setLayout(lines)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(0, self._inside.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(0, min(_LEAST, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._bar_where_needed()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._bar_where_needed()
        return super().eventFilter(watched, event)

    def _bar_where_needed(self) -> None:
        """Qt's own measure shows a bar already where the lines would not fit beside one."""
        fits = self.sizeHint().height() <= self.height()
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if fits else bar.ScrollBarAsNeeded)
