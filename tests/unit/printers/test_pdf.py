"""The paper as a page: its Hindi copies out as written, all of it stands inside the sheet, the same each time."""

import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

import pypdfium2
import pytest
import uharfbuzz
from reportlab.pdfbase import pdfmetrics

from app.base.document import Block, Copy, Kind, Line, Notice, Pair, Qr, Shape, Signature, Table, Title, Total
from app.base.money import Paise, figures
from app.base.words import Words
from printers import fonts, shaping
from printers.pdf import page
from tests.architecture.tree import HOUSE
from tests.unit.printers.slips import AT, EVERY_BLOCK, slip

DUPLICATE = Copy(2, 1, "सुनीता वर्मा", "आवेदक ने प्रति माँगी", AT)
PARTS = (
    Words("जमाकर्ता की प्रति", "Depositor's part"),
    Words("बैंक की प्रति", "Bank's part"),
    Words("कार्यालय की प्रति", "Office's part"),
)
SLIP = slip(*EVERY_BLOCK)
CHALLAN = replace(SLIP, kind=Kind.CHALLAN, shape=Shape.PAGE, number="CHL/LKO01/26-27/000045", parts=PARTS)
HARD = (
    "श्रमिक क्षेत्र ज्ञापन द्वितीय हस्ताक्षर सन्निर्माण विश्वकर्मा कृष्णा",
    "ID:क्षेत्र-12, ज्ञापन सं० UPBOCW/2026/98765",
    "₹500शुल्क (पुनः) “उद्देश्य” — Sign: हस्ताक्षर",
    "दिनांक में, लोगों की, र्‍य और क्‌ष",
)
LONG = Line("यह एक बहुत लम्बा अनुच्छेद है जो अगले पृष्ठ पर जाता है। " * 80)


@pytest.fixture
def often_switched():
    """Let threads take turns so often that a race shows."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


def sheets(data):
    with pypdfium2.PdfDocument(data) as pdf:
        return [sheet.get_textpage().get_text_range() for sheet in pdf]


def words_on(data):
    return Counter(word for text in sheets(data) for word in text.split())


def words_of(blocks: tuple[Block, ...]) -> Counter[str]:
    """Return the words a person must find for these blocks."""
    texts = [
        text for block in blocks if not isinstance(block, Qr | Total) for text in texts_in(asdict(block))
    ]
    texts += [figures(block.amount) for block in blocks if isinstance(block, Total)]
    return Counter(word for text in texts for word in text.split())


def texts_in(value):
    if type(value) is str:  # not an alignment or a weight
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


@pytest.mark.parametrize("text", HARD)
def test_hindi_copies_out_exactly_as_it_was_written(text):
    assert text in " ".join(sheets(page(slip(Line(text))))[0].split())


@pytest.mark.parametrize("block", EVERY_BLOCK, ids=lambda block: type(block).__name__)
@pytest.mark.parametrize("paper", [SLIP, CHALLAN], ids=["slip", "challan"])
def test_every_word_of_every_block_is_on_the_page(paper, block):
    parts = max(len(paper.parts), 1)
    missing = Counter({word: times * parts for word, times in words_of((block,)).items()}) - words_on(
        page(paper)
    )
    assert missing == Counter()


@pytest.mark.parametrize("word", HARD[0].split())
def test_the_glyphs_are_those_that_harfbuzz_chose(word):
    with shaping.TURN:
        shaping.register()
        [run] = shaping._runs(word, shaping.REGULAR)
        face = pdfmetrics.getFont(shaping.REGULAR).face
        drawn = [face.charToGlyph[ord(char)] for char in run.drawn]
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(fonts.REGULAR.read_bytes())), buffer)
    assert drawn == [glyph.codepoint for glyph in buffer.glyph_infos]


def test_a_challan_is_three_whole_parts_on_one_sheet():
    [text] = sheets(page(CHALLAN))
    flat = " ".join(text.split())
    assert [flat.count(part.both) for part in PARTS] == [1, 1, 1]
    assert flat.count(CHALLAN.number) == flat.count("₹1,25,000.00") == 3


def test_no_number_of_a_challan_is_broken_into_two():
    number = "999900010001-D1/2026-27/CHL/000001"
    [text] = sheets(page(replace(CHALLAN, number=number)))
    assert text.count(number) == 3  # as it stands, line ends and all


def test_a_marked_challan_still_fits_one_sheet():
    assert len(sheets(page(replace(CHALLAN, training=True), DUPLICATE))) == 1


@pytest.mark.parametrize("paper", [SLIP, CHALLAN], ids=["slip", "challan"])
def test_a_duplicate_says_which_by_whom_when_and_why(paper):
    flat = " ".join(sheets(page(paper, DUPLICATE))[0].split())
    for told in (
        "प्रतिलिपि / DUPLICATE - 1",
        "सुनीता वर्मा · 30-09-2026 14:05",
        "कारण / Reason: आवेदक ने प्रति माँगी",
    ):
        assert told in flat
    assert "DUPLICATE" not in sheets(page(paper))[0]


def test_a_spoilt_print_made_again_says_so_and_is_no_duplicate():
    text = sheets(page(SLIP, Copy(1, 2)))[0]
    assert "RE-PRINT a2" in text
    assert "DUPLICATE" not in text


@pytest.mark.parametrize("parts", [(), PARTS], ids=["slip", "challan"])
def test_every_sheet_of_a_practice_paper_says_that_it_is_not_valid(parts):
    texts = sheets(page(replace(slip(LONG, LONG, training=True), parts=parts)))
    assert len(texts) > 2
    assert all(text.count("अभ्यास — मान्य नहीं") >= max(len(parts), 1) for text in texts)


@pytest.mark.parametrize("parts", [(), PARTS], ids=["slip", "challan"])
def test_long_matter_goes_on_to_the_next_sheet_and_loses_no_word(parts):
    blocks = (Title(Words("पावती", "Acknowledgement")), LONG, Notice(Words("सूचना " * 200, "x")), *EVERY_BLOCK)
    data = page(replace(slip(*blocks), parts=parts))
    wanted = words_of(blocks)
    assert len(sheets(data)) > 1
    assert (
        Counter({word: times * max(len(parts), 1) for word, times in wanted.items()}) - words_on(data)
        == Counter()
    )


@pytest.mark.parametrize("parts", [(), PARTS], ids=["slip", "challan"])
@pytest.mark.parametrize(
    "block",
    [
        Pair(Words("आवेदन" * 30, "Application"), "LKO01/26-27/" * 40),
        Line("हस्ताक्षर" * 90),
        Total(Words("जमा राशि " * 20, "Amount"), Paise(99_99_99_99_99_99_900)),
        Table((Words("विवरण" * 30, ""), Words("राशि" * 30, "")), (("शुल्क" * 60, "₹" + "9" * 90),), right=(1,)),
        Signature(Words("मुहर" * 60, "Stamp")),
    ],
    ids=lambda block: type(block).__name__,
)
def test_nothing_is_drawn_beyond_the_edge(block, parts):
    margin = 20
    with pypdfium2.PdfDocument(page(replace(slip(block), parts=parts))) as pdf:
        for sheet in pdf:
            picture = sheet.render(scale=1).to_pil().convert("L").point(lambda grey: 255 * (grey < 128))
            left, _, right, _ = picture.getbbox()
            assert left >= margin and right <= picture.width - margin


def test_the_same_paper_gives_the_same_bytes_whatever_was_drawn_before():
    alone = "import sys; from tests.unit.printers.test_pdf import CHALLAN, page; sys.stdout.buffer.write(page(CHALLAN))"
    told = subprocess.run([sys.executable, "-c", alone], cwd=HOUSE, capture_output=True, check=True)
    page(slip(*(Line(text) for text in HARD)))
    assert page(CHALLAN) == told.stdout


def test_pages_drawn_at_once_are_as_those_drawn_one_by_one(often_switched):
    papers = [SLIP, CHALLAN, slip(*(Line(text) for text in HARD))] * 2
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(page, papers)) == [page(paper) for paper in papers]


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="no QR reader on this machine")
@pytest.mark.parametrize("paper", [SLIP, CHALLAN], ids=["slip", "challan"])
def test_the_symbol_is_read_back_from_every_part(paper, tmp_path):
    with pypdfium2.PdfDocument(page(paper)) as pdf:
        pdf[0].render(scale=2).to_pil().save(tmp_path / "page.png")
    read = subprocess.run(
        ["zbarimg", "-q", "--raw", tmp_path / "page.png"], capture_output=True, text=True, check=True
    )
    [symbol] = [block for block in EVERY_BLOCK if isinstance(block, Qr)]
    assert read.stdout.splitlines() == [symbol.text] * max(len(paper.parts), 1)


@pytest.mark.parametrize(("lines", "expected"), [(30, 1), (40, 1), (60, 2)])
def test_a_paper_a_little_too_long_is_written_smaller_rather_than_on_two_sheets(lines, expected):
    assert len(sheets(page(slip(*[Line("पंक्ति")] * lines)))) == expected


def test_a_last_sheet_with_next_to_nothing_on_it_is_saved_by_smaller_text():
    assert [len(sheets(page(receipts(rows)))) for rows in (72, 90)] == [2, 3]


def test_the_headings_of_a_table_stand_over_its_rows_on_every_sheet_and_never_alone():
    for count in (90, 91):
        texts = sheets(page(receipts(count)))
        assert len(texts) == (2 if count <= 30 else 3)
        assert all("राशि" in text and "BRD/" in text for text in texts), count
    for lines in range(31, 36):
        first, second = sheets(page(slip(*[Line("पंक्ति")] * lines, *receipts(60).blocks)))[:2]
        assert ("राशि" in first) == ("BRD/" in first) and "राशि" in second


def receipts(count):
    rows = tuple((f"BRD/{each:06d}", "₹60.00") for each in range(count))
    return slip(Table((Words("सं०", "No."), Words("राशि", "Amount")), rows, right=(1,)))


@pytest.mark.parametrize(("count", "sheets_"), [(27, 2), (30, 2), (66, 3)])
def test_what_ends_a_paper_takes_rows_of_its_table_along_to_the_last_sheet(count: int, sheets_: int):
    rows = tuple((f"row-{number}", "₹60.00") for number in range(count))
    table = Table((Words("सं०", "No."), Words("राशि", "Amount")), rows, right=(1,))
    ends = [Pair(Words("केन्द्र", "Centre"), "लखनऊ"), *[Signature(Words("हस्ताक्षर", "Signature"))] * 4]
    *_, last = texts = sheets(page(replace(slip(table, *ends), shape=Shape.PAGE), Copy()))
    assert len(texts) == sheets_
    assert last.count("row-") == 3 and "No." in last
    assert sum(text.count("row-") for text in texts) == count
