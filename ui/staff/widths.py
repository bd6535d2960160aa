"""How wide a column of employees stands, by what is written in it."""

from app.staff.sheets.model import Field, Kind
from ui.theme import SIZES

_LINE = 9
_OF_KIND = {
    Kind.NAME: 16,
    Kind.DESIGNATION: 15,
    Kind.MOBILE: 17,
    Kind.AADHAAR: 19,
    Kind.EMAIL: 25,
    Kind.TEXT: 18,
}
_OTHER = 15


def width_of(field: Field | None) -> int:
    """Return px; without a field, of the column that tells the line."""
    return SIZES.step * (_OF_KIND.get(field.kind, _OTHER) if field else _LINE)
