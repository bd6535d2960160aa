"""What must hold for every signature of the office? The numbers and names stand in rules.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rules:
    """`shortest_key` is in bits, `clock_leeway` in seconds, `warn_days` grow."""

    lowest_class: int
    digests: frozenset[str]
    shortest_key: int
    clock_leeway: int
    warn_days: tuple[int, ...]
    classes: Mapping[str, int]


@cache
def rules() -> Rules:
    read = tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8"))
    return Rules(
        lowest_class=read["lowest_class"],
        digests=frozenset(read["digests"]),
        shortest_key=read["shortest_key"],
        clock_leeway=read["clock_leeway"],
        warn_days=tuple(read["warn_days"]),
        classes=read["classes"],
    )
