"""Under which practice authority does this desk make tokens? One for all desks of a training centre: its first desk's.

What was signed under another one before is judged as before: its root stays in the trust folder.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from app.base.practice import PIN, check_authority
from app.errors import InputError
from dsc import practice_pki

_KEY = "ca.key"
_KEPT = {"root": "root.cer", "ca": "ca.cer", "root_list": "root.crl", "ca_list": "ca.crl"}
_TRUSTED = {
    "root": "roots/practice-root{}.cer",
    "ca": "cas/practice-ca{}.cer",
    "root_list": "crls/practice-root{}.crl",
    "ca_list": "crls/practice-ca{}.crl",
}


class PracticeAuthority:
    """`folder` holds what makes tokens, `trust` what judges them; the key has the PIN of every practice token."""

    def __init__(self, folder: Path, trust: Path) -> None:
        self._folder, self._trust = folder, trust

    def offered(self, now: datetime) -> dict[str, str]:
        """Return the authority as the wire carries it, base64 by part; one is made where there is no whole one."""
        if not self._is_whole(now):
            self._keep(practice_pki.new_authority(now, PIN))
        return {part: base64.b64encode(data).decode() for part, data in self._parts().items()}

    def adopt(self, told: Mapping[str, str], now: datetime) -> None:
        """Make tokens under the authority of the training centre from now on.

        Raises: InputError("dsc.practice-strange") for what is no practice authority with its key.
        """
        try:
            found = {part: base64.b64decode(told[part], validate=True) for part in ("key", *_KEPT)}
            check_authority(found, now)
        except (KeyError, binascii.Error, ValueError) as error:
            raise InputError(reason="dsc.practice-strange") from error
        if found["key"] != (self._folder / _KEY).read_bytes():
            self._keep(found)

    def make_person(self, stem: str, name: str, now: datetime) -> None:
        """Make the key and certificate of a person, in place of those of before."""
        key, ca = (self._folder / _KEY).read_bytes(), self._part("ca")
        practice_pki.make_person(self._folder / stem, name, now, practice_pki.Issuer(key, ca, PIN))

    def _is_whole(self, now: datetime) -> bool:
        try:
            check_authority(self._parts(), now)
        except (FileNotFoundError, ValueError):
            return False
        return True

    def _parts(self) -> dict[str, bytes]:
        """Raises: FileNotFoundError."""
        return {"key": (self._folder / _KEY).read_bytes()} | {part: self._part(part) for part in _KEPT}

    def _part(self, part: str) -> bytes:
        """A home of before kept the parts among its roots alone."""
        file = self._folder / _KEPT[part]
        return (file if file.exists() else self._trust / _TRUSTED[part].format("")).read_bytes()

    def _keep(self, parts: Mapping[str, bytes]) -> None:
        """The key goes first and comes last: where this is cut off, there is no authority, and none of two halves."""
        (self._folder / _KEY).unlink(missing_ok=True)
        mark = "-" + hashlib.sha256(parts["ca"]).hexdigest()[:8]
        for part, kept in _KEPT.items():
            trusted = self._trust / _TRUSTED[part].format(mark)
            trusted.parent.mkdir(parents=True, exist_ok=True)
            trusted.write_bytes(parts[part])
            (self._folder / kept).write_bytes(parts[part])
        practice_pki.keep(self._folder / _KEY, parts["key"])
