"""The readiness of offices as a report: how far they are, block by block, what is late and who to call."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from math import ceil

from app.base.days import day_words
from app.base.words import Language, Words
from app.ports.report import Report, ReportTable, Told, Tone, tone_of
from app.staff.standings import ActionPoint, Call, Heat, ItemStanding, Meeting, Readiness, Standing, Standings
from app.words import words

_ACROSS, _FIRST = 10, 5  # columns of heat that are read beside each other; how wide the first one is
_FEW = 3  # items that are named where an office is to be called
_TONES = {
    Standing.DONE: Tone.GOOD,
    Standing.OPEN: Tone.PLAIN,
    Standing.LATE: Tone.WRONG,
    Standing.EXEMPT: Tone.WAIT,
}


def report_of(
    found: Standings, office: Words, by: Words, at: datetime, language: Language, *, training: bool
) -> Report:
    """Return the report in one language."""
    speak = _Speaker(language)
    return Report(
        title=speak.word("title"),
        office=speak.say(office),
        by=speak.say(by),
        at=at,
        facts=tuple(speak.facts(found)),
        tables=(
            *speak.heat_tables(found.heat),
            speak.item_table(found),
            speak.office_table(found),
            speak.late_table(found),
            speak.due_table(found),
        ),
        training=training,
    )


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Writes each table in one language."""

    language: Language

    def say(self, said: Words) -> str:
        return said.in_language(self.language)

    def word(self, key: str, **facts: object) -> str:
        return self.say(words(f"readiness-report.{key}", **facts))

    def facts(self, found: Standings) -> Iterator[tuple[str, str]]:
        ready = sum(each.percent == 100 for each in found.offices)  # noqa: PLR2004  all of it
        late = sum(len(call.items) for call in found.calls)
        overdue = sum(point.due < found.day for _, point in found.due)
        for key, told in (
            ("as-of", day_words(found.day)),
            ("mean", f"{found.percent}%"),
            ("ready", f"{ready} / {len(found.offices)}"),
            ("late", self.word("late-told", items=late, offices=len(found.calls))),
            ("overdue", str(overdue)),
        ):
            yield self.word(key), told

    def heat_tables(self, heat: Sequence[Heat]) -> Iterator[ReportTable]:
        """Yield the heat with the many down and the few across, in as many tables as no word of a heading breaks in."""
        departments = list(dict.fromkeys(each.department for each in heat))
        blocks = list(dict.fromkeys(each.block for each in heat))
        if len(departments) > len(blocks):
            named, down, across = "department", departments, blocks
            cells = {(each.department, each.block): self._heat(each) for each in heat}
        else:
            named, down, across = "block", blocks, departments
            cells = {(each.block, each.department): self._heat(each) for each in heat}
        tables = ceil(len(across) / _ACROSS)
        for number in range(tables):
            some = across[len(across) * number // tables : len(across) * (number + 1) // tables]
            yield ReportTable(
                self.word("heat") + (f" {number + 1}/{tables}" if tables > 1 else ""),
                (self.word(named), *map(self.say, some)),
                (_FIRST, *(2 for _ in some)),
                tuple((Told(self.say(row)), *(cells[row, each] for each in some)) for row in down),
            )

    def item_table(self, found: Standings) -> ReportTable:
        names = ("item", "duty", "done", "open", "late-count", "exempt")
        return ReportTable(
            self.word("by-item"),
            tuple(map(self.word, names)),
            (6, 4, 2, 2, 2, 2),
            tuple(self._item(number, each) for number, each in enumerate(found.by_item, 1)),
        )

    def office_table(self, found: Standings) -> ReportTable:
        items = (f"{number}. {self.say(each.words)}" for number, each in enumerate(found.items, 1))
        heads = (self.word("office"), self.word("percent"), *items)
        return ReportTable(
            self.word("by-office"),
            heads,
            (5, 2, *(2 for _ in found.items)),
            tuple(map(self._office, found.offices)),
        )

    def late_table(self, found: Standings) -> ReportTable:
        names = {item.id: (at, self.say(item.words)) for at, item in enumerate(found.items, 1)}
        return ReportTable(
            self.word("calls"),
            tuple(map(self.word, ("office", "phone", "who", "what-late"))),
            (5, 2, 5, 5),
            tuple(self._call(each, names) for each in found.calls),
        )

    def due_table(self, found: Standings) -> ReportTable:
        names = {each.office: self.say(each.name) for each in found.offices}
        return ReportTable(
            self.word("points"),
            tuple(map(self.word, ("due", "point", "office", "meeting"))),
            (2, 8, 4, 3),
            tuple(self._point(meeting, point, names, found.day) for meeting, point in found.due),
        )

    def _heat(self, cell: Heat) -> Told:
        if cell.percent is None:
            return Told("—")
        return Told(self.word("cell", percent=cell.percent, offices=cell.offices), tone_of(cell.percent))

    def _item(self, number: int, each: ItemStanding) -> tuple[Told, ...]:
        late = len(each.late)
        return (
            Told(f"{number}. {self.say(each.item.words)}"),
            Told(self.say(each.item.duty)),
            Told(str(each.done), Tone.GOOD if each.done else Tone.PLAIN),
            Told(str(each.open - late)),
            Told(str(late), Tone.WRONG if late else Tone.PLAIN),
            Told(str(each.exempt), Tone.WAIT if each.exempt else Tone.PLAIN),
        )

    def _office(self, each: Readiness) -> tuple[Told, ...]:
        marks = (Told(self.word(mark.standing.value), _TONES[mark.standing]) for mark in each.marks)
        return Told(self.say(each.name)), Told(f"{each.percent}%", tone_of(each.percent)), *marks

    def _call(self, call: Call, names: Mapping[str, tuple[int, str]]) -> tuple[Told, ...]:
        who = ", ".join(self.say(each) for each in (call.who, call.post) if each)
        late = _said(sorted(names[each] for each in call.items))
        return Told(self.say(call.name)), Told(call.phone), Told(who or "—"), Told(late)

    def _point(
        self, meeting: Meeting, point: ActionPoint, names: Mapping[str, str], today: date
    ) -> tuple[Told, ...]:
        due = Told(day_words(point.due), Tone.WRONG if point.due < today else Tone.PLAIN)
        where = names.get(point.office, point.office)
        return due, Told(point.text), Told(where), Told(day_words(meeting.on))


def _said(late: Sequence[tuple[int, str]]) -> str:
    """Name a few items; of many their numbers are enough, runs of them as 1-4: the list above names them all."""
    if len(late) <= _FEW:
        return "; ".join(f"{number}. {name}" for number, name in late)
    runs = groupby(enumerate(number for number, _ in late), key=lambda each: each[1] - each[0])
    ends = [[number for _, number in run] for _, run in runs]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in ends)
