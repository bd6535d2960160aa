"""In which font does an ODS draw its cells? Its styles say so, each for itself or as one that it builds upon does."""

from dataclasses import dataclass, field

from app.staff.sheets.legacy import named
from app.staff.sheets.strict_xml import Attributes

_CELLS = "table-cell"
_DEFAULT = ""  # the style of whatever names none
_MOST_PARENTS = 32  # a style that builds upon itself is nobody's work


@dataclass(slots=True)
class CellStyles:
    """The styles met so far, by their names; `at` is called for each element before the first table."""

    _faces: dict[str, str] = field(default_factory=dict)
    _fonts: dict[str, str] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)
    _of_old: dict[str, str] = field(default_factory=dict)
    _style: str | None = None

    def at(self, element: str, found: Attributes) -> None:
        if element == "font-face":
            self._faces[found.get("name", "")] = _plain(found.get("font-family", ""))
        elif element in {"style", "default-style"}:
            self._begin(found)
        elif element.endswith("-style"):
            self._style = None
        elif element == "text-properties" and self._style is not None:
            self._note(self._style, found)

    def of_old(self, style: str) -> str:
        """Return the font of old in which cells of a style are drawn, "" where it is none."""
        if style not in self._of_old:
            family = self._family(style)
            self._of_old[style] = family if named(family) else ""
        return self._of_old[style]

    def _begin(self, found: Attributes) -> None:
        self._style = found.get("name", _DEFAULT) if found.get("family") == _CELLS else None
        if self._style:
            self._parents[self._style] = found.get("parent-style-name", _DEFAULT)

    def _note(self, style: str, found: Attributes) -> None:
        face = found.get("font-name", "")
        if family := self._faces.get(face, face) or _plain(found.get("font-family", "")):
            self._fonts[style] = family

    def _family(self, style: str) -> str:
        for _ in range(_MOST_PARENTS):
            if style in self._fonts or style == _DEFAULT:
                break
            style = self._parents.get(style, _DEFAULT)
        return self._fonts.get(style, "")


def _plain(family: str) -> str:
    """Return the first of the families that are named, without its quotes."""
    return family.split(",", maxsplit=1)[0].strip().strip("'\"")
