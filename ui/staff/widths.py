"""How wide a column of employees stands, by what is written in it."""

from app.staff.sheets.model import Field, Kind
from ui.theme import SIZES

_MARK, _DIGIT = 46, 9  # px, the drawing with its room, and a figure
_HEADING = 50  # rows that may stand above the list
_OF_KIND = {
    Kind.NAME: 16,
    Kind.DESIGNATION: 15,
    Kind.MOBILE: 17,
    Kind.AADHAAR: 24,  # its mask is read to the last figure, beside a mark too
    Kind.EMAIL: 25,
    Kind.BIRTH: 19,  # a day is read whole beside a mark
    Kind.PAST: 19,
    Kind.DATE: 19,
    Kind.TEXT: 18,
}
_OTHER = 15


def width_of(field: Field) -> int:
    """Return px."""
    return SIZES.step * _OF_KIND.get(field.kind, _OTHER)


def width_of_line(rows: int) -> int:
    """Return px of the column that tells the line, in a sheet of so many rows."""
    return _MARK + _DIGIT * max(3, len(str(rows + _HEADING)))
