"""A meeting's minutes with its action points: what, by which office, by when, and whether it is done."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.staff.standings import ActionPoint, Meeting, Readiness
from app.words import words
from ui.efile.sheet import today
from ui.offices.chooser import Chooser
from ui.offices.days import day_editor, day_in
from ui.offices.office_sheet import OfficeSheet, level
from ui.phonetic import PhoneticEdit
from ui.phonetic_lines import PhoneticLines
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

_DAYS_TO_DO = 15
_MINUTES_HIGH = 150


class PointLine(QWidget):
    """One action point while it is written."""

    def __init__(self, speech: Speech, offices: Iterable[tuple[str, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self._kept: ActionPoint | None = None
        self.text, self.office = PhoneticEdit(self), Chooser(self)
        self.due, self.is_done, self.drop = day_editor(_DAYS_TO_DO), QCheckBox(self), QPushButton("✕", self)
        self.office.offer(offices)
        self.drop.setProperty("kind", "quiet")
        for setter, key in (
            (self.text.setPlaceholderText, "offices-ui.point-text"),
            (self.text.setAccessibleName, "offices-ui.point-text"),
            (self.office.setAccessibleName, "offices-ui.column-office"),
            (self.due.setAccessibleName, "offices-ui.column-due"),
            (self.is_done.setText, "offices-ui.point-is-done"),
            (self.drop.setAccessibleName, "offices-ui.point-drop"),
        ):
            speech.bind(setter, key, self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.step)
        line.addWidget(self.text, 1)
        line.addWidget(self.office, 1)  # offices have long names
        for each in (self.due, self.is_done, self.drop):
            line.addWidget(each)
        self.setTabOrder(self.office, self.due)

    def put(self, point: ActionPoint) -> None:
        self._kept = point
        self.text.setText(point.text)
        self.office.setCurrentIndex(self.office.findData(point.office))
        self.due.setDate(QDate(point.due.year, point.due.month, point.due.day))
        self.is_done.setChecked(point.done)

    def point(self) -> ActionPoint:
        return ActionPoint(
            self.text.text().strip(), self.office.id(), day_in(self.due), done=self.is_done.isChecked()
        )

    def show_flaws(self, on: date) -> tuple[str, QWidget] | None:
        """Mark what is missing in it, or is before the meeting; return the first of it: a message's key, and where."""
        point = self.point()
        found = {
            self.text: "" if point.text else "offices-ui.point-no-text",
            self.office: "" if point.office else "offices-ui.point-no-office",
            self.due: "offices-ui.point-too-early" if self._is_new(point) and point.due < on else "",
        }
        for editor, key in found.items():
            restyle(editor, "wrong", bool(key))
        return next(((key, editor) for editor, key in found.items() if key), None)

    def _is_new(self, point: ActionPoint) -> bool:
        """Return whether it is not as it was kept: what was kept before stays as it was kept."""
        return self._kept is None or (self._kept.text, self._kept.due) != (point.text, point.due)


class MeetingSheet(OfficeSheet):
    """`done` carries the meeting as it is kept."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "meeting", parent)
        self._id = ""
        self._stood: Meeting | None = None
        self._offices: tuple[Readiness, ...] = ()
        self.lines: list[PointLine] = []
        self.on, self.chair, self.minutes = day_editor(), PhoneticEdit(self), PhoneticLines(self)
        self._chair, self._minutes = self.field("chair", self.chair), self.field("minutes", self.minutes)
        self._points, self._scroll = QVBoxLayout(), QScrollArea(self)
        self._lay_out()
        speech.changed.connect(self._spoken)

    def begin(self, offices: Sequence[Readiness], meeting: Meeting | None = None) -> None:
        """Begin a new meeting, or go on with one that is kept."""
        self._id, self._stood = meeting.id if meeting else "", meeting
        self._offices = tuple(offices)
        self.tell(None)
        for each in (self._chair, self._minutes):
            each.show_problem(None)
        on = meeting.on if meeting else None
        self.on.setDate(QDate(on.year, on.month, on.day) if on else today())
        self.chair.setText(meeting.chair if meeting else "")
        self.minutes.setPlainText(meeting.minutes if meeting else "")
        for line in tuple(self.lines):
            self._drop(line)
        for point in meeting.points if meeting else ():
            self.add_point().put(point)
        self.settle()
        self.chair.setFocus()

    def add_point(self) -> PointLine:
        """Add a line for one more action point."""
        line = PointLine(self.speech, self._named(), self)
        line.drop.clicked.connect(partial(self._drop, line))
        self.lines.append(line)
        self._points.insertWidget(len(self.lines) - 1, line)
        line.text.setFocus()
        return line

    def go(self) -> None:
        """Keep the meeting; a point without words, or without the office that shall do it, is not kept silently."""
        chair, minutes = self.chair.text().strip(), self.minutes.toPlainText().strip()
        points = [line.point() for line in self.lines]
        self._chair.show_problem(None if chair else words("offices-ui.fact-needed"))
        self._minutes.show_problem(None if minutes else words("offices-ui.fact-needed"))
        flaws = [line.show_flaws(day_in(self.on)) for line in self.lines]
        place, flaw = next(((at, each) for at, each in enumerate(flaws, 1) if each), (0, None))
        if flaw is not None:
            key, where = flaw
            self.tell(words(key, place=place))
            where.setFocus()
        elif chair and minutes:
            keep = self.office.staff.readiness.keep_meeting
            work = partial(keep, day_in(self.on), chair, minutes, points, self._id, self._stood)
            self.run(Lane.RECORDS, work, self.done.emit)

    def _named(self) -> Iterator[tuple[str, ...]]:
        """Yield each office by its name, with what else it is found by."""
        for each in sorted(self._offices, key=lambda office: self.speech.say(office.name)):
            yield each.office, self.speech.say(each.name), each.name.hi, each.name.en, each.code

    def _spoken(self) -> None:
        """Offer the offices in the other language; those that are chosen stay."""
        with self.said_anew():
            for line in self.lines:
                line.office.offer(self._named(), line.office.id())

    def _drop(self, line: PointLine) -> None:
        self.lines.remove(line)
        self._points.removeWidget(line)
        line.setParent(None)
        line.deleteLater()

    def _add(self) -> None:
        self.add_point()

    def _lay_out(self) -> None:
        self.box.addLayout(level(self.field("on", self.on), self._chair))
        self.minutes.setFixedHeight(_MINUTES_HIGH)
        self.minutes.setTabChangesFocus(True)
        self.box.addWidget(self._minutes)
        heading, inside = label(self, "heading"), QWidget(self._scroll)
        self.speech.bind(heading.setText, "offices-ui.meeting-points", heading)
        inside.setProperty("panel", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SIZES.step, 0)
        self._points.setSpacing(SIZES.step)
        column.addLayout(self._points)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self.box.addWidget(heading)
        self.box.addWidget(self._scroll, 1)
        self.line(self.button("go", self.go, "primary"), self.button("add", self._add))
