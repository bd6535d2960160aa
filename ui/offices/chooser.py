"""One of many, found by typing any part of it in either script, its sound or its code."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.offices.either_script import MOST_SHOWN, SOUGHT, InEitherScript
from ui.theme import SIZES

_TURNS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Chooser(QComboBox):
    """`chosen` tells that another one was chosen, or none: what is typed and names nothing chooses nothing.

    What fits one alone means that one once the line is left; with `takes_new` it may be one that is not known yet.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None, *, takes_new: bool = False) -> None:
        super().__init__(parent)
        self._takes_new = takes_new
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.setMinimumContentsLength(MOST_SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._fitting = InEitherScript(self.model(), self)
        self.setCompleter(self._fitting)
        self.setFixedHeight(SIZES.control)
        self.currentTextChanged.connect(self._typed)
        self.currentIndexChanged.connect(self._show_beginning)
        if line := self.lineEdit():
            line.editingFinished.connect(self._settle)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """An arrow shows what there is, or what fits, and chooses nothing."""
        if event.key() not in _TURNS:
            super().keyPressEvent(event)
        elif self.id() or not self.currentText().strip():
            self.showPopup()
        else:
            self._fitting.setCompletionPrefix(self.currentText())
            self._fitting.complete()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802  Qt's name
        """Whoever goes on with Tab has left the line; while the list of what fits is open, it keeps that to itself."""
        if popup := self._fitting.popup():
            popup.hide()
        self._settle()
        return super().focusNextPrevChild(next)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        event.ignore()  # turning the page must never turn a choice

    @Slot()
    def _settle(self) -> None:
        typed = self.currentText().strip()
        if self.id():
            self._show_beginning()
        if self._takes_new or not typed or self.id():
            return
        fits = self._fitting.meant(typed)
        if len(fits) == 1:
            self.setCurrentIndex(fits[0])

    def _show_beginning(self) -> None:
        """A long choice is read from its beginning."""
        if edit := self.lineEdit():
            edit.setCursorPosition(0)

    def _typed(self, text: str) -> None:
        self.setToolTip(text)
        self.chosen.emit()
