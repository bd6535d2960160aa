"""What two versions of a draft differ in: words that were struck, and words that were written instead."""

from functools import partial
from html import escape
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from app.base.compared import Change, Passage, compared, count
from app.base.days import clock_words
from app.base.words import Words
from app.efile.outgoing import Draft, DraftVersion, Typed
from app.words import words
from ui.efile.sheet import abreast
from ui.efile.short_combo import ShortCombo
from ui.field import Field, field
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

_DRESS = {
    Change.KEPT: "{}",
    Change.STRUCK: f'<s style="color:{COLOURS.wrong}; background-color:{COLOURS.wrong_soft}">{{}}</s>',
    Change.WRITTEN: f'<u style="color:{COLOURS.good}; background-color:{COLOURS.good_soft}">{{}}</u>',
}
_LINE_ENDS = {Change.KEPT: "<br>", Change.STRUCK: "¶", Change.WRITTEN: "¶<br>"}


class _Offered(NamedTuple):
    name: Words
    subject: str
    text: str


class ComparePane(QWidget):
    """The last version beside the one before it, unless others are chosen; what is typed and not saved is one more."""

    failed = Signal(object)  # AppError

    def __init__(self, tasks: Tasks, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._speech = tasks, speech
        self._offered: tuple[_Offered, ...] = ()
        self._before, self._after = ShortCombo(self), ShortCombo(self)
        self._count, self._counted = label(self, "hint", name="efile.drafts.compare.count"), Words("", "")
        self._page = QTextBrowser(self)
        self._page.setObjectName("efile.drafts.compare.page")
        self._page.setFont(font(SIZES.body + 1))
        self._lay_out()
        for each in (self._before, self._after):
            each.activated.connect(self._compare)
        speech.changed.connect(self._name)

    def begin(self, draft: Draft, typed: Typed | None) -> None:
        versions = [_Offered(_named(each), each.subject, each.text) for each in draft.versions]
        unsaved = [_Offered(words("efile-ui.compare-typed"), typed.subject, typed.text)] if typed else []
        self._offered = (*versions, *unsaved)
        self._name()
        self._after.setCurrentIndex(len(self._offered) - 1)
        self._before.setCurrentIndex(len(self._offered) - 2)
        self._compare()
        self._before.setFocus()

    def _asked(self) -> tuple[_Offered, _Offered]:
        return self._offered[self._before.currentIndex()], self._offered[self._after.currentIndex()]

    def _compare(self) -> None:
        """A long letter takes a blink too long for this thread."""
        self._page.clear()
        self._tell(words("ui.coming"))
        before, after = asked = self._asked()
        for_both = partial(_both, before, after)
        self._tasks.run(Lane.SHEETS, for_both, partial(self._show, asked), self.failed.emit, owner=self)

    def _show(self, asked: tuple[_Offered, _Offered], found: tuple[tuple[Passage, ...], ...]) -> None:
        """An answer about other versions is of no use."""
        if asked != self._asked():
            return
        every = [each for part in found for each in part]
        written, struck = count(every, Change.WRITTEN), count(every, Change.STRUCK)
        key = "count" if any(each.change is not Change.KEPT for each in every) else "same"
        self._tell(words(f"efile-ui.compare-{key}", written=written, struck=struck))
        subject, text = found
        self._page.setHtml(f"<p><b>{_drawn(subject)}</b></p><p>{_drawn(text)}</p>")

    def _tell(self, said: Words) -> None:
        self._counted = said
        self._count.setText(self._speech.say(said))

    def _name(self) -> None:
        self._tell(self._counted)
        for combo in (self._before, self._after):
            place = combo.currentIndex()
            combo.clear()
            combo.addItems([self._speech.say(each.name) for each in self._offered])
            combo.setCurrentIndex(place)

    def _field(self, name: str, editor: QWidget) -> Field:
        said = words(f"efile-ui.compare-{name}")
        object_name = f"efile.drafts.compare.{name}"
        return field(self, self._speech, name=object_name, label=said, help=Words("", ""), editor=editor)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        box.addLayout(abreast(self._field("before", self._before), self._field("after", self._after)))
        box.addWidget(self._count)
        box.addWidget(self._page, 1)
        self._speech.bind(self._page.setAccessibleName, "efile-ui.compare", self._page)


def _named(version: DraftVersion) -> Words:
    facts = {"version": version.version, "at": clock_words(version.at)}
    hindi, english = (
        words("efile-ui.drafts-version", by=by, **facts) for by in (version.by.hi, version.by.en)
    )
    return Words(hindi.hi, english.en)


def _both(before: _Offered, after: _Offered) -> tuple[tuple[Passage, ...], ...]:
    return compared(before.subject, after.subject), compared(before.text, after.text)


def _drawn(passages: tuple[Passage, ...]) -> str:
    return " ".join(_DRESS[each.change].format(_in_html(each)) for each in passages)


def _in_html(passage: Passage) -> str:
    return escape(str(passage)).replace("\n", _LINE_ENDS[passage.change])
