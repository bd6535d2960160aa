"""How far the rows are on their way to the centre, and the hand on them: pause, go on, stop."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.staff.model import Batch, BatchState
from ui.places import label
from ui.theme import SIZES
from ui.words import Speech

ACTS = ("pause", "resume", "cancel")


class UploadBar(QFrame):
    """`asked` tells which of pause, resume and cancel was pressed."""

    asked = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.upload")
        self.setProperty("panel", "band")
        self._speech = speech
        self._batch: Batch | None = None
        self._said, self._bar = label(self, "", name="staff.upload.said"), QProgressBar(self)
        self._bar.setObjectName("staff.upload.bar")
        self._buttons = {name: self._button(name) for name in ACTS}
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, 2, SIZES.gap, 2)
        for each in (self._said, self._bar, *self._buttons.values()):
            line.addWidget(each)
        line.setStretch(1, 1)
        speech.changed.connect(self._say)
        self.hide()

    def show_batch(self, batch: Batch) -> None:
        """Show how far this one is; nothing, while it does not go up."""
        self._batch = batch
        self._say()

    def _say(self) -> None:
        batch = self._batch
        self.setVisible(batch is not None and batch.state is BatchState.UPLOADING)
        if batch is None:
            return
        at = batch.progress
        self._bar.setRange(0, max(1, at.total))
        self._bar.setValue(at.answered)
        is_all_sent = not at.total - at.answered - at.sent
        key = "upload-all-sent" if is_all_sent else "upload-paused" if at.paused else "upload-going"
        self._said.setText(
            self._speech.word(f"staff-ui.{key}", done=at.accepted, refused=at.refused, total=at.total)
        )
        self._buttons["pause"].setVisible(not (at.paused or is_all_sent))
        self._buttons["resume"].setVisible(at.paused and not is_all_sent)
        self._buttons["cancel"].setVisible(not is_all_sent)

    def _button(self, name: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"staff.upload.{name}")
        found.setProperty("kind", "danger" if name == "cancel" else "")
        found.clicked.connect(partial(self.asked.emit, name))
        self._speech.bind(found.setText, f"staff-ui.upload-{name}", found)
        return found
