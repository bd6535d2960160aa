"""What is doubtful in the rows of a sheet, as it goes with them to the desk of whoever certifies.

It is no part of what is signed: the rows alone are. Of what looks like an Aadhaar number only the mask goes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from app.staff.certificate import packed, unpacked
from app.staff.sheets.model import Finding, Severity
from app.staff.sheets.values import masked
from app.words import words

UNKNOWN = "staff.warning-unknown"


def packed_warnings(found: Sequence[Iterable[Finding]]) -> str:
    """Return what is said of each row of a chunk, in their order; empty, where nothing is said of any."""
    told = {str(at): [asdict(_hidden(each)) for each in some] for at, some in enumerate(found)}
    said = {at: some for at, some in told.items() if some}
    return packed(json.dumps(said, ensure_ascii=False)) if said else ""


def warnings_of(told: str) -> Mapping[int, Sequence[Mapping[str, Any]]]:
    """Return what is said of the rows of a chunk, by their places in it, as the rows of a batch keep it.

    A newer desk may know warnings for which this one has no words: they are told as such.
    """
    found = json.loads(unpacked(told)) if told else {}
    return {int(at): [_with_words(each) for each in some] for at, some in found.items()}


def _hidden(finding: Finding) -> Finding:
    facts = {name: masked(fact) if isinstance(fact, str) else fact for name, fact in finding.facts.items()}
    proposal = masked(finding.proposal) if finding.proposal else None
    return replace(finding, facts=facts, proposal=proposal)


def _with_words(told: Mapping[str, Any]) -> Mapping[str, Any]:
    found = Finding(**{**told, "severity": Severity.WARNING})
    try:
        words(found.key, **found.facts)
    except LookupError:
        return asdict(replace(found, key=UNKNOWN, facts={}))
    return asdict(found)
