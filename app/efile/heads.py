"""The file heads of a section (BPST): Basic, Primary, Secondary, Tertiary; data that each office writes for itself."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.base.words import Words
from app.efile.model import Head, HeadNode
from app.errors import InputError

SAMPLE = Path(__file__).with_name("heads.toml")
FILE = "heads.toml"
_DEEPEST = 4


def read_heads(home: Path) -> tuple[HeadNode, ...]:
    """Return the heads of this desk: its own file's, else the sample's.

    Raises: InputError("efile.heads-wrong"), naming the file and what is wrong in it.
    """
    own = home / FILE
    file = own if own.exists() else SAMPLE
    try:
        return _nodes(tomllib.loads(file.read_text("utf-8"))["heads"], 1)
    except OSError as wrong:
        raise InputError(reason="efile.heads-wrong", file=file.name, said=str(wrong.strerror)) from wrong
    except (KeyError, TypeError, ValueError) as wrong:  # a TOML or UTF-8 mistake is a ValueError
        raise InputError(reason="efile.heads-wrong", file=file.name, said=str(wrong)) from wrong


def require_heads(known: tuple[HeadNode, ...], chosen: Sequence[str]) -> None:
    """Raise unless the codes lead down from a basic head. Raises: InputError("efile.heads-unknown")."""
    level = known
    for code in chosen:
        found = next((node for node in level if node.head.code == code), None)
        if found is None:
            raise InputError(reason="efile.heads-unknown", field="heads", code=code)
        level = found.under
    if not chosen:
        raise InputError(reason="efile.heads-unknown", field="heads", code="")


def _nodes(told: list[dict[str, Any]], depth: int) -> tuple[HeadNode, ...]:
    if told and depth > _DEEPEST:
        raise ValueError("deeper than tertiary")
    return tuple(
        HeadNode(
            Head(str(each["code"]), Words(each["hi"], each["en"])), _nodes(each.get("under", []), depth + 1)
        )
        for each in told
    )
