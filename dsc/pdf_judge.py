"""Do the signatures inside a PDF hold, and is every byte of it signed?"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from app.ports.signing import Finding, Revocation, Verdict
from dsc.pades import UNREADABLE
from dsc.signed import credible

# It writes a traceback into the log for each change that it finds; the verdict says the same, and to the person.
logging.getLogger("pyhanko.sign.diff_analysis").setLevel(logging.CRITICAL)

Judging = Callable[[bytes, bytes], Verdict]
"""Judges a detached signature: (data, signature)."""
_NO_SIGNER = Verdict(Finding.PDF_UNSIGNED, None, None, None, Revocation.ABSENT, None)
_HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def judged(pdf: bytes, judging: Judging) -> tuple[Verdict, ...]:
    """Return a verdict a signature, the oldest first; an unsigned or unreadable PDF has one all the same."""
    try:
        found = PdfFileReader(BytesIO(pdf), strict=True).embedded_signatures
        if not found:
            return (_NO_SIGNER,)
        verdicts = tuple(_of_pdf(judging(*_parts(pdf, each)), each) for each in found)
        flaw = _flaw(found)
    except (*UNREADABLE, SignatureValidationError):
        return (replace(_NO_SIGNER, finding=Finding.PDF_CORRUPT),)
    return tuple(replace(each, finding=flaw) if flaw and each.is_good else each for each in verdicts)


def _of_pdf(verdict: Verdict, embedded: EmbeddedPdfSignature) -> Verdict:
    """PAdES keeps the signer's own moment in the PDF, not among the signed attributes; signed it is all the same."""
    claimed = verdict.claimed_at or embedded.self_reported_timestamp
    found = Finding.PDF_CHANGED if verdict.finding is Finding.TAMPERED else verdict.finding
    return replace(verdict, finding=found, claimed_at=credible(claimed))


def newest(pdf: bytes) -> tuple[bytes, bytes]:
    """Return the data and the signature that were added last, to a PDF of our own making."""
    return _parts(pdf, PdfFileReader(BytesIO(pdf)).embedded_signatures[-1])


def _parts(pdf: bytes, embedded: EmbeddedPdfSignature) -> tuple[bytes, bytes]:
    """Return the signed bytes and the signature, without the zeros that fill up its place."""
    ranges = [int(each) for each in embedded.byte_range]
    data = b"".join(pdf[at : at + size] for at, size in zip(ranges[::2], ranges[1::2], strict=True))
    return data, _trimmed(bytes(embedded.pkcs7_content))


def _trimmed(padded: bytes) -> bytes:
    count = padded[1] & 0x7F if padded[1] & 0x80 else 0
    size = int.from_bytes(padded[2 : 2 + count], "big") if count else padded[1]
    end = 2 + count + size
    return padded[:end] if not padded[end:].strip(b"\0") else padded


def _flaw(found: Sequence[EmbeddedPdfSignature]) -> Finding | None:
    """The last signature must cover the file to its last byte; the earlier ones may only have been signed on."""
    for each in found:
        each.compute_integrity_info()  # type: ignore[no-untyped-call]
    if any(_is_changed(each) for each in found):
        return Finding.PDF_CHANGED
    whole = found[-1].coverage is SignatureCoverageLevel.ENTIRE_FILE
    ordered = all(each.coverage is SignatureCoverageLevel.ENTIRE_REVISION for each in found[:-1])
    return None if whole and ordered else Finding.PDF_NOT_WHOLE


def _is_changed(embedded: EmbeddedPdfSignature) -> bool:
    if embedded.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return False
    if embedded.docmdp_level is MDPPerm.NO_CHANGES:
        return True
    level = getattr(embedded.diff_result, "modification_level", ModificationLevel.OTHER)
    return embedded.diff_result is not None and level not in _HARMLESS
