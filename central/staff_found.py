"""What a desk says of the rows it sends and of those it left out: read strictly, since it is shown to others."""

import json
import re
from typing import Any

from app.base.identity import holds_aadhaar
from app.staff.certificate import unpacked
from app.staff.sheets.model import BACK
from central.body import Body, Rejected, text, wrong

_MOST = 400_000
_FIELDS = frozenset({"row", "field", "key", "facts", "severity", "proposal"})
_NUL = "\\u0000"
_KEY = re.compile(r"[a-z0-9.-]{1,80}")


def found_in(body: Body, rows: int) -> str:
    """Return what is said of so many rows as it came, packed; empty, where nothing is.

    Raises: Rejected("entry.body-wrong" | "staff.holds-aadhaar").
    """
    if "found" not in body:
        return ""
    told = text(body, "found", most=_MOST)
    said = _said(told)
    if not said.keys() <= set(map(str, range(rows))):
        raise wrong("found")
    texts = [one for some in said.values() for each in some for one in _texts(each)]
    if any(map(holds_aadhaar, texts)):
        raise Rejected("staff.holds-aadhaar")
    return told


def told_back(found: str) -> frozenset[int]:
    """Return the places of the rows that are said to be of somebody who left service."""
    said = _said(found) if found else {}
    return frozenset(
        int(at) for at, some in said.items() if any(each["key"].startswith(BACK) for each in some)
    )


def left_out_in(body: Body) -> list[dict[str, Any]]:
    """Return for what reason how many rows were left out.

    Raises: Rejected("entry.body-wrong" | "staff.holds-aadhaar").
    """
    told = body.get("left_out", [])
    if not isinstance(told, list) or not all(map(_is_left_out, told)):
        raise wrong("left_out")
    if any(holds_aadhaar(each["reason"]) for each in told):
        raise Rejected("staff.holds-aadhaar")
    return [{"reason": each["reason"], "count": len(each["lines"])} for each in told]


def _is_left_out(each: object) -> bool:
    if not isinstance(each, dict):
        return False
    reason = each.get("reason")
    return isinstance(reason, str) and "\0" not in reason and isinstance(each.get("lines"), list)


def _said(told: str) -> dict[str, list[dict[str, Any]]]:
    try:
        plain = unpacked(told)
        said = json.loads(plain)
    except (ValueError, RecursionError):
        raise wrong("found") from None
    if _NUL in plain or not isinstance(said, dict) or not all(map(_is_list, said.values())):
        raise wrong("found")
    return said


def _is_list(some: object) -> bool:
    return isinstance(some, list) and all(map(_is_finding, some))


def _is_finding(each: object) -> bool:
    if not isinstance(each, dict) or each.keys() != _FIELDS or not isinstance(each["facts"], dict):
        return False
    kinds = (each["key"], str), (each["field"], str), (each["row"], int), (each["proposal"], str | None)
    return (
        each["severity"] == "warning"
        and all(isinstance(value, kind) for value, kind in kinds)
        and _KEY.fullmatch(each["key"]) is not None
        and all(isinstance(fact, str | int) for fact in each["facts"].values())
    )


def _texts(each: dict[str, Any]) -> list[str]:
    return [str(said) for said in (each["field"], each["key"], each["proposal"], *each["facts"].values())]
