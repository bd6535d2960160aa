"""Whom does this desk trust? Roots, CAs and CRLs out of one folder, and the path from a signer to a root.

The folder holds roots/, cas/ and crls/. That a root is the CCA's is settled where it is put there, not here.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import InvalidCertificateError, PathError, PathValidationError

from app.base.der import MALFORMED
from app.base.practice import PRACTICE
from app.errors import InputError
from dsc import crls
from dsc.crls import Crls

WEAK = {"md2", "md5", "sha1"}
Path_ = tuple[x509.Certificate, ...]
"""From the signer's certificate to the root."""


class Trust:
    """Fixed when it is read. Paths are kept once found: finding one takes longer than a signature."""

    def __init__(
        self, roots: Sequence[bytes], cas: Sequence[bytes] = (), lists: Sequence[bytes] = ()
    ) -> None:
        """Certificates and CRLs as DER or PEM. Raises: ValueError for bytes that are neither."""
        self._roots = [found for each in roots for found in _certificates(each)]
        self._cas = [found for each in cas for found in _certificates(each)]
        self.crls = Crls(crls.load(each) for each in lists)
        self._paths: dict[bytes, Path_] = {}

    @classmethod
    def in_folder(cls, folder: Path, cas: Sequence[bytes] = (), lists: Sequence[bytes] = ()) -> "Trust":
        """Read what a folder holds; `cas` and `lists` came along with what is judged, and are no roots.

        Raises: InputError("dsc.trust-file"); ValueError for bytes that are no certificate or list.
        """
        return cls(
            _read(folder / "roots", _certificates),
            [*_read(folder / "cas", _certificates), *cas],
            [*_read(folder / "crls", crls.load), *lists],
        )

    @property
    def is_practice(self) -> bool:
        """Whether a root that a training desk made is among ours: it vouches for nobody's real work."""
        return any(is_for_practice(each) for each in self._roots)

    def path(
        self, leaf: x509.Certificate, moment: datetime, others: Iterable[x509.Certificate] = ()
    ) -> Path_ | None:
        """Return the path from `leaf` to one of our roots that held at `moment`, or None.

        `others` came with the signature: they may complete a path, they are never its root.
        """
        kept = self._paths.get(leaf.sha256)
        if kept and all(is_valid(each, moment) for each in kept):
            return kept
        found = asyncio.run(self._find(leaf, moment, [*self._cas, *others]))
        if found:
            self._paths[leaf.sha256] = found
        return found

    def chain(self, leaf: x509.Certificate) -> Path_:
        """Return the CAs to send along with a signature by `leaf`: those we hold, without the root."""
        found: list[x509.Certificate] = []
        issuer = leaf.issuer
        while ca := next((each for each in self._cas if each.subject == issuer and each not in found), None):
            found.append(ca)
            issuer = ca.issuer
        return tuple(found)

    async def _find(
        self, leaf: x509.Certificate, moment: datetime, others: list[x509.Certificate]
    ) -> Path_ | None:
        # CRLs are asked by dsc.crls. The class is asked of the leaf alone: not every CA's own certificate repeats it.
        context = ValidationContext(
            trust_roots=self._roots,
            moment=moment,
            allow_fetching=False,
            crls=[],
            ocsps=[],
            weak_hash_algos=WEAK,
        )
        try:
            path = await CertificateValidator(leaf, others, context).async_validate_path()
        except (PathError, PathValidationError, InvalidCertificateError):
            return None
        return tuple(reversed(list(path.iter_certs(include_root=True))))


def is_valid(certificate: x509.Certificate, moment: datetime) -> bool:
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def is_for_practice(certificate: x509.Certificate) -> bool:
    """Say whether a certificate names itself as one that a training desk made."""
    return str(certificate.subject.native.get("organization_name", "")).startswith(PRACTICE)


def _read(folder: Path, parse: Callable[[bytes], object]) -> list[bytes]:
    found = []
    for file in sorted(each for each in folder.glob("*") if each.is_file()):
        found.append(file.read_bytes())
        try:
            parse(found[-1])
        except ValueError as error:
            raise InputError(reason="dsc.trust-file", file=f"{folder.name}/{file.name}") from error
    return found


def _certificates(data: bytes) -> list[x509.Certificate]:
    """Return what one file holds, as PEM maybe a whole bundle. Raises: ValueError, also for what lies deep in it."""
    bundle = pem.unarmor(data, multiple=True) if pem.detect(data) else [("", {}, data)]
    found = [x509.Certificate.load(der, strict=True) for _, _, der in bundle]
    try:
        _ = [each.native for each in found]  # else a broken part would come up in the middle of a judgement
    except MALFORMED as error:
        raise ValueError(error) from error
    return found
