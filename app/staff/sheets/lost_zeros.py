"""Did its codes lose the zeros at their front? Told where a sheet or the master shows that they had some."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from app.staff.sheets.draft import Draft, of_sheet
from app.staff.sheets.model import Finding, Master
from app.staff.sheets.values import Tell

_CODE = "employee_code"
_SHOWN_BY = (_CODE, "reports_to")
_ASKED_OF_MASTER = 200  # codes; an office writes all of its codes alike
_WIDEST = 10


def tell_lost_zeros(
    drafts: Sequence[Draft], typed_as_number: Sequence[Draft], office: str, master: Master
) -> Iterator[Finding]:
    """Tell each code that is too short; yield what is only to be looked at, where nothing shows how long codes are."""
    width = _width_in_sheet(drafts)
    short = typed_as_number
    if not width:
        short = [draft for draft in drafts if draft.values.get(_CODE, "").isdecimal()]
        width = _width_in_master(short, office, master)
    for draft in short:
        if len(draft.values.get(_CODE, "")) < width:
            draft.tell(_CODE, Tell("code.zeros-lost", {"digits": width}))
    if not width:
        yield from _uneven(typed_as_number)


def _width_in_sheet(drafts: Sequence[Draft]) -> int:
    """Return how long most of the codes are that kept their zeros, 0 where none did; one alone may be mistyped."""
    kept = (draft.values.get(field, "") for draft in drafts for field in _SHOWN_BY)
    lengths = Counter(len(code) for code in kept if code.startswith("0"))
    return max(lengths, key=lambda length: (lengths[length], length), default=0)


def _width_in_master(drafts: Sequence[Draft], office: str, master: Master) -> int:
    """Return how long the codes are by which the master has these people, 0 where it has none of them."""
    asked = {
        draft.values[_CODE].zfill(width): draft.values[_CODE]
        for draft in islice(drafts, _ASKED_OF_MASTER)
        for width in range(len(draft.values[_CODE]) + 1, _WIDEST + 1)
    }
    held = master.known(_CODE, asked.keys())
    lengths = Counter(
        len(code) for code, people in held.items() if any(each.office == office for each in people)
    )
    return lengths.most_common(1)[0][0] if lengths else 0


def _uneven(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Numbers of different lengths, as 1 to 40 are, may have been 00001 to 00040; nobody can know."""
    lengths = {len(code) for draft in drafts if (code := draft.values.get(_CODE))}
    if len(lengths) > 1:
        yield of_sheet("sheet.codes-uneven", {"least": min(lengths), "most": max(lengths)}, field=_CODE)
