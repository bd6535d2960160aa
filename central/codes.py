"""One-time codes with which desks are enrolled: given out here, kept only as their hash."""

import secrets
from datetime import timedelta

from app.base.days import iso
from app.errors import InputError
from central.centre import Centre
from central.devices import code_hash
from central.store import insert_new
from central.tables import enrolment_code

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which are taken for one another when a code is read out."""
VALID_DAYS = 7
_PART = 4


def give_code(centre: Centre, office: str) -> str:
    """Return a new code for one desk of an office; the office is named by its id or its code.

    Raises: InputError("centre.office-unknown"), with the offices that there are.
    """
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(_PART)) for _ in range(2))
    until = iso(centre.clock() + timedelta(days=VALID_DAYS))
    with centre.store.write() as connection:
        known = centre.directory(connection).offices
        found = next((name for name, each in known.items() if office in (name, each["code"])), None)
        if found is None:
            offices = ", ".join(sorted(known))
            raise InputError(reason="centre.office-unknown", field="code-for", office=office, offices=offices)
        row = {"code_hash": code_hash(code), "office": found, "valid_until": until, "used_by": ""}
        insert_new(connection, enrolment_code, [row])
    return code
