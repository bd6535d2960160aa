"""The meetings on e-Office: what was to be done by when, the longest due first, and the minutes."""

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.days import day_words
from app.base.words import Words
from app.staff.standings import ActionPoint, Meeting, Standings
from ui.efile.sheet import beside
from ui.places import Listing, label
from ui.readiness.pages import Page
from ui.theme import SIZES
from ui.words import Speech

Due = tuple[Meeting, ActionPoint]


class MeetingsPage(Page):
    """What is due at the left, the meetings at the right."""

    name: ClassVar[str] = "meetings"

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(speech, parent)
        self._names: dict[str, Words] = {}
        self._day = ""
        self.due, self.list = self._points(), self._meetings()
        self.acts = {name: self.button(name, kind) for name, kind in (("point-done", ""), ("meeting", ""))}
        self.new = self.button("meeting-new", "primary")
        self._lay_out()
        self.due.chosen.connect(self._say_acts)
        self.list.chosen.connect(self._say_acts)
        self.list.activated.connect(lambda: self.asked.emit("meeting"))

    def show_standings(self, found: Standings) -> None:
        self._names = {each.office: each.name for each in found.offices}
        self._day = found.day.isoformat()
        self.due.put(found.due, _point_id)
        self._say_acts()

    def show_meetings(self, found: tuple[Meeting, ...]) -> None:
        self.list.put(found, lambda each: each.id)
        self._say_acts()

    def _say_acts(self) -> None:
        self.acts["point-done"].setEnabled(self.due.current() is not None)
        self.acts["meeting"].setEnabled(self.list.current() is not None)

    def _due_on(self, due: Due) -> str:
        """Return the day, with a sign where it is past."""
        point = due[1]
        return f"{'! ' if point.due.isoformat() < self._day else ''}{day_words(point.due)}"

    def _office(self, due: Due) -> str:
        named = self._names.get(due[1].office)
        return self.speech.say(named) if named else due[1].office

    def _points(self) -> Listing[Due]:
        columns = (
            ("offices-ui.column-point", lambda due: due[1].text),
            ("offices-ui.column-due", self._due_on),
            ("offices-ui.column-office", self._office),
        )
        return Listing[Due](self.speech, "readiness.due", columns, "offices-ui.nothing-due", self)

    def _meetings(self) -> Listing[Meeting]:
        columns = (
            ("offices-ui.column-chair", lambda each: each.chair),
            ("offices-ui.column-day", lambda each: day_words(each.on)),
            ("offices-ui.column-points", _points_done),
        )
        return Listing[Meeting](self.speech, "readiness.meetings", columns, "offices-ui.no-meetings", self)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.gap)
        for key, listing, buttons, share in (
            ("offices-ui.due", self.due, (self.acts["point-done"],), 3),
            ("offices-ui.meetings", self.list, (self.new, self.acts["meeting"]), 2),
        ):
            side, heading = QVBoxLayout(), label(self, "heading")
            self.speech.bind(heading.setText, key, heading)
            side.addWidget(heading)
            side.addWidget(listing, 1)
            side.addLayout(beside(*buttons))
            line.addLayout(side, share)
        self.setFocusProxy(self.due)


def _points_done(meeting: Meeting) -> str:
    return f"{sum(each.done for each in meeting.points)}/{len(meeting.points)}"


def _point_id(due: Due) -> str:
    meeting, point = due
    return f"{meeting.id} {meeting.points.index(point)}"
