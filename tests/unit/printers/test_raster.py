"""The slip as a picture: all of it there, nothing beyond the edge, the same each time."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.base.document import Copy, Line, Pair, Qr, Table, Title, Total
from app.base.money import Paise
from app.base.words import Words
from printers.measure import measure
from printers.raster import draw
from tests.architecture.tree import HOUSE
from tests.unit.printers.slips import AT, EVERY_BLOCK, WIDTHS, black, ink, lines, slip, text_lines

COPY = Copy(2, 1, "अनिल कुमार", "पर्ची खो गई", AT)
wide = pytest.mark.parametrize("dots", WIDTHS)
blocks = pytest.mark.parametrize("block", EVERY_BLOCK, ids=lambda block: type(block).__name__)


@wide
@blocks
def test_every_block_leaves_its_ink_and_takes_room(block, dots):
    without, with_it = draw(slip(), dots), draw(slip(block), dots)
    assert ink(with_it) > ink(without)
    assert with_it.height > without.height


@wide
def test_the_margins_stay_white_on_all_four_sides(dots):
    raster = draw(slip(*EVERY_BLOCK, training=True), dots, COPY)
    edge = measure(dots).margin - 1  # a letter's tail may reach one dot beyond its own width
    assert black(raster, 0, 0, edge, raster.height) == 0
    assert black(raster, dots - edge, 0, dots, raster.height) == 0
    assert not any(lines(raster)[0] + lines(raster)[-1])


@wide
def test_the_rows_are_as_many_and_as_long_as_the_picture_says(dots):
    raster = draw(slip(*EVERY_BLOCK), dots)
    assert (raster.width, len(raster.rows)) == (dots, raster.height * dots // 8)


def test_a_width_whose_rows_qt_pads_loses_its_padding():
    raster = draw(slip(*EVERY_BLOCK), 504)
    assert len(raster.rows) == raster.height * 63
    assert black(raster, 0, 0, 8, raster.height) == 0


@wide
def test_the_same_copy_of_the_same_paper_is_the_same_picture_on_any_thread(dots):
    paper = slip(*EVERY_BLOCK)
    with ThreadPoolExecutor(2) as pool:
        drawn = list(pool.map(lambda _: draw(paper, dots, COPY), range(4)))
    assert drawn == [draw(paper, dots, COPY)] * 4


@wide
@pytest.mark.parametrize("word", ["a" * 120, "प्रतिष्ठापन" * 12, "https://example.invalid/" + "9" * 100])
def test_a_word_wider_than_the_paper_goes_on_in_the_next_line(word, dots):
    short, once, twice = (draw(slip(Line(text)), dots) for text in ("", word, word * 2))
    # All of it is there: twice the word is twice the ink, but for the few letters that meet the line's end.
    assert ink(twice) - ink(short) == pytest.approx(2 * (ink(once) - ink(short)), rel=0.03)
    assert twice.height > once.height


@wide
def test_no_number_on_a_slip_is_broken_into_two(dots):
    label = Words("चालान सं०", "Challan no.")
    short, long = (
        draw(slip(Pair(label, value)), dots) for value in ("CHL/1", "999900010001-D1/2026-27/CHL/000001")
    )
    assert long.height <= short.height + measure(dots).text * 2  # a line of its own at most


@wide
def test_a_long_value_and_a_long_label_wrap_in_their_own_columns(dots):
    pair = Pair(Words("बहुत लम्बा नाम " * 6, "A very long label " * 6), "श्री राधेश्याम ब्रह्मचारी " * 8)
    raster = draw(slip(pair), dots)
    edge = measure(dots).margin - 1
    assert raster.height > draw(slip(Pair(Words("नाम", "Name"), "राम")), dots).height + 100
    assert black(raster, dots - edge, 0, dots, raster.height) == 0


@wide
@pytest.mark.parametrize("paise", [6000, 12500000, 10**17])
def test_a_sum_of_money_stays_on_one_line_at_the_right_edge(paise, dots):
    raster = draw(slip(Total(Words("राशि", "Amount"), Paise(paise))), dots)
    few = draw(slip(Total(Words("राशि", "Amount"), Paise(100))), dots)
    assert raster.height - few.height < measure(dots).total * 2
    assert black(raster, dots - measure(dots).margin + 1, 0, dots, raster.height) == 0


@wide
def test_money_in_a_table_is_never_broken_where_words_can_give_way(dots):
    heads = (Words("विवरण", "Particulars"), Words("राशि", "Amount"))
    long = "एक बहुत लम्बा विवरण जो कई पंक्तियों में आता है " * 2
    edge = dots - measure(dots).margin
    much, little = (
        draw(slip(Table(heads, ((long, money),), (1,))), dots) for money in ("₹1,25,00,000.00", "₹1")
    )
    assert text_lines(much, edge - 30, edge) == text_lines(little, edge - 30, edge)


@wide
def test_no_word_of_a_narrow_column_is_broken_while_another_column_has_room(dots):
    heads = (Words("नाम", "Name"), Words("तिथि", "Date"))
    name = "श्रीमती कृष्णा देवी पत्नी राधेश्याम ब्रह्मचारी"
    dated, plain = (draw(slip(Table(heads, ((name, day),))), dots) for day in ("30-09-2026", "30"))
    assert dated.height == plain.height


@wide
def test_each_module_of_a_qr_symbol_is_whole_and_the_quiet_zone_is_white(dots):
    import segno

    text = "SevaDesk ACK LKO01/26-27/000123"
    matrix = [bytes(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix]
    before = draw(slip(Title(Words("पावती", "Slip"))), dots).height - measure(dots).text
    raster = draw(slip(Title(Words("पावती", "Slip")), Qr(text, Words("", ""))), dots)
    dot = measure(dots).module
    left, top = (dots - len(matrix) * dot) // 2, before + 4 * dot
    seen = [
        bytes(
            black(raster, left + x * dot, top + y * dot, left + (x + 1) * dot, top + (y + 1) * dot)
            // (dot * dot)
            for x in range(len(matrix))
        )
        for y in range(len(matrix))
    ]
    assert seen == matrix
    assert black(raster, left - 4 * dot, before, left, top + len(matrix) * dot) == 0


@wide
def test_a_value_not_known_yet_is_a_dotted_line_and_no_letters(dots):
    label = Words("पंजीकरण सं०", "Registration no.")
    pending, known = (
        draw(slip(Pair(label, value, pending=value == "……")), dots) for value in ("……", "UP-LKO-26-0001234")
    )
    top, column = draw(slip(), dots).height - measure(dots).text, dots * 2 // 3
    assert pending.height == known.height
    inked = [y for y in range(top, pending.height) if black(pending, column, y, dots, y + 1)]
    assert len(inked) == 2  # a row of dots, two high


def test_practice_and_duplicate_stand_at_the_top_and_again_at_the_foot():
    plain, marked = draw(slip(*EVERY_BLOCK), 576), draw(slip(*EVERY_BLOCK, training=True), 576, COPY)
    bars = [y for y in range(marked.height) if black(marked, 0, y, 576, y + 1) > 500]
    assert bars[0] < 60
    assert bars[-1] > marked.height - 60
    duplicate = draw(slip(*EVERY_BLOCK), 576, COPY)
    assert marked.height > duplicate.height > plain.height
    edges = [y for y in range(duplicate.height) if black(duplicate, 0, y, 576, y + 1) > 500]
    assert edges[0] < 60
    assert edges[-1] > duplicate.height - 60


@pytest.mark.parametrize("change", [{"number": 3}, {"by": "सीमा"}, {"reason": "काग़ज़ फटा"}, {"attempt": 2}])
def test_who_why_and_which_print_change_what_stands_on_a_duplicate(change):
    assert draw(slip(*EVERY_BLOCK), 384, COPY) != draw(slip(*EVERY_BLOCK), 384, replace(COPY, **change))


def test_an_original_made_again_says_so_in_small_letters_below():
    first, again = draw(slip(*EVERY_BLOCK), 576), draw(slip(*EVERY_BLOCK), 576, Copy(attempt=2))
    kept = first.height - measure(576).text
    assert lines(again)[:kept] == lines(first)[:kept]
    assert black(again, 0, kept, 576, again.height) > 0


def test_each_part_of_a_challan_is_whole_and_a_cut_line_stands_between():
    names = tuple(Words(f"प्रति {each}", f"Part {each}") for each in "123")
    one, three = draw(slip(*EVERY_BLOCK, parts=names[:1]), 576), draw(slip(*EVERY_BLOCK, parts=names), 576)
    cuts = [
        y for y in range(three.height) if black(three, 0, y, 1, y + 1)
    ]  # only the cut line reaches the edge
    assert len(cuts) == 2 * 2  # two lines, two dots thick
    assert three.height > 3 * (one.height - 2 * measure(576).text)


def alone(program: str) -> subprocess.CompletedProcess[str]:
    """Run `program` in a process of its own, where nobody made an application."""
    head = "from printers.raster import draw\nfrom tests.unit.printers.slips import EVERY_BLOCK, ink, slip\n"
    python = [sys.executable, "-c", head + program]
    return subprocess.run(python, cwd=HOUSE, capture_output=True, text=True, timeout=60)


def test_a_slip_is_drawn_where_no_window_was_ever_opened():
    done = alone("print(ink(draw(slip(*EVERY_BLOCK), 384)))")
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) == ink(draw(slip(*EVERY_BLOCK), 384))


def test_without_a_window_a_first_slip_off_the_main_thread_is_refused_in_words():
    done = alone(
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "print(Pool(1).submit(draw, slip(), 384).exception())"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "without a window, the first slip is drawn on the main thread\n"
