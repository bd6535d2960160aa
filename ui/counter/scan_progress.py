"""How far the page is that is being scanned, and the way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.counter.make import label, said, said_button
from ui.words import Speech


class ScanProgress(QWidget):
    """`stopped`: nobody wants the rest of the scan."""

    stopped = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._bar, self._words = QProgressBar(), label("label")
        stop = said_button(speech, "counter.scan.stop", "scan-stop", "quiet", "Esc")
        stop.clicked.connect(self.stopped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._words, self._bar, stop):
            column.addWidget(part)
        self.hide()

    def show_percent(self, percent: int | None) -> None:
        """Show how far the present page is; None when nothing is scanned."""
        self.setVisible(percent is not None)
        if percent is not None:
            self._bar.setValue(percent)
            self._words.setText(self._speech.say(said("scanning", percent=percent)))
