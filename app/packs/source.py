"""A pack's TOML, read strictly: whatever is wrong is said with its file, its line and the nearest known key."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from app.base.money import Paise, in_paise
from app.base.words import Words
from app.errors import InputError, PackError

_NOWHERE = "—"
_MISSPELT = 75  # of 100: RapidFuzz' likeness from which a key is taken for another misspelt
_LINE_IN_MESSAGE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Source:
    """A file and its text, so that a mistake can be pointed at."""

    file: Path
    text: str

    def fail(self, key: str, *, why: str, near: Iterable[str] = (), within: str = "") -> NoReturn:
        """Raise the PackError for `key`; `within` is a value of the same table, to find the right one of many."""
        raise PackError(
            reason=why,
            file=f"{self.file.parent.name}/{self.file.name}",
            line=self._line_of(key, within),
            key=key,
            nearest=_nearest(key, near),
        )

    def _line_of(self, key: str, within: str) -> int:
        """Return the line where `key` (or a value of that text) stands, after the one that holds `within`."""
        lines = self.text.splitlines()
        start: int = next((at for at, line in enumerate(lines) if within and f'"{within}"' in line), 0)
        asked = re.compile(rf"(^|[\s{{,.\[\"']){re.escape(key)}([\s=\]}}\"'.,]|$)")
        order: list[int] = [*range(start, len(lines)), *range(start)]
        for at in order:
            if asked.search(lines[at].split("#", 1)[0]):
                return at + 1
        return 1


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file. Every key must be asked for; `done` tells of one that nobody knows."""

    source: Source
    values: Mapping[str, Any]
    name: str = ""
    asked: set[str] = field(default_factory=set)

    def text(self, key: str, default: str | None = None) -> str:
        return str(self._value(key, str, default))

    def whole(self, key: str, default: int | None = None) -> int:
        return int(self._value(key, int, default))

    def flag(self, key: str, *, default: bool = False) -> bool:
        return bool(self._value(key, bool, default))

    def day(self, key: str) -> date:
        found: date = self._value(key, date, None)
        return found

    def money(self, key: str) -> Paise:
        value = self._value(key, (int, Decimal), None)
        try:
            return in_paise(Decimal(value))
        except InputError:
            self.fail(key, why="pack.wrong-value")

    def words(self, key: str, default: Words | None = None) -> Words:
        value = self._value(key, (str, dict), default)
        if isinstance(value, Words):
            return value
        if isinstance(value, str):
            return Words(value, value)
        if set(value) != {"hi", "en"} or not all(isinstance(text, str) for text in value.values()):
            self.fail(key, why="pack.words-wrong", near=("hi", "en"))
        return Words(value["hi"], value["en"])

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._value(key, list, [])
        if not all(isinstance(each, str) for each in found):
            self.fail(key, why="pack.wrong-value")
        return tuple(found)

    def value(self, key: str, default: Any = None) -> Any:
        """Return what stands there, whatever kind it is."""
        return self._value(key, object, default)

    def tables(self, key: str) -> tuple["Table", ...]:
        found = self._value(key, list, [])
        if not all(isinstance(each, dict) for each in found):
            self.fail(key, why="pack.wrong-value")
        return tuple(Table(self.source, each, str(each.get("id", self.name))) for each in found)

    def table(self, key: str) -> "Table | None":
        found = self._value(key, dict, {})
        return Table(self.source, found, key) if found else None

    def has(self, key: str) -> bool:
        return key in self.values

    def done(self) -> None:
        """Raise PackError("pack.unknown-key") for a key that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                self.fail(key, why="pack.unknown-key", near=self.asked)

    def fail(self, key: str, *, why: str, near: Iterable[str] = ()) -> NoReturn:
        self.source.fail(key, why=why, near=near, within=self.name)

    def _value(self, key: str, kind: Any, default: Any) -> Any:
        self.asked.add(key)
        if key not in self.values:
            if default is None:
                self._fail_missing(key)
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(key, why="pack.wrong-value")
        return value

    def _fail_missing(self, key: str) -> NoReturn:
        """Tell of the key that is missing; where another nearly has its name, of that one's spelling."""
        from rapidfuzz import process

        unasked = [each for each in self.values if each not in self.asked]
        meant = process.extractOne(key, unasked, score_cutoff=_MISSPELT) if unasked else None
        if meant:
            self.fail(meant[0], why="pack.unknown-key", near=(key,))
        self.source.fail(self.name or key, why="pack.key-missing", near=(key,))


def read(file: Path) -> Table:
    """Read a file of a pack. Raises: PackError, for one that cannot be read or is no TOML."""
    try:
        text = file.read_text("utf-8")
        return Table(Source(file, text), tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as wrong:
        found = _LINE_IN_MESSAGE.search(str(wrong))
        line = int(found[1]) if found else text.count("\n") + 1
        raise _unreadable(file, "pack.not-toml", line) from wrong
    except (OSError, UnicodeDecodeError) as wrong:
        raise _unreadable(file, "pack.unreadable", 1) from wrong


def _unreadable(file: Path, why: str, line: int) -> PackError:
    place = f"{file.parent.name}/{file.name}"
    return PackError(reason=why, file=place, line=line, key=_NOWHERE, nearest=_NOWHERE)


def _nearest(key: str, near: Iterable[str]) -> str:
    from rapidfuzz import process

    known = sorted(near)
    found = process.extractOne(key, known) if known else None
    return found[0] if found else _NOWHERE
