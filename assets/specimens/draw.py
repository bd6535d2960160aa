"""Draw the specimens that the training scanner shows: `python -m assets.specimens.draw FONTS [FOLDER]`.

FONTS holds Noto Sans Devanagari, regular and bold. Needs Pillow with libraqm and FriBiDi; the pictures are kept, so
that a desk needs neither. Nothing here copies an emblem or a number of anybody.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont, features

from scanners import specimens
from scanners.specimens import Specimen

DPI, FINER = 200, 2  # drawn finer, then reduced: smooth edges
INK, SOFT, RED, BLUE = "#20243a", "#6b7083", "#c0262d", "#24408e"
SAFFRON, GREEN, LINE = "#ef8a1d", "#1d7f3c", "#b9bdc9"
Place = tuple[float, float, float, float]


class Sheet:
    """A paper to draw on, in millimetres."""

    def __init__(self, specimen: Specimen, fonts: Path, paper: str = "#ffffff") -> None:
        self._scale = DPI * FINER / 25.4
        self._fonts = {bold: font_file(fonts, bold=bold) for bold in (False, True)}
        self._size = self.px(specimen.width), self.px(specimen.height)
        self.image = Image.new("RGB", self._size, paper)
        self.pen = ImageDraw.Draw(self.image)

    def px(self, mm: float) -> int:
        return round(mm * self._scale)

    def box(
        self,
        place: Place,
        fill: str | None = None,
        line: str | None = None,
        thick: float = 0.3,
        round_: float = 0,
    ) -> None:
        at = [self.px(each) for each in place]
        self.pen.rounded_rectangle(at, self.px(round_), fill, line, self.px(thick) if line else 0)

    def line(self, x1: float, y1: float, x2: float, y2: float, fill: str = LINE, thick: float = 0.25) -> None:
        self.pen.line([self.px(each) for each in (x1, y1, x2, y2)], fill, self.px(thick))

    def ring(
        self, x: float, y: float, radius: float, fill: str | None, line: str | None = None, thick: float = 0.4
    ) -> None:
        at = [self.px(each) for each in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(at, fill, line, self.px(thick) if line else 0)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        fill: str = INK,
        *,
        bold: bool = False,
        anchor: str = "ls",
    ) -> None:
        self.pen.text((self.px(x), self.px(y)), words, fill, self.font(size, bold=bold), anchor=anchor)

    def font(self, size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self._fonts[bold], self.px(size), layout_engine=ImageFont.Layout.RAQM)

    def field(self, x: float, y: float, hindi: str, english: str, value: str, size: float) -> None:
        self.text(x, y, f"{hindi} / {english}", 2.5, SOFT)
        self.text(x, y + 5.8, value, size, bold=True)

    def across(self, angle: float, size: float, strength: int, aside: float = 0, down: float = 0) -> None:
        """Put नमूना · SPECIMEN across the whole paper, to be seen and to be seen through."""
        layer = Image.new("L", self._size, 0)
        middle = self._size[0] // 2 + self.px(aside), self._size[1] // 2 + self.px(down)
        ImageDraw.Draw(layer).text(
            middle, "नमूना · SPECIMEN", strength, self.font(size, bold=True), anchor="mm"
        )
        layer = layer.rotate(angle, Image.Resampling.BICUBIC, center=middle)
        self.image.paste(Image.new("RGB", self._size, RED), (0, 0), layer)

    def save(self, file: Path) -> None:
        width, height = self._size
        small = self.image.resize((width // FINER, height // FINER), Image.Resampling.LANCZOS)
        few = small.quantize(192, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(file, optimize=True, dpi=(DPI, DPI))


def font_file(fonts: Path, *, bold: bool) -> str:
    word = "Bold" if bold else "Regular"
    return str(next(iter(sorted(fonts.glob(f"NotoSansDevanagari*{word}.ttf")))))


def person(sheet: Sheet, left: float, top: float, width: float, height: float) -> None:
    """Draw a portrait: nobody in particular."""
    w, h = sheet.px(width), sheet.px(height)
    mask = Image.linear_gradient("L").resize((w, h))
    back = Image.composite(Image.new("RGB", (w, h), "#b9cde3"), Image.new("RGB", (w, h), "#dfe9f4"), mask)
    pen = ImageDraw.Draw(back)

    def oval(x: float, y: float, across: float, down: float, fill: str) -> None:
        pen.ellipse([(x - across) * w, (y - down) * h, (x + across) * w, (y + down) * h], fill)

    oval(0.5, 0.40, 0.245, 0.265, "#1f1a1c")  # hair
    oval(0.5, 1.06, 0.47, 0.34, "#a8324a")
    pen.polygon(
        [(0.40 * w, 0.60 * h), (0.60 * w, 0.60 * h), (0.63 * w, 0.80 * h), (0.37 * w, 0.80 * h)], "#a87552"
    )
    oval(0.5, 0.79, 0.135, 0.055, "#a87552")
    oval(0.295, 0.46, 0.025, 0.045, "#b5805b")
    oval(0.705, 0.46, 0.025, 0.045, "#b5805b")
    oval(0.5, 0.465, 0.193, 0.222, "#c08a63")
    pen.polygon(
        [(0.5 * w, 0.215 * h), (0.475 * w, 0.26 * h), (0.525 * w, 0.26 * h)], "#c08a63"
    )  # the parting
    for x in (0.425, 0.575):
        pen.arc([(x - 0.055) * w, 0.385 * h, (x + 0.055) * w, 0.46 * h], 205, 335, "#3a2a28", max(2, w // 90))
        oval(x, 0.443, 0.036, 0.017, "#f6f1ec")
        oval(x, 0.443, 0.016, 0.016, "#2b1d18")
    oval(0.5, 0.365, 0.013, 0.010, "#a3192b")
    pen.arc([0.468 * w, 0.46 * h, 0.532 * w, 0.535 * h], 20, 160, "#8d5f43", max(2, w // 70))
    pen.chord([0.435 * w, 0.545 * h, 0.565 * w, 0.60 * h], 10, 170, "#9a4038")
    pen.arc([0.30 * w, 0.62 * h, 0.70 * w, 0.91 * h], 20, 160, "#e2b04a", max(3, w // 40))
    back = back.filter(ImageFilter.GaussianBlur(w / 260))
    sheet.image.paste(back, (sheet.px(left), sheet.px(top)))


def photo(fonts: Path) -> Sheet:
    sheet = Sheet(specimens.PHOTO, fonts)
    person(sheet, 2, 2, 66, 86)
    sheet.box((2, 80.5, 68, 88), "#ffffff")
    sheet.text(35, 86, "नमूना · SPECIMEN", 4, RED, bold=True, anchor="ms")
    return sheet


def aadhaar(fonts: Path) -> Sheet:
    sheet = Sheet(specimens.AADHAAR, fonts, "#fbfbfa")
    sheet.box((8.6, 8.8, 140.2, 97), "#dadbdf", round_=4)
    sheet.box((8, 8, 139.4, 96), "#ffffff", LINE, 0.25, 4)
    for top, colour in ((11.5, SAFFRON), (18, GREEN)):
        sheet.box((36, top, 133, top + 5.6), colour, round_=1.2)
    sheet.ring(22, 17.5, 8, "#fff4e4", SAFFRON, 0.6)
    sheet.text(22, 19.3, "प्रशिक्षण", 3.5, RED, bold=True, anchor="ms")
    sheet.text(84.5, 15.4, "प्रशिक्षण का पहचान पत्र", 3.2, "#ffffff", bold=True, anchor="ms")
    sheet.text(84.5, 21.9, "TRAINING IDENTITY CARD", 2.9, "#ffffff", bold=True, anchor="ms")
    person(sheet, 14, 29, 30, 38)
    sheet.box((14, 29, 44, 67), None, LINE, 0.3)
    sheet.text(50, 35, "सीता देवी", 5, bold=True)
    sheet.text(50, 41, "Sita Devi", 4.4)
    sheet.text(50, 49, "जन्म तिथि / DOB : 01/01/1990", 3.6)
    sheet.text(50, 55.5, "महिला / FEMALE", 3.6)
    sheet.text(50, 63, "ग्राम नमूनापुर, ज़िला आदर्श", 3.3, SOFT)
    sheet.box((112, 31, 133, 52), "#f5f5f7", LINE, 0.25, 1)
    sheet.text(122.5, 40.5, "यहाँ QR", 2.8, SOFT, anchor="ms")
    sheet.text(122.5, 45, "NO QR HERE", 2.4, SOFT, anchor="ms")
    sheet.text(74, 80.6, specimens.NUMBER, 7.4, bold=True, anchor="ms")
    sheet.line(12, 86, 135.4, 86, RED, 0.6)
    sheet.text(
        74,
        92.4,
        "यह आधार नहीं है · अभ्यास के लिए    Not an Aadhaar · for practice",
        3,
        RED,
        bold=True,
        anchor="ms",
    )
    sheet.across(22, 11, 60, aside=20, down=-7)
    return sheet


def passbook(fonts: Path) -> Sheet:
    sheet = Sheet(specimens.PASSBOOK, fonts, "#f3f7fb")
    sheet.box((6, 6, 174, 119), "#fdfefe", "#9db4d3", 0.5, 3)
    sheet.box((6, 6, 174, 27), BLUE, round_=3)
    sheet.box((6, 20, 174, 27), BLUE)
    sheet.ring(18, 16.5, 7, "#ffffff")
    sheet.pen.polygon([(sheet.px(x), sheet.px(y)) for x, y in ((18, 11.5), (23, 15.5), (13, 15.5))], BLUE)
    for x in (14.4, 17.3, 20.2):
        sheet.box((x, 16.4, x + 1.5, 20.2), BLUE)
    sheet.text(30, 16, "आदर्श ग्रामीण बैंक", 6, "#ffffff", bold=True)
    sheet.text(30, 22.6, "Adarsh Gramin Bank (training)", 3.8, "#dfe8f7")
    sheet.text(168, 16, "बचत खाता पासबुक", 4.4, "#ffffff", bold=True, anchor="rs")
    sheet.text(168, 22.6, "Savings Bank Pass Book", 3.4, "#dfe8f7", anchor="rs")
    sheet.field(14, 36, "खाताधारक का नाम", "Account holder", "सीता देवी / SITA DEVI", 4.4)
    sheet.field(14, 50, "पति/पिता का नाम", "Husband/Father", "राम लाल / RAM LAL", 4.2)
    sheet.field(14, 64, "खाता संख्या", "Account no.", "000 0123 0000 456", 5.2)
    sheet.field(78, 64, "आई॰एफ़॰एस॰सी॰", "IFSC", "TEST0000123", 5.2)
    sheet.field(14, 78, "पता", "Address", "ग्राम नमूनापुर, ज़िला आदर्श – 000000", 4)
    sheet.field(14, 92, "शाखा", "Branch", "नमूनापुर (000123)", 4)
    sheet.field(78, 92, "खाता खोलने की तिथि", "Opened on", "01/04/2015", 4)
    person(sheet, 136, 34, 28, 35)
    sheet.box((136, 34, 164, 69), None, LINE, 0.3)
    stamp(sheet, 148, 90, 13, ("आदर्श बैंक", "नमूनापुर", "TRAINING"))
    sheet.line(12, 106, 168, 106, "#9db4d3", 0.4)
    sheet.text(
        90,
        113,
        "केवल अभ्यास के लिए, किसी बैंक का अभिलेख नहीं · For practice only, no bank's record",
        3,
        RED,
        anchor="ms",
    )
    sheet.across(22, 19, 36)
    return sheet


def stamp(sheet: Sheet, x: float, y: float, radius: float, lines: tuple[str, ...]) -> None:
    colour = "#5a4fa2"
    sheet.ring(x, y, radius, None, colour, 0.7)
    sheet.ring(x, y, radius - 1.6, None, colour, 0.3)
    for row, words in enumerate(lines):
        sheet.text(
            x, y - radius * 0.24 + row * radius * 0.36, words, radius * 0.21, colour, bold=True, anchor="ms"
        )


def ration_card(fonts: Path) -> Sheet:
    sheet = Sheet(specimens.RATION_CARD, fonts, "#fdf6e3")
    sheet.box((7, 7, 141, 203), None, "#a8742a", 0.8, 2)
    sheet.box((9, 9, 139, 201), None, "#a8742a", 0.25, 1.5)
    sheet.box((12, 12, 136, 32), "#a8742a", round_=1.5)
    sheet.text(74, 21, "राशन कार्ड (अभ्यास)", 7, "#ffffff", bold=True, anchor="ms")
    sheet.text(74, 28.4, "RATION CARD · training", 4, "#fbe9c8", anchor="ms")
    sheet.field(16, 41, "कार्ड संख्या", "Card no.", "RC/0000/000123", 5)
    sheet.field(82, 41, "श्रेणी", "Category", "पात्र गृहस्थी", 4.6)
    sheet.field(16, 55, "मुखिया", "Head of household", "सीता देवी", 4.6)
    sheet.field(16, 69, "पति", "Husband", "राम लाल", 4.2)
    sheet.field(16, 83, "पता", "Address", "ग्राम नमूनापुर, ज़िला आदर्श", 4)
    sheet.field(16, 97, "उचित दर दुकान", "Fair price shop", "संख्या 0001, नमूनापुर", 4)
    person(sheet, 102, 52, 28, 35)
    sheet.box((102, 52, 130, 87), None, LINE, 0.3)
    members(sheet, 110)
    stamp(sheet, 112, 178, 15, ("पूर्ति कार्यालय", "आदर्श", "TRAINING"))
    sheet.line(20, 186, 66, 186, SOFT, 0.3)
    sheet.text(43, 191, "हस्ताक्षर / Signature", 3, SOFT, anchor="ms")
    sheet.across(48, 19, 36)
    return sheet


def members(sheet: Sheet, top: float) -> None:
    rows = [
        ("क्र॰", "नाम / Name", "सम्बन्ध / Relation", "आयु / Age"),
        ("1", "सीता देवी", "मुखिया / Self", "35"),
        ("2", "राम लाल", "पति / Husband", "38"),
        ("3", "गीता कुमारी", "पुत्री / Daughter", "12"),
        ("4", "मोहन कुमार", "पुत्र / Son", "9"),
    ]
    sheet.box((14, top, 134, top + 9), "#f0dcb2")
    for row, cells in enumerate(rows):
        sheet.line(14, top + 9 * row, 134, top + 9 * row, "#a8742a")
        for x, words in zip((16, 27, 70, 114), cells, strict=True):
            sheet.text(x, top + 6 + 9 * row, words, 3.5, bold=row == 0)
    for x in (14, 25, 68, 112, 134):
        sheet.line(x, top, x, top + 45, "#a8742a")
    sheet.line(14, top + 45, 134, top + 45, "#a8742a")


def certificate(fonts: Path) -> Sheet:
    sheet = Sheet(specimens.CERTIFICATE, fonts, "#fffdf7")
    sheet.box((11, 11, 199, 286), None, BLUE, 1.2, 3)
    sheet.box((14, 14, 196, 283), None, SAFFRON, 0.5, 2)
    sheet.ring(105, 36, 12, "#eef2fb", BLUE, 0.8)
    sheet.text(105, 38.5, "प्रशिक्षण", 5, BLUE, bold=True, anchor="ms")
    sheet.text(105, 61, "कार्यालय आदर्श नगर", 9, BLUE, bold=True, anchor="ms")
    sheet.text(105, 68.5, "Office of Adarsh Nagar (training)", 4.4, SOFT, anchor="ms")
    sheet.line(50, 88, 160, 88, SAFFRON, 0.7)
    sheet.text(24, 101, "क्रमांक / No. :  TR/0000/0123", 4.2)
    sheet.text(186, 101, "दिनांक / Date :  01/04/2024", 4.2, anchor="rs")
    body = (
        "प्रमाणित किया जाता है कि श्रीमती सीता देवी, पत्नी श्री राम लाल,",
        "निवासी ग्राम नमूनापुर, ज़िला आदर्श, को यह काग़ज़ केवल अभ्यास के",
        "लिए दिया गया है। इसका कोई सरकारी या क़ानूनी मूल्य नहीं है।",
        "",
        "This is to certify that Smt Sita Devi, wife of Shri Ram Lal, of village",
        "Namunapur, district Adarsh, holds this paper for practice only.",
        "It proves nothing and is of no value to any office.",
    )
    for row, words in enumerate(body):
        sheet.text(24, 120 + row * 9.5, words, 4.8)
    facts = (
        ("नाम", "Name", "सीता देवी / Sita Devi"),
        ("जन्म तिथि", "Date of birth", "01/01/1990"),
        ("पता", "Address", "ग्राम नमूनापुर, ज़िला आदर्श"),
        ("मान्य", "Valid", "केवल अभ्यास में / in training only"),
    )
    for row, (hindi, english, value) in enumerate(facts):
        top = 192 + row * 10
        sheet.box((24, top, 186, top + 10), "#f5f7fc" if row % 2 else "#ffffff", LINE)
        sheet.text(28, top + 6.8, f"{hindi} / {english}", 4, SOFT)
        sheet.text(92, top + 6.8, value, 4.4, bold=True)
    stamp(sheet, 54, 257, 17, ("आदर्श नगर", "अभ्यास", "TRAINING"))
    sheet.line(132, 262, 184, 262, SOFT, 0.3)
    sheet.text(158, 268, "सक्षम अधिकारी / Officer", 4, SOFT, anchor="ms")
    sheet.across(52, 23, 34)
    return sheet


def form(fonts: Path) -> Sheet:
    sheet = Sheet(specimens.FORM, fonts)
    sheet.text(105, 26, "आवेदन प्रपत्र का पृष्ठ", 8, bold=True, anchor="ms")
    sheet.text(105, 33, "A page of an application form (training)", 4.4, SOFT, anchor="ms")
    sheet.line(18, 39, 192, 39, INK, 0.6)
    rows = (
        ("आवेदक का नाम", "Applicant's name", "सीता देवी"),
        ("पति/पिता का नाम", "Husband/Father", "राम लाल"),
        ("जन्म तिथि", "Date of birth", "01/01/1990"),
        ("मोबाइल", "Mobile", "00000 00000"),
        ("व्यवसाय", "Occupation", "राजमिस्त्री का सहायक"),
        ("ग्राम", "Village", "नमूनापुर"),
        ("ज़िला", "District", "आदर्श"),
        ("कार्य-दिवस", "Days of work", "112"),
        ("नियोजक", "Employer", "नमूना निर्माण"),
    )
    for row, (hindi, english, value) in enumerate(rows):
        top = 46 + row * 15
        sheet.text(18, top + 8, f"{row + 1}.  {hindi} / {english}", 4)
        sheet.box((98, top + 1, 192, top + 11), None, "#8d93a5", 0.3)
        sheet.text(102, top + 8.2, value, 4.6, BLUE)
    sheet.text(18, 196, "घोषणा / Declaration", 5, bold=True)
    sheet.text(18, 206, "मैं घोषणा करती हूँ कि ऊपर लिखी बातें मेरी जानकारी में सही हैं।", 4.4)
    sheet.text(18, 214, "I declare that what is written above is true to my knowledge.", 4.2)
    for left, words in ((18, "अँगूठे का निशान / Thumb"), (112, "हस्ताक्षर / Signature")):
        sheet.box((left, 228, left + 78, 262), None, "#8d93a5", 0.3)
        sheet.text(left + 39, 269, words, 3.8, SOFT, anchor="ms")
    sheet.across(52, 23, 34)
    return sheet


DRAWN = {
    specimens.AADHAAR: aadhaar,
    specimens.PASSBOOK: passbook,
    specimens.PHOTO: photo,
    specimens.RATION_CARD: ration_card,
    specimens.CERTIFICATE: certificate,
    specimens.FORM: form,
}


def main(fonts: Path, folder: Path) -> None:
    if not features.check("raqm"):
        sys.exit("Pillow has no libraqm or FriBiDi here: matras would break.")
    for specimen, draw in DRAWN.items():
        draw(fonts).save(folder / specimen.file)


if __name__ == "__main__":
    main(*[Path(each) for each in [*sys.argv[1:], str(specimens.PICTURES)][:2]])
