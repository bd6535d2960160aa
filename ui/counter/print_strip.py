"""What is said at the counter, in place, of a paper that has not come out of the printer, and what one does there."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.base.words import Words
from app.papers.model import JobState, JobView, Verdict
from ui.counter.make import label, said, said_button, said_with
from ui.devices import why_not_out
from ui.theme import SIZES, restyle
from ui.words import Speech

_IN_DOUBT = JobState.NEEDS_OPERATOR


class PrintStrip(QFrame):
    """Tells of the oldest print that hangs. `decided` carries its id and a person's word on it; `released` its id."""

    decided = Signal(str, object)
    released = Signal(str)

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._job: JobView | None = None
        self.setObjectName("counter.not-out")
        self.setProperty("panel", "card")
        restyle(self, "tone", "wrong")
        self._title, self._why = label("heading"), label()
        self._again = self._button("print-again", "")
        self._fine = self._button("print-fine", "quiet")
        self._release = self._button("print-release", "")
        self._again.clicked.connect(self._print_again)
        self._fine.clicked.connect(self._came_out)
        self._release.clicked.connect(self._let_go)
        self._lay_out()

    def show_prints(self, jobs: tuple[JobView, ...], *, asked_below: bool) -> None:
        """`asked_below`: the next action asks the same already."""
        self._job = next(iter(jobs), None)
        self.setVisible(self._job is not None)
        if self._job is None:
            return
        say, in_doubt = self._speech.say, self._job.state is _IN_DOUBT and not asked_below
        self._title.setText(f"⚠ {say(not_out_words(jobs))}")
        why = why_not_out(self._job)
        self._why.setText(say(why) if why else "")
        self._again.setVisible(in_doubt)
        self._fine.setVisible(in_doubt)
        self._release.setVisible(self._job.state in (JobState.EXPIRED, JobState.FAILED_RETRYABLE))

    @Slot()
    def _print_again(self) -> None:
        self._decide(Verdict.SPOILT)

    @Slot()
    def _came_out(self) -> None:
        self._decide(Verdict.PRINTED_FINE)

    def _decide(self, verdict: Verdict) -> None:
        if self._job is not None:
            self.decided.emit(self._job.id, verdict)

    @Slot()
    def _let_go(self) -> None:
        if self._job is not None:
            self.released.emit(self._job.id)

    def _button(self, name: str, kind: str) -> QPushButton:
        return said_button(self._speech, f"counter.{name}", name, kind)

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(12, SIZES.step, 12, SIZES.step)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._why)
        for part in (self._again, self._fine, self._release):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)


def print_in_doubt(jobs: tuple[JobView, ...]) -> JobView | None:
    """Return the first print, where only a person can say whether it came out."""
    first = next(iter(jobs), None)
    return first if first is not None and first.state is _IN_DOUBT else None


def paper_called(job: JobView) -> Words:
    return said(f"kind-{job.kind.value}")


def not_out_words(jobs: tuple[JobView, ...]) -> Words:
    """Name the papers that have not come out."""
    named = [paper_called(job) for job in jobs]
    both = Words(", ".join(each.hi for each in named), ", ".join(each.en for each in named))
    return said_with("not-out", papers=both)
