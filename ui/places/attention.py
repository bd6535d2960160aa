"""What the centre turned back, why, who can mend it, and how it is sent again."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.base.days import clock_words
from app.sync.model import AttentionItem
from app.words import words
from ui.places import Listing, Place, card, label
from ui.places.outbox import cause_words, entry_words
from ui.places.things import offer_to_open
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class AttentionPlace(Place):
    """Each refused subject with its cause in full; nothing leaves this list by itself."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "attention", parent)
        self._list = self._listing()
        self._card, inside = card(self)
        self._card.setProperty("tone", "wrong")
        self._cause, self._who = (
            label(self._card, "heading", name="attention.cause"),
            label(self._card, "hint"),
        )
        for each in (self._cause, self._who):
            each.setWordWrap(True)
            inside.addWidget(each)
        self._open = self.button("open", "ui.open", self._open_chosen, "primary")
        self._again = self.button("send-again", "ui.send-again", self.send_again)
        self.box.addWidget(self._list, 1)
        self.setFocusProxy(self._list)
        self.box.addWidget(self._card)
        self.line(self._open, self._again)
        speech.changed.connect(self._explain)
        self._explain()

    def refresh(self) -> None:
        self.run(Lane.RECORDS, self.office.link.attention, self._show)

    def send_again(self) -> None:
        """Send the chosen subject again: a mended form as it is now, anything else as it was."""
        if item := self._list.current():
            self.act(lambda: self.office.link.send_again(item.subject), words("ui.send-again-asked"))

    def _listing(self) -> Listing[AttentionItem]:
        speech = self.speech
        columns = (
            ("ui.column-of", lambda item: speech.say(item.thing.called)),
            ("ui.column-number", lambda item: item.number),
            ("ui.column-what", lambda item: what_words(speech, item)),
            ("ui.attention-cause", lambda item: why_words(speech, item)),
            ("ui.attention-mender", lambda item: speech.word(f"ui.mender-{item.mender.value}")),
            ("ui.attention-behind", lambda item: str(item.waiting_behind)),
            ("ui.column-when", lambda item: clock_words(item.since) if item.since else ""),
        )
        found = Listing[AttentionItem](speech, "attention.list", columns, "ui.attention-empty", self, wide=3)
        found.chosen.connect(self._explain)
        found.activated.connect(self._open_chosen)
        return found

    def _show(self, items: tuple[AttentionItem, ...]) -> None:
        self._list.put(items, lambda item: item.entry or item.sha256 or item.subject)

    def _explain(self) -> None:
        item = self._list.current()
        for each in (self._card, self._again):
            each.setVisible(item is not None)
        offer_to_open(self._open, self.speech, item.thing if item else None)
        if item:
            self._cause.setText(why_words(self.speech, item))
            mender = self.speech.word(f"ui.mender-{item.mender.value}")
            self._who.setText(f"{self.speech.word('ui.attention-mender')}: {mender}")
            self._again.setVisible(item.can_go_again)

    def _open_chosen(self) -> None:
        item = self._list.current()
        if item is not None and item.thing.lies is not None:
            self.lies_asked.emit(item.thing.lies, item.subject)


def what_words(speech: Speech, item: AttentionItem) -> str:
    """Return what was refused; an application that the department looked at is called one."""
    return entry_words(speech, item.kind) if item.can_go_again else speech.word("ui.attention-application")


def why_words(speech: Speech, item: AttentionItem) -> str:
    told = {name: speech.say(each) for name, each in item.called.items()}
    told |= {"why": speech.say(item.why)} if item.why else {}
    return cause_words(speech, item.code, {**item.facts, **told})
