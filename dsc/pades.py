"""How does a letter get its signature inside the PDF (PAdES), with a stamp that a person can read?"""

import zlib
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.font.api import FontEngine, FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import TextStampStyle

from app.errors import FileRefused
from app.ports.signing import Appearance
from dsc.cms import DIGEST, TokenSigner

INDIAN_TIME = timezone(timedelta(hours=5, minutes=30))  # no summer time, so no zone file is needed
FONT = (
    Path(__file__).parents[1] / "assets" / "fonts" / "NotoSansDevanagari_400Regular.ttf"
)  # with Latin letters too
SHAPING = ("GDEF", "GSUB", "GPOS")
"""No page needs these tables, for HarfBuzz shapes from the file; left there, each is read whole to be thrown away."""
UNREADABLE = (
    PdfError,
    SigningError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    OverflowError,
    NotImplementedError,
    zlib.error,
)
"""All that a PDF made to confuse its reader was seen to raise."""


class _Devanagari(FontEngineFactory):
    """The script is named because a line may begin in Latin, and would then be shaped as such to its end."""

    def create_font_engine(self, writer: BasePdfFileWriter, obj_stream: Any = None) -> FontEngine:
        held = obj_stream
        if held is None and writer.stream_xrefs:
            held = writer.prepare_object_stream()  # type: ignore[no-untyped-call]
        font = BytesIO(FONT.read_bytes())  # pyHanko's own factory leaves the file open
        glyphs = GlyphAccumulator(writer, font, 10, ot_script_tag="dev2", obj_stream=held)
        for table in SHAPING:
            del glyphs.tt[table]
        return glyphs


def signed_pdf(pdf: bytes, appearance: Appearance, signer: TokenSigner, moment: datetime) -> bytes:
    """Return `pdf` with a signature and its stamp added. Raises: FileRefused("dsc.pdf")."""
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        name = f"Signature{len(writer.prev.embedded_signatures) + 1}"
        box = SigFieldSpec(name, on_page=appearance.page, box=appearance.box)
    except UNREADABLE as error:
        raise FileRefused(reason="dsc.pdf") from error
    signing = PdfSigner(
        _metadata(name, appearance), signer, stamp_style=_style(appearance, moment), new_field_spec=box
    )
    return _written(signing, writer)


def _written(signing: PdfSigner, writer: IncrementalPdfFileWriter) -> bytes:
    try:
        written = signing.sign_pdf(writer)
    except UNREADABLE as error:
        raise FileRefused(reason="dsc.pdf") from error
    assert isinstance(written, BytesIO)  # noqa: S101  nothing else was given to write into
    return written.getvalue()


def _metadata(name: str, appearance: Appearance) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=name,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        reason=appearance.reason or None,
        certify=appearance.certifies,
        docmdp_permissions=MDPPerm.NO_CHANGES if appearance.certifies else MDPPerm.FILL_FORMS,
    )


def _style(appearance: Appearance, moment: datetime) -> TextStampStyle:
    """The moment is written by us: left to itself the stamp shows the machine's zone."""
    told = moment.astimezone(INDIAN_TIME).strftime("%d-%m-%Y %H:%M:%S IST")
    return TextStampStyle(
        stamp_text="\n".join([*appearance.lines, told]).replace("%", "%%"),
        text_box_style=TextBoxStyle(font=_Devanagari(), font_size=10, leading=14),
        inner_content_layout=SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MID, margins=Margins(left=10, right=4)
        ),
        border_width=1,
        background=None,
    )
