"""Tasks on service packs: their examples run, their forms described."""

import argparse
import json
from typing import TYPE_CHECKING

from app.errors import InputError
from door.places import PACKS

if TYPE_CHECKING:
    from app.packs.model import Pack


def check_packs(options: argparse.Namespace) -> int:
    from app.packs.check import check_all, check_one

    for folder in options.packs or [PACKS]:
        for pack, examples in check_all(folder) or [check_one(folder)]:
            print(f"{pack}: {examples} उदाहरण सही / examples hold")
    return 0


def form(options: argparse.Namespace) -> int:
    from app.packs.describe import form_json

    described = form_json(service_named(options.service))
    print(json.dumps(described, ensure_ascii=False, indent=2))
    return 0


def service_named(id: str) -> "Pack":
    from rapidfuzz import process

    from app.packs.reader import read_all

    packs = {pack.id: pack for pack in read_all(PACKS)}
    if id not in packs:
        nearest = process.extractOne(id, list(packs))
        raise InputError(
            reason="pack.not-here", field="service", service=id, nearest=nearest[0] if nearest else ""
        )
    return packs[id]
