"""One paper that the service asks for: its name, whether it is good, how large it is, and how to bring it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar

from app.attachments.model import SlotState, SlotView
from app.base.words import Words
from ui.counter.make import label, said, said_button
from ui.theme import SIZES, restyle
from ui.words import Speech

KB = 1024
_TONES = {
    SlotState.GOOD: "good",
    SlotState.NEEDS_MASK: "wait",
    SlotState.TOO_LARGE: "wrong",
    SlotState.TOO_SMALL: "wrong",
}
_SIGNS = {"good": "✓", "wait": "◷", "wrong": "⚠", "": "○"}


class SlotCard(QFrame):
    """`asked` carries what is wanted (select, scan, import) and the slot's id."""

    asked = Signal(str, str)

    def __init__(self, speech: Speech, id: str) -> None:
        super().__init__()
        self._speech, self._id = speech, id
        self.setObjectName(f"counter.slot.{id}")
        self.setProperty("panel", "card")
        self._name, self._state, self._size = label("heading"), label("label"), label("hint", wrap=False)
        self._wrong = label("error")
        self._wrong.setObjectName(f"counter.slot.{id}.wrong")
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._scan = said_button(speech, f"counter.slot.{id}.scan", "scan")
        self._import = said_button(speech, f"counter.slot.{id}.import", "import", "quiet")
        self._select = said_button(speech, f"counter.slot.{id}.show", "show", "quiet")
        for item in (self._scan, self._import, self._select):
            item.clicked.connect(self._ask)
        self.setFocusProxy(self._scan)
        self._lay_out()

    def show_slot(self, view: SlotView, *, wrong: Words | None, selected: bool, editable: bool) -> None:
        """`wrong` is what stands against the paper beside its state: why a file was refused, an objection."""
        slot, say = view.slot, self._speech.say
        tone = _TONES.get(view.state, "")
        self._name.setText(("▸\u00a0" if selected else "") + say(slot.label))
        self._state.setText(f"{_SIGNS[tone]} {say(state_words(view))}")
        restyle(self._state, "tone", tone)
        self._wrong.setVisible(wrong is not None)
        self._wrong.setText(f"⚠ {say(wrong)}" if wrong else "")
        limits = {"least": slot.least_kb, "most": slot.most_kb}
        kb = round(view.fitted.bytes / KB) if view.fitted else 0
        words = said("slot-size", kb=kb, **limits) if kb else said("slot-limits", **limits)
        self._size.setText(say(words))
        self._meter.setMaximum(slot.most_kb)
        self._meter.setValue(min(kb, slot.most_kb))
        self._meter.setVisible(bool(view.pages))
        settled = view.state is SlotState.GOOD and not selected and not wrong
        self._select.setVisible(bool(view.pages) and not selected)
        for item in (self._scan, self._import):
            item.setEnabled(editable)
            item.setVisible(not settled)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, SIZES.step, SIZES.step, SIZES.step)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._name, 0, 0, 1, 2)
        for row, part in enumerate((self._state, self._size), 1):
            grid.addWidget(part, row, 0)
        for row, wide in enumerate((self._wrong, self._meter), 3):
            grid.addWidget(wide, row, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for item in (self._select, self._import, self._scan):
            buttons.addWidget(item)
        grid.addLayout(buttons, 1, 1, 2, 1)

    @Slot()
    def _ask(self) -> None:
        what = self.sender().objectName().rpartition(".")[2]
        self.asked.emit(what, self._id)


def state_words(view: SlotView) -> Words:
    if view.state is SlotState.EMPTY and not view.slot.required:
        return said("slot-optional")
    if view.fitted and view.fitted.hard_to_read:
        return said("slot-hard")
    return said(f"slot-{view.state.value}")
