"""What waits today: pending by age, what is due, what came back, what is leaving and what is with others."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.base.days import clock_words
from app.efile.model import Age, MyDay, Row
from ui.efile.colours import AGES
from ui.efile.pile_rows import waited
from ui.places import Listing, Place, card, label
from ui.tasks import Lane, Tasks
from ui.theme import COLOURS, SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

LISTS = ("due", "came-back", "leaving", "with-others")


class MyDayPlace(Place):
    """Four ages above, four lists below; Enter in a list goes to the file."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "my-day", parent)
        self._counts: dict[Age, QLabel] = {}
        self._lists = {name: self._listing(name) for name in LISTS}
        self._lay_out()

    def refresh(self) -> None:
        self.run(Lane.RECORDS, self.office.efile.my_day, self._show)

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

    def _listing(self, name: str) -> Listing[Row]:
        speech = self.speech
        columns = (
            ("efile-ui.column-subject", lambda row: row.subject),
            ("efile-ui.column-number", lambda row: row.number),
            ("efile-ui.column-holder", lambda row: speech.say(row.holder.designation)),
            ("efile-ui.column-since", lambda row: waited(speech, row)),
            ("efile-ui.column-when", lambda row: clock_words(row.arrived_at)),
        )
        found = Listing[Row](speech, f"my-day.{name}", columns, f"efile-ui.{name}-none", self)
        found.activated.connect(lambda: self._ask(found))
        return found

    def _ask(self, listing: Listing[Row]) -> None:
        if row := listing.current():
            self.thing_asked.emit(row)

    def _lay_out(self) -> None:
        ages, grid = QHBoxLayout(), QGridLayout()
        for age in Age:
            ages.addWidget(self._age_card(age))
        grid.setSpacing(SIZES.gap)
        for place, (name, listing) in enumerate(self._lists.items()):
            side, title = QVBoxLayout(), label(self, "heading")
            self.speech.bind(title.setText, f"efile-ui.{name}", title)
            side.addWidget(title)
            side.addWidget(listing, 1)
            grid.addLayout(side, place // 2, place % 2)
        self.box.addLayout(ages)
        self.box.addLayout(grid, 1)

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
