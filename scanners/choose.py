"""Which driver does a desk's setting name?"""

from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from app.errors import InputError
from app.ports.scanning import Scanner

KINDS = ("virtual", "sane", "folder")


def scanner_from(kind: str, address: str, home: Path | None = None) -> Scanner:
    """Return the driver of `kind`. `address` is a SANE device, a folder, or what a virtual scanner should play.

    `home` is where a driver may keep what it must not forget; without one it forgets at the end.

    Raises: InputError for a kind, an address or a part to play that is not known.
    """
    if kind == "sane":
        from scanners.sane import SaneScanner

        return SaneScanner(address)
    if kind == "folder":
        from scanners.folder import FolderScanner

        if not address:
            raise InputError(reason="scanner.folder-not-named", field="address")
        mark = sha256(address.encode()).hexdigest()[:8]
        return FolderScanner(address, memory=home / f"taken-{mark}.txt" if home else None)
    if kind == "virtual":
        from scanners.virtual import VirtualScanner, part_named

        return VirtualScanner(plays=part_named(address))
    raise InputError(reason="scanner.kind-unknown", field="kind", kind=kind, nearest=_nearest(kind, KINDS))


def _nearest(word: str, known: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.0)), known[0])
