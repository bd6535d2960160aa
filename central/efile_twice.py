"""One certificate, one person: who asked for it, who may not, and whom the register holds it for besides.

A register that was begun before this rule may hold one for two persons. They are found when the centre begins, and the
desks of both are told, until one of the two enrolments has ended.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from app.base.words import Words
from app.efile.walk import HOLDS, Enrolled
from central.body import Rejected
from central.centre import Centre
from central.efile_model import ELeaf
from central.sheet import Sheet
from central.store import hold

ALSO = "also"
"""In an enrolment: the names of the others who hold its certificate; not there while nobody does."""


def find_all(centre: Centre) -> None:
    """Mark every certificate that two persons hold, and remember by whom it was asked for."""
    with centre.store.write() as connection:
        hold(connection, "certificates")
        sheet = Sheet(centre, connection)
        enrolments = sorted(sheet.fetch_where(ELeaf, "kind", "certificate"), key=_certificate)
        for certificate, same in groupby(enrolments, key=_certificate):
            leaves = list(same)
            if len({leaf.thing for leaf in leaves}) > 1:
                _remember(sheet, certificate, [leaf.id for leaf in leaves])
                _mark(sheet, leaves)
        sheet.save()


def require_free(sheet: Sheet, certificate: str, person: str) -> None:
    """One token never signs as two persons, whatever their desks knew of each other, and a lost one for nobody.

    Raises: Rejected("dsc.lost" | "dsc.held-by-another").
    """
    hold(sheet.connection, f"certificate {certificate}")
    for other in _enrolments(sheet, certificate):
        if other.thing == person and other.document["state"] == Enrolled.LOST:
            raise Rejected("dsc.lost")
        if other.thing != person and other.document["state"] in HOLDS:
            raise Rejected("dsc.held-by-another", name=name_of(sheet, other.thing).both)


def note_use(sheet: Sheet, certificate: str, enrolment: str) -> None:
    """Remember who asked for a certificate, by the certificate; no desk is told."""
    _remember(sheet, certificate, [enrolment])


def mark_again(sheet: Sheet, certificate: str) -> None:
    """Tell those who still hold a certificate who else does, after one of its enrolments has changed."""
    leaves = _enrolments(sheet, certificate)
    if len({leaf.thing for leaf in leaves}) > 1:
        _mark(sheet, leaves)


def name_of(sheet: Sheet, person: str) -> Words:
    told = sheet.directory.people.get(person)
    return Words(told["name"]["hi"], told["name"]["en"]) if told else Words(person, person)


def _mark(sheet: Sheet, leaves: Iterable[ELeaf]) -> None:
    held = [leaf for leaf in leaves if leaf.document["state"] in HOLDS]
    for leaf in leaves:
        others = sorted({other.thing for other in held if other.thing != leaf.thing and leaf in held})
        names = [{"hi": each.hi, "en": each.en} for each in (name_of(sheet, other) for other in others)]
        if leaf.document.get(ALSO, []) != names:
            document = leaf.document | {ALSO: names}
            sheet.put(replace(leaf, version=leaf.version + 1, document=document))


def _enrolments(sheet: Sheet, certificate: str) -> list[ELeaf]:
    used = sheet.fetch(ELeaf, _use(certificate))
    asked = used.document["enrolments"] if used else ()
    return [leaf for each in asked if (leaf := sheet.fetch(ELeaf, each)) is not None]


def _remember(sheet: Sheet, certificate: str, enrolments: Iterable[str]) -> None:
    before = sheet.fetch(ELeaf, _use(certificate))
    known = before.document["enrolments"] if before else []
    asked = [*dict.fromkeys([*known, *enrolments])]
    if asked != known:
        version = before.version + 1 if before else 1
        kept = {"enrolments": asked}
        sheet.put(ELeaf(_use(certificate), "certificate-use", certificate, "", version, [], kept))


def _certificate(leaf: ELeaf) -> str:
    return str(leaf.document["sha256"])


def _use(certificate: str) -> str:
    """Return an id that no desk gives."""
    return f"use-{certificate[:60]}"
