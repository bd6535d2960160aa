"""What stands over a file or letter: how secret and how urgent it is, of paper or a part, from whom and since when."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.days import clock_words, day_words, office_day
from app.efile.model import Classification, File, Form, Priority, Receipt, Relation, Row
from app.efile.walk import Place
from ui.places import label
from ui.theme import SIZES, restyle
from ui.words import Speech

Thing = File | Receipt


class Facts(QWidget):
    """The number with its marks, the subject, and a line of where it came from."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._thing: Thing | None = None
        self._row: Row | None = None
        self._number, self._marks = (
            label(self, "hint", name="efile.number"),
            label(self, "label", name="efile.marks"),
        )
        self._subject, self._whence = (
            label(self, "heading", name="efile.subject"),
            label(self, "hint", name="efile.whence"),
        )
        self._lay_out()
        speech.changed.connect(self._say)

    def show_thing(self, thing: Thing | None, row: Row | None) -> None:
        """Show it; `row` knows from whom it came, where it is this thing's own."""
        self._thing = thing
        self._row = row if thing is not None and row is not None and row.id == thing.id else None
        self._say()

    def show_coming(self, row: Row | None) -> None:
        """Name what is on its way here, as far as its list knows it."""
        self.show_thing(None, None)
        self._number.setText(row.number if row else "")
        self._subject.setText(self._speech.word("efile-ui.thing-looking"))

    def _say(self) -> None:
        thing = self._thing
        self._number.setText(thing.number if thing else "")
        self._subject.setText(_subject_of(thing) if thing else "")
        marks = list(marks_of(self._speech, thing)) if thing else []
        self._marks.setText("  ".join(marks))
        self._marks.setVisible(bool(marks))
        restyle(
            self._marks,
            "tone",
            "wrong" if thing and _class_of(thing) is not Classification.NORMAL else "wait",
        )
        self._whence.setText(" · ".join(whence_of(self._speech, thing, self._row)) if thing else "")
        self._whence.setVisible(thing is not None)

    def _lay_out(self) -> None:
        for each in (self._subject, self._whence):
            each.setWordWrap(True)
        line, box = QHBoxLayout(), QVBoxLayout(self)
        line.setSpacing(SIZES.step)
        line.addWidget(self._number)
        line.addStretch(1)
        line.addWidget(self._marks)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step // 2)
        box.addLayout(line)
        box.addWidget(self._subject)
        box.addWidget(self._whence)


def marks_of(speech: Speech, thing: Thing) -> Iterator[str]:
    """Yield what is special about it; an ordinary file has no marks."""
    class_ = _class_of(thing)
    if class_ is not Classification.NORMAL:
        yield speech.word(f"efile-ui.class-{class_.value}")
    if not isinstance(thing, File):
        if thing.letter.vip:
            yield speech.word("efile-ui.mark-vip")
        return
    if thing.priority is not Priority.ORDINARY:
        yield speech.word(f"efile-ui.priority-{thing.priority.value}")
    if thing.relation is not Relation.MAIN:
        yield speech.word(f"efile-ui.relation-{thing.relation.value}")
    if thing.form is Form.PHYSICAL or any(each.physical for each in thing.movements):
        yield speech.word("efile-ui.mark-physical")


def whence_of(speech: Speech, thing: Thing, row: Row | None) -> Iterator[str]:
    """Yield from whom it came or with whom it lies, until when it is parked, and who made it."""
    say = speech.say
    if not thing.mine:
        yield speech.word(
            "efile-ui.whence-with", who=say(thing.holder.designation), office=say(thing.holder.office)
        )
        yield from _opened(speech, thing)
    elif row is not None and row.sender is not None:
        at = clock_words(row.arrived_at)
        yield speech.word("efile-ui.whence-from", who=say(row.sender.designation), at=at)
    if isinstance(thing, File):
        if thing.parked_until is not None:
            yield speech.word("efile-ui.whence-parked", day=day_words(thing.parked_until), why=thing.reason)
        if thing.place is Place.CLOSED:
            yield speech.word("efile-ui.whence-closed", day=_closed_on(thing), why=thing.reason)
        made = day_words(office_day(thing.created_at))
        yield speech.word("efile-ui.whence-made", who=say(thing.creator_post.designation), day=made)


def _opened(speech: Speech, thing: Thing) -> Iterator[str]:
    """Yield whether the one who has it has opened it: till then it can be pulled back."""
    by_holder = (each for each in reversed(thing.movements) if each.post.id == thing.holder.id)
    opened = next((each for each in by_holder if each.act == "opened"), None)
    if thing.place is Place.UNOPENED:
        yield speech.word("efile-ui.whence-unopened")
    elif opened is not None and thing.place is Place.AT_DESK:
        yield speech.word("efile-ui.whence-opened", at=clock_words(opened.at))


def _closed_on(file: File) -> str:
    closings = [each.at for each in file.movements if each.act == "closed"]
    return day_words(office_day(closings[-1])) if closings else ""


def _class_of(thing: Thing) -> Classification:
    return thing.classification if isinstance(thing, File) else thing.letter.classification


def _subject_of(thing: Thing) -> str:
    return thing.subject if isinstance(thing, File) else thing.letter.subject
