"""What a service's own lines on a paper say, whatever kind of field they name."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.base.document import Pair, Rule
from app.base.words import Words
from app.counter.papers import preview
from app.packs.model import PaperText
from app.packs.reader import read_pack

PACK = read_pack(Path(__file__).parents[3] / "packs" / "upssb-worker-registration")


class Seen:
    """What the papers read of an application and of who acts."""

    def __init__(self, answers, text):
        self.answers = answers
        self.pack = replace(PACK, papers=PaperText(((Words("मेरी पंक्ति", "My line"), text),)))
        self.application_number = self.registration_number = ""
        self.applicant, self.slots = "", ()
        self.board_fee = self.payment = self.challan = None


ACTING = SimpleNamespace(
    office=SimpleNamespace(name=Words("केन्द्र", "Centre"), code="1", phone=""),
    person=SimpleNamespace(name=Words("गीता", "Gita")),
)


def blocks(answers, text):
    return preview(Seen(answers, text), datetime(2026, 9, 30, tzinfo=UTC), ACTING, training=True).blocks


def my_line(answers, text):
    return next(
        block for block in blocks(answers, text) if isinstance(block, Pair) and block.label.en == "My line"
    )


@pytest.mark.parametrize(
    ("text", "answers", "said"),
    [
        ("{occupation}", {"occupation": "tailor"}, "दर्जी"),
        ("{annual_income} वार्षिक", {"annual_income": 9600000}, "₹96,000.00 वार्षिक"),
        ("{date_of_birth}", {"date_of_birth": "1988-05-12"}, "12-05-1988"),
        ("{epf_esi}", {"epf_esi": False}, "नहीं"),
        ("{mobile}", {"mobile": "9876543210"}, "98XXXXXX10"),
        ("{aadhaar}", {"aadhaar": "XXXX XXXX 7058"}, "XXXX XXXX 7058"),
    ],
)
def test_an_answer_stands_as_a_person_reads_it(text, answers, said):
    assert my_line(answers, text).value == said


def test_a_line_whose_answer_is_not_given_yet_is_pending():
    assert my_line({}, "{nominee_name} ({nominee_relation})").pending


def test_where_there_is_neither_paper_nor_fee_one_rule_stands_and_not_two():
    drawn = blocks({}, "{occupation}")
    assert sum(isinstance(block, Rule) for block in drawn) == 3
    assert not any(isinstance(one, Rule) and isinstance(other, Rule) for one, other in pairwise(drawn))
