"""What does a bound file carry as its proof, and how is it read again by whoever judges it?

The seal is `Signer.sign_pdf` with an appearance that certifies: no later change is allowed at all.
"""

import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
from asn1crypto import pem
from pikepdf._core import AttachedFile
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from app.errors import FileRefused
from dsc.pades import UNREADABLE

MOST = 64 << 20
"""Bytes of one attachment: more is no paper of a file, but something packed to fill the memory of whoever opens it."""
_KINDS = {"cas": "cer", "crls": "crl"}


def evidence(trust: Path) -> dict[str, bytes]:
    """Return the CAs and CRLs of a trust folder as DER, under the names they have in an export; never a root.

    Whoever judges brings their own root: one that came along would prove nothing.
    """
    return {
        f"{kind}-{number}.{kind}": _der(file.read_bytes())
        for folder, kind in _KINDS.items()
        for number, file in enumerate(sorted((trust / folder).glob("*")), 1)
        if file.is_file()
    }


class PdfUnbinder:
    """An `Unbinder`."""

    def attached(self, pdf: bytes) -> Mapping[str, bytes]:
        try:
            with pikepdf.open(BytesIO(pdf)) as opened:
                names = opened.attachments
                return {name: _unpacked(names[name].get_file()) for name in names}
        except (pikepdf.PdfError, *UNREADABLE) as error:
            raise FileRefused(reason="dsc.pdf") from error

    def is_certified(self, pdf: bytes) -> bool:
        try:
            found = PdfFileReader(BytesIO(pdf), strict=True).embedded_signatures
            return len(found) == 1 and found[0].docmdp_level is MDPPerm.NO_CHANGES
        except UNREADABLE as error:
            raise FileRefused(reason="dsc.pdf") from error


def _der(data: bytes) -> bytes:
    return bytes(pem.unarmor(data)[2]) if pem.detect(data) else data


def _unpacked(held: AttachedFile) -> bytes:
    """Raises: ValueError for more than `MOST`, and for a packing that we do not write."""
    packed: bytes = held.obj.read_raw_bytes()
    filters = held.obj.get("/Filter")
    if filters is None:
        return packed
    if filters not in ("/FlateDecode", pikepdf.Array([pikepdf.Name.FlateDecode])):
        raise ValueError(str(filters))
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(packed, MOST)
    if unpacking.unconsumed_tail:
        raise ValueError(MOST)
    return found
