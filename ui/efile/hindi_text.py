"""A text of several lines that writes Hindi from Latin keys, as the counter's lines do; Tab leaves it."""

from PySide6.QtWidgets import QWidget

from ui.phonetic_lines import PhoneticLines


class HindiText(PhoneticLines):
    """Begins in Hindi by sound; the switch stands in its corner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
