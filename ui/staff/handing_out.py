"""What leaves the desk as a file: the prescribed form, and the summary that is signed by hand."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.staff.model import Batch
from app.words import words
from ui.places import Place
from ui.tasks import Lane

Write = Callable[[str, Path], object]


class HandingOut:
    """Asks where a file shall lie, writes it beside the window, and has the place say where it lies."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def export(self, batch: Batch) -> None:
        """Write the prescribed form."""
        self._ask("export", "xlsx", batch, self._place.office.staff.export)

    def summary(self, batch: Batch) -> None:
        """Write the page that is signed by hand."""
        self._ask("summary", "pdf", batch, self._place.office.staff.summary)

    def write(self, write: Write, batch: str, out: Path) -> None:
        done = partial(self._place.tell, words("staff-ui.written", file=str(out)))
        self._place.run(Lane.SHEETS, partial(write, batch, out), lambda _written: done())

    def _ask(self, name: str, kind: str, batch: Batch, write: Write) -> None:
        speech = self._place.speech
        stem = f"{speech.say(batch.office_name)} {speech.word(f'staff-ui.{name}-name')}"
        title = speech.word(f"staff-ui.act-{name}")
        there = str(Path.home() / f"{stem}.{kind}")
        file, _ = QFileDialog.getSaveFileName(self._place, title, there, f"*.{kind}")
        if file:
            self.write(write, batch.id, Path(file))
