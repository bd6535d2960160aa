"""The last sheet that came in is taken out again: what goes is said first, then why, and only then it is done."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.staff.model import Batch, LastTaken
from app.words import words
from ui.phonetic import PhoneticEdit
from ui.places import label
from ui.staff.sheet import StaffSheet
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class TakeBackSheet(StaffSheet):
    """`done` carries the batch as it stands then."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "take-back", parent)
        self._batch, self._last = "", LastTaken("", "", 0, 0, 0)
        self._what, self._since = label(self, "heading", name="staff.take-back.what"), label(self, "")
        self._reason = PhoneticEdit(self)
        self._field = self.field("reason", self._reason)
        self._go = self.button("go", self.go, "danger")
        then = label(self, "hint")
        speech.bind(then.setText, "staff-ui.take-back-then", then)
        for each in (self._what, self._since, then):
            each.setWordWrap(True)
        for shown in (self._what, self._since, self._field):
            self.box.addWidget(shown)
        self.line(self._go)
        self.box.addWidget(then)
        self.box.addStretch(1)
        self._reason.returnPressed.connect(self.go)
        speech.changed.connect(self._say)

    def begin(self, batch: str) -> None:
        self._batch = batch
        self.tell(None)
        self._reason.clear()
        self._field.show_problem(None)
        self._show(None)
        self._reason.setFocus()
        asked = partial(self.office.staff.last_sheet.of, batch)
        self.tasks.run(Lane.RECORDS, asked, self._came_last, self.failed, owner=self)

    def go(self) -> None:
        """Do what was said, for the reason that is given."""
        reason = self._reason.text().strip()
        self._field.show_problem(None if reason else words("staff.reason-needed"))
        if reason and self._go.isEnabled():
            self.run(Lane.RECORDS, partial(self._taken_back, self._batch, reason), self.done.emit)

    def _taken_back(self, batch: str, reason: str) -> Batch:
        self.office.staff.last_sheet.take_back(batch, reason)
        return self.office.staff.batch(batch)

    def _came_last(self, last: LastTaken | None) -> None:
        self._show(last)
        if last is None:
            self.tell(words("staff.nothing-to-take-back"), "wait")

    def _show(self, last: LastTaken | None) -> None:
        self._last = last or LastTaken("", "", 0, 0, 0)
        self._go.setEnabled(last is not None)
        self._say()

    def _say(self) -> None:
        last, say = self._last, self.speech.word
        what = [say("staff-ui.take-back-what", file=last.file, before=last.before)] if last.file else []
        counted = {"joined": last.joined, "changed": last.changed}
        what += [say(f"staff-ui.take-back-{name}", **{name: rows}) for name, rows in counted.items() if rows]
        self._what.setText(" ".join(what))
        self._since.setText(say("staff-ui.take-back-since", mended=last.mended) if last.mended else "")
        self._since.setVisible(bool(last.mended))
