"""The provisional slip: what a citizen holds who waits for the bank, a payment or the line. It says that it is none."""

from app.base.document import Align, Document, Kind, Line, Notice, Qr, Rule, Shape, Title
from app.base.words import Words
from app.counter.model import Application
from app.counter.papers import (
    Stamp,
    challan_facts,
    issuer,
    no_acknowledgement,
    papers_handed_in,
    qr,
    who_and_what,
)
from app.counter.walk import PAYING, State


def provisional_slip(app: Application, stamp: Stamp) -> Document:
    """Build the slip for a citizen who waits, with what they wait for and what comes then."""
    return stamp.paper(
        Kind.PROVISIONAL,
        Shape.SLIP,
        [
            Title(Words("अनन्तिम पर्ची", "Provisional slip")),
            Notice(no_acknowledgement(app.pack)),
            *who_and_what(app),
            *challan_facts(app.challan),
            Rule(),
            *([] if app.challan else papers_handed_in(app)),
            Line(_what_comes(app)),
            *([] if app.challan else [Line("यह पर्ची सँभालकर रखें और साथ लाएँ।", Align.LEFT)]),
            *issuer(stamp),
            Qr(qr("PRV", stamp, app), Words("स्थिति जानने हेतु", "To ask the status")),
        ],
    )


def _what_comes(app: Application) -> str:
    if app.challan:
        return "चालान की राशि जमा करके जमाकर्ता की प्रति केन्द्र पर दिखाएँ। सत्यापन के बाद पावती मिलेगी।"
    if app.state in PAYING:
        return "ऑनलाइन भुगतान की पुष्टि आनी बाकी है: पैसा कट चुका हो तो दोबारा न दें। पुष्टि के बाद शुल्क की रसीद मिलेगी।"
    if app.state is State.OBJECTION:
        return "विभाग ने आपत्ति की है: सुधार कराने केन्द्र पर आएँ। सुधार के बाद पावती मिलेगी।"
    if app.unsent:
        return "आवेदन और काग़ज़ इस केन्द्र पर दर्ज हैं; नेटवर्क आते ही विभाग को भेजे जाएँगे। उसके बाद पावती मिलेगी।"
    return "आवेदन विभाग को भेजा जा चुका है; उत्तर आने पर पावती मिलेगी।"
