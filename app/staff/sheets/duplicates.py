"""Who stands twice: in this sheet, or in it and in the master. One pass and one question a field, whatever the size."""

from collections.abc import Collection, Iterable, Sequence

from app.base.identity import masked_mobile
from app.base.names import alike
from app.staff.sheets.draft import Draft
from app.staff.sheets.model import BACK, Known, Master, Severity
from app.staff.sheets.values import Tell

SINGLE = ("employee_code", "aadhaar_token", "email", "mobile")
_SHARED_BY = "4"  # class IV: one telephone often serves a whole household or gate
_MOST_SHOWN = 5
_DIED = "died"


def tell_duplicates(drafts: Sequence[Draft], office: str, master: Master) -> None:
    """Add to every row what it shares with another one, with the other row or person shown."""
    for field in SINGLE:
        first, several = _holders(drafts, field)
        for value, rows in several.items():
            _tell_within(field, value, rows)
        for value, people in master.known(field, first.keys()).items():
            if value in first:
                _tell_against(field, value, several.get(value) or (first[value],), people, office)


def _holders(drafts: Iterable[Draft], field: str) -> tuple[dict[str, Draft], dict[str, list[Draft]]]:
    """Return the first row that has each value, and all rows of the values that more than one has."""
    first: dict[str, Draft] = {}
    several: dict[str, list[Draft]] = {}
    for draft in drafts:
        if value := draft.values.get(field):
            holder = first.setdefault(value, draft)
            if holder is not draft:
                several.setdefault(value, [holder]).append(draft)
    return first, several


def _tell_within(field: str, value: str, rows: Sequence[Draft]) -> None:
    for draft in rows:
        others = [each.place.seen_from(draft.place) for each in rows[: _MOST_SHOWN + 1] if each is not draft]
        facts: dict[str, str | int] = {
            "rows": ", ".join(others[:_MOST_SHOWN]),
            "count": len(rows) - 1,
            "value": _shown(field, value),
        }
        draft.tell(_told_at(field), Tell(f"duplicate.{_told_at(field)}", facts, _severity(field, draft)))


def _tell_against(
    field: str, value: str, rows: Iterable[Draft], people: Collection[Known], office: str
) -> None:
    for draft in rows:
        for each in people:
            tell_returned(draft, each, office)
        other = next((each for each in people if not _is_same(draft, each, office)), None)
        if other:
            draft.tell(_told_at(field), _taken(field, value, other, office, draft))


def told_beside(draft: Draft, field: str, value: str, other: Known) -> None:
    """Tell a row what it shares with somebody of another office, in its open sheet or in the master."""
    draft.tell(_told_at(field), _taken(field, value, other, "", draft))


def tell_returned(draft: Draft, known: Known, office: str) -> None:
    """Tell a row once that this person of the office left service; nobody comes back who died."""
    is_told = any(each.key.startswith(BACK) for each in draft.findings)
    if known.has_left and not is_told and _is_same(draft, known, office):
        severity = Severity.ERROR if known.left == _DIED else Severity.WARNING
        draft.tell("name", Tell(f"{BACK}{known.left}", {"name": known.name}, severity))


def _taken(field: str, value: str, other: Known, office: str, draft: Draft) -> Tell:
    """Return the finding: a person of another office who is this one by name was perhaps transferred."""
    facts: dict[str, str | int] = {"name": other.name, "office": other.office, "value": _shown(field, value)}
    if other.line:
        facts["line"] = other.line
        if _by_name(draft, other):
            return Tell("duplicate.open-same", facts, Severity.WARNING)
        return Tell("duplicate.open-sheet", facts, _severity(field, draft))
    if other.office != office and _by_name(draft, other):
        return Tell(
            "duplicate.came-from" if other.has_left else "duplicate.transferred", facts, Severity.WARNING
        )
    return Tell(f"duplicate.master-{_told_at(field)}", facts, _severity(field, draft))


def _is_same(draft: Draft, known: Known, office: str) -> bool:
    """Say whether the master's person is the one of this row, whom a sheet mended and sent again only updates."""
    if known.office != office:
        return False
    code = draft.values.get("employee_code")
    return code == known.employee_code if code and known.employee_code else _by_name(draft, known)


def _by_name(draft: Draft, known: Known) -> bool:
    return any(
        alike(name, known.name)
        for name in (draft.values.get("name"), draft.values.get("name_english"))
        if name
    )


def _severity(field: str, draft: Draft) -> Severity:
    is_shared = field == "mobile" and draft.values.get("class") == _SHARED_BY
    return Severity.WARNING if is_shared else Severity.ERROR


def _told_at(field: str) -> str:
    return field.removesuffix("_token")


def _shown(field: str, value: str) -> str:
    if field == "aadhaar_token":
        return "XXXX"
    return masked_mobile(value) if field == "mobile" else value
