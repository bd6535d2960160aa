"""What still has to reach the centre, and when it is tried next."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.base.days import clock_words
from app.errors import AppError, CentralRefused
from app.sync.model import OutboxItem, SyncStatus
from app.words import catalogue, explain, words
from ui.places import Listing, Place
from ui.places.things import offer_to_open
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class OutboxPlace(Place):
    """Entries owed to the centre, oldest first; they go by themselves, or now."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "outbox", parent)
        columns = (
            ("ui.column-of", lambda item: speech.say(item.thing.called)),
            ("ui.column-what", lambda item: entry_words(speech, item.kind)),
            ("ui.column-state", self._state),
            ("ui.column-when", lambda item: clock_words(item.at)),
            ("ui.column-tries", lambda item: str(item.attempts)),
            (
                "ui.attention-cause",
                lambda item: cause_words(speech, item.code, {"kind": item.kind}) if item.code else "",
            ),
        )
        self._list = Listing[OutboxItem](speech, "outbox.list", columns, "ui.outbox-empty", self, wide=5)
        self._list.activated.connect(self._open_chosen)
        self._send = self.button("send-now", "ui.send-now", self.send_now, "primary")
        self._list.chosen.connect(self._offer)
        self._open = self.button("open", "ui.open", self._open_chosen)
        self._open.hide()
        self.box.addWidget(self._list, 1)
        self.setFocusProxy(self._list)
        self.line(self._send, self._open)

    def refresh(self) -> None:
        self.run(Lane.RECORDS, self.office.link.outbox, self._show)

    def send_now(self) -> None:
        """Try the centre now, without waiting for the next try."""
        self._send.setEnabled(False)
        self.tell(words("ui.working"), "wait")
        self.tasks.run(Lane.CENTRE, self.office.link.sync_now, self._sent, self.tell_failed, owner=self)

    def tell_failed(self, error: AppError) -> None:
        self._send.setEnabled(True)
        super().tell_failed(error)

    def _sent(self, status: SyncStatus) -> None:
        self._send.setEnabled(True)
        if status.cause:
            self.tell_failed(status.cause)
        else:
            self.tell(words("ui.sent-now"))
        self.refresh()

    def _show(self, items: tuple[OutboxItem, ...]) -> None:
        self._list.put(items, lambda item: item.entry)

    def _offer(self) -> None:
        item = self._list.current()
        offer_to_open(self._open, self.speech, item.thing if item else None)

    def _state(self, item: OutboxItem) -> str:
        if item.held_by:
            return self.speech.word("ui.outbox-held")
        return self.speech.word(f"ui.outbox-{item.state.value}")

    def _open_chosen(self) -> None:
        item = self._list.current()
        if item is not None and item.thing.lies is not None:
            self.lies_asked.emit(item.thing.lies, item.subject)


def entry_words(speech: Speech, kind: str) -> str:
    """Return what an entry's kind is called; an attached paper has none."""
    key = f"ui.entry-{kind}" if kind else "ui.entry-upload"
    return speech.word(key if key in catalogue() else "ui.entry-other")


def cause_words(speech: Speech, code: str, facts: Mapping[str, str | int]) -> str:
    """Return a refusal's cause in plain words; what the centre's newer codes share, where one is not known here."""
    told = {**facts, "reason": code}
    if "kind" in facts:
        told["kind"] = entry_words(speech, str(facts["kind"]))
    return speech.say(explain(CentralRefused(**told)))
