"""The queue at the left: what is read in a row, and what is kept when one goes from one customer to another."""

from app.base.words import Language
from app.counter.next_step import step_in_list
from app.counter.walk import State
from app.words import words
from PySide6.QtGui import QFontMetrics
from ui.counter.queue import WIDTH
from ui.counter.tones import sign_of
from ui.theme import SIZES, font

EDGES = SIZES.gap + SIZES.step + 2 + 12 + 8 + 12 + 8  # of panel, frame, row, chip, and between the two
UNTOLD = ("nothing", "fill-form")


def test_no_word_of_a_row_is_cut():
    strong, plain, cut = QFontMetrics(font(12, strong=True)), QFontMetrics(font(SIZES.label)), []
    for language in Language:
        for state in State:
            step = step_in_list(state).value
            name = words(f"counter-ui.state-{state.value}").in_language(language)
            following = "" if step in UNTOLD else words(f"counter-ui.next-{step}").in_language(language)
            chip = strong.horizontalAdvance(f"{sign_of(state)} {name}")
            over = plain.horizontalAdvance(following) - (WIDTH - EDGES - chip)
            if over > 0:
                cut.append(f"{name} | {following}: {over} px")
    assert not cut
