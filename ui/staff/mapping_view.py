"""Which column of the office's sheet holds what: shown as it was understood, corrected by hand."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.staff.sheets.model import ColumnMapping, Field
from ui.places import label
from ui.theme import SIZES, restyle
from ui.words import Speech


class MappingView(QScrollArea):
    """`changed` tells that a column was given another meaning."""

    changed = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.mapping")
        self._speech = speech
        self._fields: tuple[Field, ...] = ()
        self._shown: ColumnMapping | None = None
        self._said: Mapping[str, str] = {}
        self._given: dict[str, str] = {}
        self._boxes: dict[str, QComboBox] = {}
        self.setWidgetResizable(True)
        speech.changed.connect(self._say)

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        self._fields = fields

    def show_mapping(self, mapping: ColumnMapping, said: Mapping[str, str]) -> None:
        """Show what each column was taken for; `said` has in Unicode what a header in a font of old says."""
        self._shown, self._said = mapping, said
        self._say()

    def forget(self) -> None:
        """Another file has other columns."""
        self._given = {}

    def corrected(self, office: str) -> ColumnMapping | None:
        """Return the columns as corrected here; None, where nothing was."""
        if not self._given:
            return None
        shown = dict(self._shown.columns) if self._shown else {}
        return ColumnMapping(office, shown | self._given)

    def box_of(self, header: str) -> QComboBox:
        """Return the choice of one column. Raises: KeyError."""
        return self._boxes[header]

    def _say(self) -> None:
        page = QWidget(self)
        page.setProperty("panel", "page")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZES.step)
        grid.setVerticalSpacing(SIZES.step // 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._boxes = {}
        columns = dict(self._shown.columns) | self._given if self._shown else {}
        for at, (header, field) in enumerate(columns.items()):
            self._add(page, grid, at, header, field)
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, SIZES.step, 0)
        hint = label(page, "hint")
        hint.setWordWrap(True)
        hint.setText(self._speech.word("staff-ui.mapping-hint"))
        box.setSpacing(SIZES.step)
        box.addWidget(hint)
        box.addLayout(grid)
        box.addStretch(1)
        self.setWidget(page)

    def _add(self, page: QWidget, grid: QGridLayout, at: int, header: str, field: str) -> None:
        named, choice = label(page, "label"), QComboBox(page)
        named.setText(self._said.get(header, header))
        named.setToolTip(header)
        named.setWordWrap(True)
        named.setBuddy(choice)
        choice.setObjectName(f"staff.mapping.{at}")
        choice.setAccessibleName(self._said.get(header, header))
        with QSignalBlocker(choice):
            choice.addItem(self._speech.word("staff-ui.mapping-unused"), "")
            for each in self._fields:
                choice.addItem(self._speech.say(each.label), each.id)
            choice.setCurrentIndex(max(0, choice.findData(field)))
        restyle(named, "tone", "" if field else "wait")
        choice.currentIndexChanged.connect(partial(self._picked, header))
        self._boxes[header] = choice
        grid.addWidget(named, at, 0)
        grid.addWidget(choice, at, 1)

    def _picked(self, header: str, _place: int) -> None:
        self._given[header] = str(self._boxes[header].currentData())
        self.changed.emit()
