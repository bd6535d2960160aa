"""The views of readiness: by office, by item, by block and department, who to call."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from app.base.days import day_words
from app.base.words import Words
from app.staff.standings import Call, Fact, FactKind, Item, Mark, Readiness, Standing, Standings
from ui.efile.sheet import beside
from ui.places import Listing, card, label
from ui.readiness.bars_view import BarsView, Legend
from ui.readiness.heat_view import HeatView
from ui.readiness.progress_view import ProgressView
from ui.readiness.tones import SIGNS, SignedCell
from ui.theme import SIZES
from ui.words import Speech

_STANDING, _EVIDENCE = 1, 2  # columns
_EVIDENCE_WIDE = 174  # px: whose duty it is, read whole; the items' own names take the rest


class Page(QWidget):
    """A view; `asked` tells which act is wanted with what is chosen in it."""

    name: ClassVar[str]
    asked = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.speech = speech

    def show_standings(self, found: Standings) -> None:
        """Show how things stand."""
        raise NotImplementedError

    def button(self, name: str, kind: str = "") -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"readiness.{name}")
        found.setProperty("kind", kind)
        self.speech.bind(found.setText, f"offices-ui.ask-{name}", found)
        found.clicked.connect(lambda: self.asked.emit(name))
        return found


_DAYS = frozenset({FactKind.DAY, FactKind.TERM})
_KEEPER = "emd-manager"


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the checklist, and how it stands at an office."""

    item: Item
    mark: Mark
    known: Words | None = None  # who does it already, though nobody has entered that as evidence


class OfficesPage(Page):
    """The least ready office first; beside it the checklist of the one that is chosen."""

    name: ClassVar[str] = "offices"

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(speech, parent)
        self._items: Mapping[str, Item] = {}
        self._calls: Mapping[str, Call] = {}
        self._keepers: Mapping[str, Words] = {}
        self.list, self.marks = self._offices(), self._checklist()
        self._card, self._box = card(self)
        self._name, self._call = label(self, "heading", name="readiness.office"), label(self, "hint")
        self.acts = {"evidence": self.button("evidence", "primary"), "exempt": self.button("exempt")}
        self._lay_out()
        self.list.chosen.connect(self._show_office)
        self.list.activated.connect(self.marks.setFocus)
        self.marks.activated.connect(lambda: self.asked.emit("evidence"))
        speech.changed.connect(self._show_office)

    def show_standings(self, found: Standings) -> None:
        self._items = {each.id: each for each in found.items}
        self._calls = {each.office: each for each in found.calls}
        self._keepers = found.keepers
        self.list.put(found.offices, lambda each: each.office)
        self._show_office()

    def _show_office(self) -> None:
        office = self.list.current()
        self._card.setVisible(office is not None)
        if office is None:
            return
        self._name.setText(f"{self.speech.say(office.name)} · {office.percent}%")
        self._call.setText(self._whom(office))
        known = {_KEEPER: self._keepers.get(office.office)}
        lines = tuple(Line(self._items[mark.item], mark, known.get(mark.item)) for mark in office.marks)
        self.marks.put(lines, lambda line: line.item.id)

    def _whom(self, office: Readiness) -> str:
        call = self._calls.get(office.office)
        who = ", ".join(self.speech.say(each) for each in (call.who, call.post) if each) if call else ""
        return self.speech.word("offices-ui.call-of", phone=office.phone or "—", who=who or "—")

    def _offices(self) -> Listing[Readiness]:
        speech = self.speech
        columns = (
            ("offices-ui.column-office", lambda each: speech.say(each.name)),
            ("offices-ui.column-percent", lambda each: f"{each.percent}%"),
            ("offices-ui.column-late", lambda each: str(_late(each))),
        )
        return Listing[Readiness](speech, "readiness.offices", columns, "offices-ui.none", self)

    def _checklist(self) -> Listing[Line]:
        speech = self.speech
        columns = (
            ("offices-ui.column-item", lambda line: speech.say(line.item.words)),
            ("offices-ui.column-standing", self._standing),
            ("offices-ui.column-evidence", self._evidence),
        )
        found = Listing[Line](speech, "readiness.marks", columns, "offices-ui.none", self)
        found.view.setItemDelegateForColumn(_STANDING, SignedCell(found))
        found.view.horizontalHeader().setSectionResizeMode(_EVIDENCE, QHeaderView.ResizeMode.Fixed)
        found.view.horizontalHeader().resizeSection(_EVIDENCE, _EVIDENCE_WIDE)
        return found

    def _standing(self, line: Line) -> str:
        standing = line.mark.standing
        return f"{SIGNS[standing]} {self.speech.word(f'offices-ui.standing-{standing.value}')}"

    def _evidence(self, line: Line) -> str:
        """Return until when it is exempt, else the evidence, else whose duty it is."""
        mark = line.mark
        if mark.standing is Standing.EXEMPT and mark.until:
            return self.speech.word("offices-ui.exempt-to", day=day_words(mark.until))
        given = {each: mark.evidence[each.id] for each in line.item.facts if mark.evidence.get(each.id)}
        counts = "/".join(
            text for fact, text in given.items() if fact.needed and fact.kind is FactKind.NUMBER
        )
        told = [_shown(fact, text) for fact, text in given.items() if fact.kind is not FactKind.NUMBER]
        said = ", ".join(filter(None, (counts, *told)))
        if said.isdigit():  # a bare number says nothing of what it counts
            fact = next(each for each, text in given.items() if text == said)
            return f"{self.speech.say(fact.words)}: {said}"
        return said or self._due(line)

    def _due(self, line: Line) -> str:
        """Return who does it already, though its evidence is missing, else whose duty it is."""
        if line.known is not None:
            return self.speech.word("offices-ui.evidence-missing", name=line.known)
        return self.speech.say(line.item.duty)

    def _lay_out(self) -> None:
        self.marks.view.setMinimumWidth(SIZES.rail)
        for each in (self._name, self._call):
            each.setWordWrap(True)
            self._box.addWidget(each)
        self._box.addWidget(self.marks, 1)
        self._box.addLayout(beside(*self.acts.values()))
        line = _side_by_side(self)
        line.addWidget(self.list, 9)
        line.addWidget(self._card, 11)
        self.setFocusProxy(self.list)


class ItemsPage(Page):
    """Bars, an item a bar; beside them how the whole grew, and where the chosen item is late."""

    name: ClassVar[str] = "items"

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(speech, parent)
        self.bars, self.progress = BarsView(speech, self), ProgressView(speech, self)
        self._offices: Mapping[str, Readiness] = {}
        self._late_title, self.late = label(self, "heading", name="readiness.late-of"), self._listing()
        self._lay_out()
        self.bars.chosen.connect(self._show_late)
        speech.changed.connect(self._show_late)

    def show_standings(self, found: Standings) -> None:
        self._offices = {each.office: each for each in found.offices}
        self.bars.put(found.by_item)
        self.progress.put(found.progress, found.day)
        self._show_late()

    def _show_late(self) -> None:
        chosen = self.bars.current()
        if chosen is not None:
            item = self.speech.say(chosen.item.words)
            said = self.speech.word("offices-ui.late-of", item=item, count=len(chosen.late))
            self._late_title.setText(said)
            self.late.put(tuple(self._offices[each] for each in chosen.late), lambda each: each.office)

    def _listing(self) -> Listing[Readiness]:
        columns = (
            ("offices-ui.column-office", lambda each: self.speech.say(each.name)),
            ("offices-ui.column-phone", lambda each: each.phone),
        )
        return Listing[Readiness](self.speech, "readiness.late", columns, "offices-ui.late-nowhere", self)

    def _lay_out(self) -> None:
        line, left, (side, right) = _side_by_side(self), QVBoxLayout(), card(self)
        grown = label(self, "heading")
        self.speech.bind(grown.setText, "offices-ui.progress", grown)
        left.addWidget(self.bars, 1)
        left.addWidget(Legend(self.speech, self))
        self._late_title.setWordWrap(True)
        for each, stretch in ((grown, 0), (self.progress, 2), (self._late_title, 0), (self.late, 3)):
            right.addWidget(each, stretch)
        line.addLayout(left, 3)
        line.addWidget(side, 2)
        self.setFocusProxy(self.bars)


class HeatPage(Page):
    """The heat table, whole."""

    name: ClassVar[str] = "heat"

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(speech, parent)
        self.view = HeatView(speech, self)
        _side_by_side(self).addWidget(self.view)
        self.setFocusProxy(self.view)

    def show_standings(self, found: Standings) -> None:
        self.view.rows.put(found.heat)


class CallsPage(Page):
    """Who to call, where most is late first; below, all that is late there."""

    name: ClassVar[str] = "calls"

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(speech, parent)
        self._items: Mapping[str, Item] = {}
        self._day = date.min
        self.list, self._late = self._listing(), label(self, "", name="readiness.call-late")
        box, (side, inner) = QVBoxLayout(self), card(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._late.setWordWrap(True)
        inner.addWidget(self._late)
        box.addWidget(self.list, 1)
        box.addWidget(side)
        self._side = side
        self.setFocusProxy(self.list)
        self.list.chosen.connect(self._say)
        speech.changed.connect(self._say)

    def show_standings(self, found: Standings) -> None:
        self._items, self._day = {each.id: each for each in found.items}, found.day
        self.list.put(found.calls, lambda each: each.office)
        self._say()

    def _say(self) -> None:
        call = self.list.current()
        self._side.setVisible(call is not None)
        if call is not None:
            late = "; ".join(self.speech.say(self._items[each].words) for each in call.items)
            since, days = day_words(call.since), (self._day - call.since).days + 1
            told = {"office": call.name, "late": late, "day": since, "count": days}
            self._late.setText(self.speech.word("offices-ui.call-late", **told))

    def _listing(self) -> Listing[Call]:
        speech = self.speech
        columns = (
            ("offices-ui.column-office", lambda call: speech.say(call.name)),
            ("offices-ui.column-late", lambda call: str(len(call.items))),
            ("offices-ui.column-who", self._who),
            ("offices-ui.column-as", lambda call: speech.say(call.post) if call.post else ""),
            ("offices-ui.column-phone", lambda call: call.phone or "—"),
            ("offices-ui.column-sheet", self._sheet),
        )
        found = Listing[Call](speech, "readiness.calls", columns, "offices-ui.nothing-late", self)
        found.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what tells offices apart stands last
        return found

    def _who(self, call: Call) -> str:
        return self.speech.say(call.who) if call.who else self.speech.word("offices-ui.call-nobody")

    def _sheet(self, call: Call) -> str:
        return self.speech.word(f"staff-ui.state-{call.sheet}" if call.sheet else "offices-ui.sheet-none")


def facts(found: Standings) -> Iterator[tuple[str, str, str]]:
    """Yield what stands above every view: a message's key, the figure, its tone."""
    ready = sum(each.percent == 100 for each in found.offices)  # noqa: PLR2004  all of it
    late = sum(len(call.items) for call in found.calls)
    overdue = sum(point.due < found.day for _, point in found.due)
    yield "offices-ui.fact-mean", f"{found.percent}%", ""
    yield "offices-ui.fact-ready", f"{ready} / {len(found.offices)}", "good" if ready else ""
    yield "offices-ui.fact-late", str(late), "wrong" if late else "good"
    yield "offices-ui.fact-overdue", str(overdue), "wrong" if overdue else "good"


def _late(office: Readiness) -> int:
    return sum(mark.standing is Standing.LATE for mark in office.marks)


def _shown(fact: Fact, given: str) -> str:
    """Return a fact as papers show it."""
    return day_words(date.fromisoformat(given)) if fact.kind in _DAYS else given


def _side_by_side(page: QWidget) -> QHBoxLayout:
    found = QHBoxLayout(page)
    found.setContentsMargins(0, 0, 0, 0)
    found.setSpacing(SIZES.step)
    return found
