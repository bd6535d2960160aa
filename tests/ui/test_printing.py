"""What the print queue says of a paper."""

from datetime import UTC, datetime

from app.base.document import Copy, Kind
from app.base.words import Language
from app.papers.model import JobState, JobView, Verdict
from printers.pdf import title
from ui.places.printing import paper_words, told_words
from ui.words import Speech

from tests.unit.printers.slips import slip

AT = datetime(2026, 9, 30, tzinfo=UTC)


def job(copy: int) -> JobView:
    state = JobState.QUEUED
    return JobView(
        "j", "d", Kind.ACKNOWLEDGEMENT, "1", "pdf", copy, 1, state, AT, AT, next_try=None,
        sent=0, total=0, code="", facts={},
    )  # fmt: skip


def test_the_queue_counts_duplicates_as_the_paper_does(speech: Speech):
    assert paper_words(speech, job(1)) == "पावती"
    assert paper_words(speech, job(2)) == "पावती, प्रतिलिपि 1"
    speech.speak(Language.ENGLISH)
    assert paper_words(speech, job(3)) == "Acknowledgement, duplicate 2"
    assert title(slip(), Copy(3)).endswith(" duplicate 2")


def test_a_person_is_told_what_comes_of_each_word_on_a_print(speech: Speech):
    told = {verdict: speech.say(told_words(job(1), verdict, "pdf")) for verdict in Verdict}
    assert "पुनः मुद्रण - 2" in told[Verdict.SPOILT]
    assert "PDF फ़ोल्डर" in told[Verdict.OTHER_PRINTER]
    assert len(set(told.values())) == len(Verdict)
