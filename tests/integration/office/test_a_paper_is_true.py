"""A paper that is printed later says what has become of its matter since it was issued."""

from typing import Any

from app.base.days import day_words
from app.base.document import Document, Kind, Notice, Signature, Total
from app.counter.model import Application, Mode
from app.counter.walk import State

from tests.integration.office.at_the_desk import sent_back_under


def test_the_receipt_of_a_fee_that_went_back_says_when_how_and_under_which_reference(
    desk: Any, training_centre: Any
):
    training_centre.behave(refuse=True)
    found = desk.until(desk.paid().id, State.REFUND_DUE)
    assert "यह राशि लौटाई जानी है" in said(desk.paper(found, Kind.BOARD_FEE))
    owed = again(desk, found, Kind.BOARD_FEE)
    desk.office.counter.refund(found.id, Mode.ONLINE, sent_back_under(found))
    today = day_words(desk.office.counter.today_is())
    words = said(desk.paper(found, Kind.BOARD_FEE))
    assert f"यह राशि ₹50.00 {today} को लौटाई गई, ऑनलाइन, सन्दर्भ {sent_back_under(found)}" in words
    assert "पात्र नहीं" in words and "लौटाई जानी है" not in words
    assert again(desk, found, Kind.BOARD_FEE) > owed  # the longer words stand on the printed slip
    receipt = next(each.id for each in found.papers if each.kind is Kind.BOARD_FEE)
    handed_over, since = desk.office.papers.as_issued(receipt)
    assert said(handed_over) == "" and any("लौटाई गई" in each.hi for each in since)
    assert "आदेश संख्या अभी ज्ञात नहीं" in str(handed_over.to_json())  # and no date that looks like an order


def test_a_refund_leaves_a_voucher_that_prints_and_that_the_depositor_signs(desk: Any, training_centre: Any):
    training_centre.behave(refuse=True)
    found = desk.paid()
    training_centre.behave(gateway="late", late_s=3600)
    found = desk.until(found.id, State.REFUND_DUE)
    desk.office.papers.print_what_waits()
    before = len(desk.printer.papers())
    found = desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12", "गेटवे बन्द है")
    desk.office.papers.print_what_waits()
    assert len(desk.printer.papers()) == before + 1
    paper = desk.paper(found, Kind.REFUND)
    told = [str(getattr(block, "value", getattr(block, "words", ""))) for block in paper.blocks]
    assert "गेटवे बन्द है" in told and found.payment.gateway_ref in told
    assert "रसीद 12" in told and "नकद / Cash" in told and any("पात्र नहीं" in each for each in told)
    assert next(block.amount for block in paper.blocks if isinstance(block, Total)) == 5000
    assert [block for block in paper.blocks if isinstance(block, Signature)]
    assert said(paper) == "" and paper.number.split("/")[-2:] == ["RFD", "000001"]
    assert desk.rows(
        "SELECT d.kind FROM money m JOIN document d ON d.id = m.document WHERE m.amount < 0"
    ) == ["refund-voucher"]
    again(desk, found, Kind.REFUND)
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_a_void_challan_says_that_its_number_is_void_and_why(desk: Any):
    found = desk.with_challan()
    assert said(desk.paper(found, Kind.CHALLAN)) == ""
    desk.office.counter.cancel_challan(found.id, "राशि गलत")
    no_more = f"चालान {found.challan.number} अब बैंक में जमा न करें"
    assert said(desk.paper(found, Kind.CHALLAN)) == f"यह संख्या रद्द है: राशि गलत | {no_more}"
    assert said(desk.paper(found, Kind.PROVISIONAL)) == no_more


def test_the_slip_of_a_cancelled_application_says_that_it_has_ended(desk: Any):
    found = desk.with_challan()
    desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता")
    assert "यह आवेदन समाप्त हो गया: नागरिक अब नहीं चाहता" in said(desk.paper(found, Kind.PROVISIONAL))


def said(paper: Document) -> str:
    """Return the Hindi of the frames that no paper of its kind has when it is issued."""
    frames = [block.words.hi for block in paper.blocks if isinstance(block, Notice)]
    return " | ".join(words for words in frames if not words.startswith("यह पावती नहीं है"))


def again(desk: Any, found: Application, kind: Kind) -> int:
    """Print the paper once more and return how long it came out."""
    (paper,) = (each for each in found.papers if each.kind is kind)
    desk.office.papers.reprint(paper.id, "खो गई")
    desk.office.papers.print_what_waits()
    return int(desk.printer.papers()[0].height)
