"""One of many, found by typing any part of it in either script."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ui.places import Index
from ui.theme import SIZES

_SHOWN = 20
SOUGHT = Qt.ItemDataRole.UserRole + 1
"""The role of the text in both scripts, in which one is looked for."""


class InEitherScript(QCompleter):
    """Looks for any part in both scripts, and writes what is chosen as it is shown."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(SOUGHT)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(_SHOWN)

    def pathFromIndex(self, index: Index) -> str:  # noqa: N802  Qt's name
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class Chooser(QComboBox):
    """`chosen` tells that another one was chosen, or none: what is typed and names nothing chooses nothing."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(_SHOWN)
        self.setMinimumContentsLength(_SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setCompleter(InEitherScript(self.model(), self))
        self.setFixedHeight(SIZES.control)
        self.currentTextChanged.connect(self._typed)
        self.currentIndexChanged.connect(self._show_beginning)

    def offer(self, choices: Iterable[tuple[str, ...]], chosen: str = "") -> None:
        """Offer choices as (id, text) and in what else they are found; none is chosen unless `chosen` is one of them.

        Of two that are called alike each tells its id too: nobody is taken for a namesake.
        """
        with QSignalBlocker(self):
            self.clear()
            known = list(choices)
            times = Counter(text for _, text, *_also in known)
            for place, (id_, text, *also) in enumerate(known):
                self.addItem(text if times[text] == 1 else f"{text} · {id_}", id_)
                self.setItemData(place, "\n".join((self.itemText(place), *also)), SOUGHT)
            self.setCurrentIndex(self.findData(chosen) if chosen else -1)
            if self.currentIndex() < 0:
                self.clearEditText()
        self.setToolTip(self.currentText())
        self.chosen.emit()

    def id(self) -> str:
        """Return what is chosen; nothing while the text names none."""
        place = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(place)) if place >= 0 else ""

    def _show_beginning(self) -> None:
        """A long choice is read from its beginning."""
        if edit := self.lineEdit():
            edit.setCursorPosition(0)

    def _typed(self, text: str) -> None:
        self.setToolTip(text)
        self.chosen.emit()
