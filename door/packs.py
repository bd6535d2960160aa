"""Tasks on service packs: their examples run, their forms described; a service is named as people name it."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import InputError
from door.places import PACKS

if TYPE_CHECKING:
    from app.packs.model import Pack


def check_packs(options: argparse.Namespace) -> int:
    from app.packs.check import check_all, check_one

    for folder in [folder_of(each) for each in options.packs] or [PACKS]:
        for pack, examples in check_all(folder) or [check_one(folder)]:
            print(f"{pack}: {examples} उदाहरण सही / examples hold")
    return 0


def form(options: argparse.Namespace) -> int:
    from app.packs.describe import form_json

    described = form_json(service_named(options.service))
    print(json.dumps(described, ensure_ascii=False, indent=2))
    return 0


def offered() -> Iterator[str]:
    """Return lines that list the services by id and by both names."""
    from app.packs.reader import read_folder
    from app.words import words

    yield f"\n{words('help.services').both}:"
    yield from (f"  {pack.id}  {pack.name.both}" for pack in read_folder(PACKS).packs)


def folder_of(named: str) -> Path:
    """Return the folder that is named by its path, or by the service in it.

    Raises: InputError("pack.none-called"), with what is here; PackError, where a pack cannot be read.
    """
    folder = Path(named)
    return folder if folder.exists() else PACKS / service_named(named).id


def service_named(typed: str) -> "Pack":
    """Return the service by its id, or by its Hindi or English name, however it is spelt in small and capital.

    Raises: InputError("pack.none-called"), with the nearest and with all that are here.
    """
    from app.packs.reader import read_all

    packs = read_all(PACKS)
    named = {name: pack for pack in packs for name in _names(pack)}
    if found := named.get(typed.strip().casefold()):
        return found
    raise InputError(
        reason="pack.none-called",
        field="service",
        service=typed,
        nearest=_nearest(typed, packs),
        services=", ".join(pack.id for pack in packs),
    )


def _names(pack: "Pack") -> tuple[str, ...]:
    return (pack.id, pack.name.hi.casefold(), pack.name.en.casefold())


def _nearest(typed: str, packs: "Sequence[Pack]") -> str:
    """Return the id of the service that looks or sounds most like what was typed."""
    from rapidfuzz import fuzz

    from app.base.names import sound

    def likeness(pack: "Pack") -> float:
        seen = [fuzz.ratio(typed.casefold(), name) for name in _names(pack)]
        heard = [fuzz.ratio(sound(typed), sound(name)) for name in _names(pack)[1:]]
        return max(*seen, *heard)

    return max(packs, key=likeness).id if packs else "—"
