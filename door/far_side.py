"""What a desk talks to, as programs of their own: the reference centre, a printer made of software."""

import argparse
import json

from door.places import PACKS, ensure_home, home_of


def central(options: argparse.Namespace) -> int:
    from central.serve import Options, openapi, run

    folder = options.folder or home_of(options) / "centre"
    if options.openapi:
        print(json.dumps(openapi(PACKS), ensure_ascii=False, indent=2, sort_keys=True))
        return 0
    ensure_home(folder)
    database = options.database or f"sqlite:///{folder / 'centre.sqlite3'}"
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


def printer_emulator(options: argparse.Namespace) -> int:
    from printers.emulator import serve_forever

    return serve_forever(options.port, options.out)
