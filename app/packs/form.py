"""Reads what a service asks: the steps and fields of its form, its rules, and the papers to attach."""

import re
from collections.abc import Collection

from app.base.words import Language
from app.packs.model import Choice, Condition, DocumentSlot, Field, FieldKind, Rule, Step, Usual
from app.packs.source import Table

OPERATIONS = (
    "is",
    "is-not",
    "in",
    "at-least",
    "at-most",
    "answered",
    "younger-than",
    "older-than",
    "same-as",
)
_FORMATS = ("jpeg", "pdf")
_CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.MANY})
_THIS_YEAR = "this-year"
_FREE = frozenset({FieldKind.TEXT, FieldKind.ADDRESS})


def read_steps(pack: Table) -> tuple[Step, ...]:
    """Read the form. Raises: PackError, for an unknown kind, a field named twice or asked about too early."""
    seen: set[str] = set()
    steps = tuple(_step(table, seen) for table in pack.tables("step"))
    if not steps:
        pack.fail("step", why="pack.key-missing")
    return steps


def read_documents(pack: Table) -> tuple[DocumentSlot, ...]:
    return tuple(_document(table) for table in pack.tables("document"))


def read_rules(pack: Table, fields: Collection[str]) -> tuple[Rule, ...]:
    return tuple(_rule(table, fields) for table in pack.tables("rule"))


def _step(table: Table, seen: set[str]) -> Step:
    step = Step(
        id=table.text("id"),
        name=table.words("name"),
        fields=tuple(_field(each, seen) for each in table.tables("field")),
    )
    table.done()
    return step


def _field(table: Table, seen: set[str]) -> Field:
    name = table.text("id")
    if name in seen:
        table.fail(name, why="pack.twice", near=seen)
    kind = _kind(table)
    field = Field(
        id=name,
        kind=kind,
        label=table.words("label"),
        help=table.words("help"),
        required=table.flag("required", default=True),
        choices=_choices(table, kind, seen),
        least=_bound(table, "least", kind),
        most=None if _until_this_year(table, kind) else _bound(table, "most", kind),
        until_this_year=_until_this_year(table, kind),
        pattern=_pattern(table),
        shown_when=_conditions(table, "shown_when", seen),
        unconfirmed=table.flag("unconfirmed"),
        about_person=table.flag("about_person"),
        usual=_usual(table, kind),
        number_of=_number_of(table, kind),
        language=_language(table, kind),
    )
    table.done()
    seen.add(name)
    return field


def _kind(table: Table) -> FieldKind:
    name = table.text("kind")
    known = [kind.value for kind in FieldKind]
    if name not in known:
        table.fail(name, why="pack.wrong-value", near=known)
    return FieldKind(name)


def _choices(table: Table, kind: FieldKind, seen: set[str]) -> tuple[Choice, ...]:
    choices = []
    for each in table.tables("choices"):
        choices.append(Choice(each.text("id"), each.words("words"), _conditions(each, "shown_when", seen)))
        each.done()
    if (kind in _CHOSEN) != bool(choices):
        table.fail("choices", why="pack.choices-wrong")
    if len({choice.id for choice in choices}) < len(choices):
        table.fail("choices", why="pack.twice")
    return tuple(choices)


def _language(table: Table, kind: FieldKind) -> Language | None:
    """Return the language that free text is written in; None where the pack leaves it open."""
    if not table.has("language"):
        return None
    name, known = table.text("language"), [each.value for each in Language]
    if name not in known or kind not in _FREE:
        table.fail("language", why="pack.wrong-value", near=known)
    return Language(name)


def _number_of(table: Table, kind: FieldKind) -> str:
    """Return the service whose number is asked; none where the pack names none."""
    name = table.text("number_of", "")
    root = table.source.file.parent.parent
    known = [each.parent.name for each in root.glob("*/service.toml")]
    if name and (kind is not FieldKind.TEXT or name not in known):
        table.fail("number_of", why="pack.wrong-value", near=known)
    return name


def _usual(table: Table, kind: FieldKind) -> Usual | None:
    """Return where a PIN code usually lies, or how a number given earlier usually looks; None where none is said."""
    usual = table.table("usual")
    if usual is None:
        return None
    doubt, ranges, pattern = usual.words("doubt"), [], ""
    if kind is FieldKind.PIN_CODE:
        ranges = usual.value("ranges")
    elif table.text("number_of", ""):
        pattern = _pattern(usual)
    if not (pattern or _are_ranges(ranges)):
        table.fail("usual", why="pack.wrong-value")
    usual.done()
    return Usual(doubt, tuple((first, last) for first, last in ranges), pattern)


def _are_ranges(value: object) -> bool:
    """Say whether a value lists pairs of whole numbers, the smaller one first."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(pair, list) and [type(end) for end in pair] == [int, int] and pair[0] <= pair[1]
            for pair in value
        )
    )


def _bound(table: Table, key: str, kind: FieldKind) -> int | None:
    """Return a bound in the field's own unit; of money, in paise."""
    if not table.has(key):
        return None
    return table.money(key) if kind is FieldKind.MONEY else table.whole(key)


def _until_this_year(table: Table, kind: FieldKind) -> bool:
    """Say whether the most is the word for the year of the day on which the answer is given."""
    return kind is FieldKind.NUMBER and table.has("most") and table.value("most") == _THIS_YEAR


def _pattern(table: Table) -> str:
    pattern = table.text("pattern", "")
    try:
        re.compile(pattern)
    except re.error:
        table.fail("pattern", why="pack.wrong-value")
    return pattern


def _document(table: Table) -> DocumentSlot:
    slot = DocumentSlot(
        id=table.text("id"),
        label=table.words("label"),
        help=table.words("help"),
        required=table.flag("required", default=True),
        formats=table.texts("formats"),
        least_kb=table.whole("least_kb"),
        most_kb=table.whole("most_kb"),
        most_pages=table.whole("most_pages", 1),
        colour=table.flag("colour", default=True),
        mask_aadhaar=table.flag("mask_aadhaar"),
        unconfirmed=table.flag("unconfirmed"),
    )
    table.done()
    if not slot.formats or not set(slot.formats) <= set(_FORMATS):
        table.fail("formats", why="pack.wrong-value", near=_FORMATS)
    if not 0 <= slot.least_kb < slot.most_kb:
        table.fail("most_kb", why="pack.wrong-value")
    if slot.most_pages < 1 or (slot.most_pages > 1 and "pdf" not in slot.formats):
        table.fail("most_pages", why="pack.wrong-value")
    return slot


def _rule(table: Table, fields: Collection[str]) -> Rule:
    rule = Rule(
        id=table.text("id"),
        when=_conditions(table, "when", fields),
        reason=table.words("reason"),
        unconfirmed=table.flag("unconfirmed"),
    )
    table.done()
    if not rule.when:
        table.fail("when", why="pack.key-missing")
    return rule


def _conditions(table: Table, key: str, fields: Collection[str]) -> tuple[Condition, ...]:
    """Read conditions; each may look only at fields of the same form, a field's own only at those before it."""
    return tuple(_condition(each, fields) for each in table.tables(key))


def _condition(table: Table, fields: Collection[str]) -> Condition:
    field, op = table.text("field"), table.text("op")
    value = table.value("value", default="")
    table.done()
    if field not in fields:
        table.fail(field, why="pack.unknown-field", near=fields)
    if op not in OPERATIONS:
        table.fail(op, why="pack.wrong-value", near=OPERATIONS)
    if op == "same-as" and value not in fields:
        table.fail("value", why="pack.unknown-field", near=fields)
    if not _fits(op, value):
        table.fail("value", why="pack.wrong-value")
    return Condition(field, op, tuple(value) if isinstance(value, list) else value)


def _fits(op: str, value: object) -> bool:
    if op == "in":
        return isinstance(value, list) and bool(value)
    if op in {"at-least", "at-most", "younger-than", "older-than"}:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str | int | bool)
