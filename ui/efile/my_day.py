"""What waits today: pending by age, what is due, what came back, what is leaving, what is with others; and reports."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.efile.model import Age, MyDay, Row
from ui.efile.colours import AGES
from ui.efile.pile_rows import waited
from ui.efile.reports_pane import ReportsPane
from ui.efile.whole_rows import WholeRows
from ui.efile.whom import whom
from ui.places import Listing, Place, card, label
from ui.tasks import Lane, Tasks
from ui.theme import COLOURS, SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

Told = tuple[str, Callable[[Row], str]]
"""A column: its heading's key, and what it says of a row."""
ENDLESS = 16_777_215  # px: Qt's own bound, none
LISTS = ("due", "came-back", "leaving", "with-others")


class MyDayPlace(Place):
    """Today: four ages above, four lists below; Enter in a list goes to the file. Beside it: registers and reports."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "my-day", parent)
        self._counts: dict[Age, QLabel] = {}
        self._lists = {name: self._listing(name) for name in LISTS}
        self._grid = QGridLayout()
        self._pages, self.reports = QStackedWidget(self), ReportsPane(office, tasks, speech, self)
        self._chips = {name: self._chip(name) for name in ("today", "reports")}
        self.reports.failed.connect(self.tell_failed)
        self.reports.told.connect(self.tell)
        self.reports.asked.connect(self.letter_asked)
        self._lay_out()

    def refresh(self) -> None:
        if self._pages.currentWidget() is self.reports:
            self.reports.refresh()
        else:
            self.run(Lane.RECORDS, self.office.efile.my_day, self._show)

    def turn_to(self, name: str) -> None:
        """Show today, or the reports."""
        self.tell(None)
        self._chips[name].setChecked(True)
        self._pages.setCurrentIndex(list(self._chips).index(name))
        self.refresh()

    def _show(self, day: MyDay) -> None:
        for age, count in day.pending.items():
            self._counts[age].setText(str(count))
        for name, rows in (
            ("due", day.due),
            ("came-back", day.came_back),
            ("leaving", day.leaving),
            ("with-others", day.with_others),
        ):
            self._lists[name].put(rows, lambda row: row.id)
        self._share_room()

    def _share_room(self) -> None:
        """An empty list needs one line; the room is for those that hold something."""
        full = [bool(listing.rows.items) for listing in self._lists.values()]
        for listing, holds in zip(self._lists.values(), full, strict=True):
            listing.setMaximumHeight(ENDLESS if holds else SIZES.control + SIZES.gap)
        for row in range(2):
            self._grid.setRowStretch(row, int(any(full[2 * row : 2 * row + 2])))
        for column in range(2):
            self._grid.setColumnStretch(column, 1 + any(full[column::2]))
        self._grid.setRowStretch(2, int(not any(full)))

    def _listing(self, name: str) -> Listing[Row]:
        speech = self.speech
        subject: Told = ("efile-ui.column-subject", lambda row: row.subject)
        goes: Told = ("efile-ui.column-to", lambda row: whom(speech, row.to) if row.to else "")
        lies: Told = ("efile-ui.column-holder", lambda row: speech.say(row.holder.designation))
        since: Told = ("efile-ui.column-since", lambda row: waited(speech, row))
        leaves = name == "leaving"
        columns = (subject, goes) if leaves else (subject, lies, since)
        found = Listing[Row](speech, f"my-day.{name}", columns, f"efile-ui.{name}-none", self)
        WholeRows(found.view, *((0, 1) if leaves else (0,)))
        found.activated.connect(lambda: self._ask(found))
        return found

    def _ask(self, listing: Listing[Row]) -> None:
        if row := listing.current():
            self.thing_asked.emit(row)

    def _lay_out(self) -> None:
        ages, grid = QHBoxLayout(), self._grid
        for age in Age:
            ages.addWidget(self._age_card(age))
        grid.setSpacing(SIZES.gap)
        for place, (name, listing) in enumerate(self._lists.items()):
            side, title = QVBoxLayout(), label(self, "heading")
            self.speech.bind(title.setText, f"efile-ui.{name}", title)
            side.addWidget(title)
            side.addWidget(listing, 1)
            side.addStretch()
            grid.addLayout(side, place // 2, place % 2)
        today, box, chips, group = QWidget(self), QVBoxLayout(), QHBoxLayout(), QButtonGroup(self)
        today.setLayout(box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.gap)
        box.addLayout(ages)
        box.addLayout(grid, 1)
        for chip in self._chips.values():
            group.addButton(chip)
            chips.addWidget(chip)
        chips.addStretch(1)
        for page in (today, self.reports):
            self._pages.addWidget(page)
        self.box.addLayout(chips)
        self.box.addWidget(self._pages, 1)

    def _chip(self, name: str) -> QPushButton:
        found = self.button(name, f"efile-ui.my-day-{name}", partial(self.turn_to, name), "chip")
        found.setCheckable(True)
        found.setChecked(name == "today")
        return found

    def _age_card(self, age: Age) -> QWidget:
        found, box = card(self)
        count, said = label(found, "title", name=f"my-day.{age.value}"), label(found, "hint")
        count.setStyleSheet(f"color: {AGES[age]};")
        said.setStyleSheet(f"color: {COLOURS.muted};")
        self.speech.bind(said.setText, f"efile-ui.age-{age.value}", said)
        self._counts[age] = count
        box.addWidget(count)
        box.addWidget(said)
        return found
