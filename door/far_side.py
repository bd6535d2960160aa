"""What a desk talks to, as programs of their own: the reference centre, a printer made of software."""

import argparse
import json
from pathlib import Path

from door.efile import asked
from door.places import PACKS, ensure_home, home_of


def central(options: argparse.Namespace) -> int:
    from central.serve import Options, openapi, run

    folder = options.folder or home_of(options) / "centre"
    if options.openapi:
        print(json.dumps(openapi(PACKS), ensure_ascii=False, indent=2, sort_keys=True))
        return 0
    if options.hash_password:
        return hash_password()
    ensure_home(folder)
    database = options.database or f"sqlite:///{folder / 'centre.sqlite3'}"
    if options.code_for:
        return give_code(options.code_for, database, folder, training=options.training)
    return run(
        Options(
            database=database,
            folder=folder,
            packs=PACKS,
            host=options.host,
            port=options.port,
            training=options.training,
            with_parent=options.with_parent,
        )
    )


def give_code(office: str, database: str, folder: Path, *, training: bool) -> int:
    """Print a one-time code with which one desk of the office is enrolled; the centre may run meanwhile."""
    from app.words import words
    from central.centre import open_centre
    from central.codes import VALID_DAYS
    from central.codes import give_code as given

    centre = open_centre(database, folder, training=training, packs_root=PACKS)
    try:
        code = given(centre, office)
    finally:
        centre.close()
    told = words("centre.code-given", office=office, days=VALID_DAYS)
    print(f"{code}\n{told.hi}\n{told.en}")
    return 0


def hash_password() -> int:
    """Ask for a password and print what stands for it in a person's `verifier`."""
    from central.directory import hashed

    print(hashed(asked("पासवर्ड / Password: ")))
    return 0


def printer_emulator(options: argparse.Namespace) -> int:
    from printers.emulator import serve_forever

    return serve_forever(options.port, options.out)
