"""What a challan's page costs beyond bare reportlab: the same words, lines and QR at the same places, unshaped."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.base.document import Document, Kind, Qr
from printers import fonts, pdf, pdf_blocks, shaping
from tests.bench.desk import empty_home, given, training_desk
from tests.bench.figure import Reading, beside

ROUNDS = 15
_FILES = {"Bare": fonts.REGULAR, "Bare-Bold": fonts.BOLD}
_BARE = {shaping.REGULAR: "Bare", shaping.BOLD: "Bare-Bold"}
_LINES = (
    "line",
    "rect",
    "setFillGray",
    "setStrokeGray",
    "setLineWidth",
    "setDash",
    "translate",
    "rotate",
    "saveState",
    "restoreState",
)
Step = Callable[[Canvas], object]


def page() -> Reading:
    with empty_home() as home, training_desk(home) as office:
        document = given(office, Kind.CHALLAN)
    steps = drawn(document)
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(file)))
    return beside(lambda: ours(document), lambda: bare(steps), rounds=ROUNDS)


def ours(document: Document) -> bytes:
    pdf_blocks._modules.cache_clear()  # no other paper carries this symbol
    return pdf.page(document)


def bare(steps: list[Step]) -> bytes:
    """Draw the steps again with nothing but reportlab: each text as it stands, from left to right.

    Its symbol is made once and drawn in each part, as ours is.
    """
    pdf_blocks._modules.cache_clear()
    out = BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    for step in steps:
        step(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn(document: Document) -> list[Step]:
    """Return what a page draws, step by step."""
    steps: list[Step] = []

    class Recording(Canvas):
        pass

    def recorded(name: str) -> Callable[..., Any]:
        real = getattr(Canvas, name)

        def draw(canvas: Canvas, *arguments: object, **named: object) -> Any:
            steps.append(lambda again: getattr(again, name)(*arguments, **named))
            return real(canvas, *arguments, **named)

        return draw

    for name in _LINES:
        setattr(Recording, name, recorded(name))

    def write(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
        steps.append(partial(_write, x=x, y=y, text=text, font=_BARE.get(font, font), size=size))

    def symbol(_modules: object, left: float, _canvas: Canvas, x: float, top: float) -> None:
        steps.append(lambda again: real(modules(), left, again, x, top))

    real = pdf_blocks._draw_qr
    text = next(block.text for block in document.blocks if isinstance(block, Qr))
    modules = partial(pdf_blocks._modules, text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "Canvas", Recording)
        patch.setattr(shaping, "draw", write)
        patch.setattr(pdf_blocks, "_draw_qr", symbol)
        pdf.page(document)
    return steps


def _write(canvas: Canvas, *, x: float, y: float, text: str, font: str, size: float) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)
