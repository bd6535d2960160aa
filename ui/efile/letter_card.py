"""A letter (दक) as the diary took it: who wrote it and when, how it came, and where it lies now."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.base.days import clock_words, day_words
from app.efile.model import Movement, Receipt
from ui.efile.draft_standing import of_letter
from ui.places import card, label
from ui.theme import SIZES, restyle
from ui.words import Speech

FIELDS = (
    "signature",
    "sender",
    "designation",
    "organisation",
    "address",
    "reach",
    "letter-no",
    "written",
    "received",
    "delivery",
    "form",
    "language",
    "category",
    "enclosures",
    "pages",
    "remarks",
    "marked",
)


class LetterCard(QScrollArea):
    """Only what is known has a line; every line can be selected and copied."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("efile.letter-card")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._speech = speech
        self._receipt: Receipt | None = None
        self._lines: dict[str, QLabel] = {}
        self._lay_out()
        speech.changed.connect(self._say)

    def show_letter(self, receipt: Receipt) -> None:
        self._receipt = receipt
        self._say()

    def _say(self) -> None:
        if self._receipt is None:
            return
        told = dict(said_of(self._speech, self._receipt))
        for name, line in self._lines.items():
            line.setText(told.get(name, ""))
            self._form.setRowVisible(line, bool(told.get(name)))
        if self._receipt.is_issue:
            restyle(self._lines["signature"], "tone", of_letter(self._receipt.verdict)[1])

    def _lay_out(self) -> None:
        found, box = card(self)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(SIZES.gap)
        self._form.setVerticalSpacing(SIZES.step)
        for name in FIELDS:
            self._form.addRow(*self._row(found, name))
        box.addLayout(self._form)
        box.addStretch(1)
        within, around = QWidget(self), QVBoxLayout()
        within.setLayout(around)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(found)
        self.setWidget(within)

    def _row(self, parent: QWidget, name: str) -> tuple[QLabel, QLabel]:
        title, line = label(parent, "label"), label(parent, "", name=f"efile.letter-card.{name}")
        self._speech.bind(title.setText, f"efile-ui.card-{name}", title)
        line.setWordWrap(True)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines[name] = line
        return title, line


def said_of(speech: Speech, receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Yield each line of the card that has something to tell."""
    letter, sender, word = receipt.letter, receipt.letter.sender, speech.word
    if receipt.is_issue:
        yield "signature", speech.say(of_letter(receipt.verdict)[0])
    yield from _by(speech, receipt)
    yield "address", sender.address
    yield "reach", " · ".join(filter(None, (sender.mobile, sender.email)))
    yield "letter-no", letter.letter_no
    yield "written", day_words(letter.letter_date) if letter.letter_date else ""
    yield "received", day_words(letter.received_on)
    yield "delivery", word(f"efile-ui.delivery-{letter.delivery.value}")
    if not receipt.is_issue:
        yield "form", word(f"efile-ui.form-{letter.form.value}")
    yield "language", word(f"efile-ui.language-{letter.language}") if letter.language in ("hi", "en") else ""
    yield "category", letter.category
    yield "enclosures", letter.enclosures
    yield "pages", str(receipt.pages) if receipt.pages else ""
    yield "remarks", letter.remarks
    yield "marked", _marked(speech, receipt.movements)


def _by(speech: Speech, receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Whoever is known here is named in the language of the screen; else as the letter names them."""
    sender, writer = receipt.letter.sender, receipt.writer
    post = writer.post if writer else None
    yield "sender", speech.say(writer.name) if writer else sender.name
    yield "designation", speech.say(post.designation) if post else sender.designation
    yield "organisation", speech.say(post.office) if post else sender.organisation


def _marked(speech: Speech, movements: tuple[Movement, ...]) -> str:
    """Return the last marking, with its remark: what the sender wants done with the letter."""
    sent = [each for each in movements if each.act == "sent"]
    if not sent:
        return ""
    last = sent[-1]
    who = f"{speech.say(last.by)}, {speech.say(last.post.designation)}"
    return "\n".join(filter(None, (f"{who} · {clock_words(last.at)}", last.remarks)))
