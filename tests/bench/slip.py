"""What a slip costs beyond Qt's drawing of it, and how its bytes compare with those that python-escpos makes."""

from functools import cache

from PIL import Image
from PySide6.QtGui import QImage, QPainter

from app.base.document import Copy, Document, Kind
from app.ports.printing import Raster
from printers import raster as slips
from printers.escpos import encode
from printers.measure import measure
from tests.bench.desk import empty_home, given, training_desk
from tests.bench.figure import Reading, beside

DOTS, ROUNDS = 576, 41


def render_and_encode() -> Reading:
    """The floor lays the same slip out and paints it, and leaves it in Qt's picture."""
    document = _acknowledgement()
    return beside(
        lambda: encode(slips.draw(document, DOTS), cuts=True), lambda: _painted(document), rounds=ROUNDS
    )


def encoding() -> Reading:
    from escpos.printer import Dummy

    slip = slips.draw(_acknowledgement(), DOTS)
    picture = _picture(slip)

    def by_escpos() -> bytes:
        printer = Dummy()
        printer.image(picture)
        return bytes(printer.output)

    found = beside(by_escpos, lambda: encode(slip, cuts=True), rounds=ROUNDS)
    # The promise is how many times faster, so python-escpos stands above.
    return Reading(found.value, found.floor, found.ours, found.unit)


@cache
def _acknowledgement() -> Document:
    with empty_home() as home, training_desk(home) as office:
        return given(office, Kind.ACKNOWLEDGEMENT)


def _painted(document: Document) -> QImage:
    slip = slips._slip(document, measure(DOTS), Copy())
    image = QImage(DOTS, slip.height, QImage.Format.Format_Mono)
    image.fill(0)
    painter = QPainter(image)
    slip.paint(painter)
    painter.end()
    return image


def _picture(slip: Raster) -> Image.Image:
    """Return the slip as a picture for python-escpos: black is ink, as on paper."""
    return Image.frombytes("1", (slip.width, slip.height), slip.rows, "raw", "1;I")
