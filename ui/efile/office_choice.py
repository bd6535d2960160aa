"""Which office of the system a letter goes to, or none: a long name is cut with dots, and whole under the pointer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from app.efile.model import OfficeName
from ui.words import Speech


class OfficeChoice(QComboBox):
    """The first entry is an addressee outside; `chosen` and `choose` name an office by its id, empty for that."""

    def __init__(self, speech: Speech, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._speech, self._offices = speech, tuple[OfficeName, ...]()
        self.currentTextChanged.connect(self.setToolTip)
        speech.changed.connect(self._name)
        self._name()

    @property
    def knows_offices(self) -> bool:
        return bool(self._offices)

    def put(self, offices: tuple[OfficeName, ...]) -> None:
        """Offer these offices."""
        self._offices = offices
        self._name()

    def choose(self, id: str) -> None:
        places = [each.id for each in self._offices]
        self.setCurrentIndex(places.index(id) + 1 if id in places else 0)

    def chosen(self) -> str:
        place = self.currentIndex() - 1
        return self._offices[place].id if 0 <= place < len(self._offices) else ""

    def shown(self) -> str:
        """Return what is read of the chosen name now."""
        return self._drawn().currentText

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        drawn, painter = self._drawn(), QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, drawn)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, drawn)

    def _drawn(self) -> QStyleOptionComboBox:
        found = QStyleOptionComboBox()
        self.initStyleOption(found)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, found, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        dots = Qt.TextElideMode.ElideRight
        found.currentText = self.fontMetrics().elidedText(found.currentText, dots, room.width())
        return found

    def _name(self) -> None:
        chosen = self.chosen()
        self.clear()
        self.addItem(self._speech.word("efile-ui.drafts-office-none"))
        self.addItems([self._speech.say(each.name) for each in self._offices])
        self.choose(chosen)
