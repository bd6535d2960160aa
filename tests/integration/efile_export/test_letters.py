"""A letter goes out with a signature in it: drawn from the approved draft with its number, shown, signed as it is."""

import shutil
import subprocess
from pathlib import Path

import pytest

from app.efile.addressee import Addressee
from app.efile.outgoing import LetterToSign
from app.efile.taking import go_back
from app.errors import InputError
from app.base.words import Words
from app.ports.binding import SEAL, DraftedLetter
from printers.letter import drawn
from tests.integration.dsc.pki import NOW
from tests.integration.efile_export.conftest import Line

TEXT = "कृपया निरीक्षण की आख्या तीन दिन में भेजें।\n\nविलम्ब का कारण भी लिखें।"


def approved(line: Line, to: Addressee) -> LetterToSign:
    """Return a letter that Anil approved, as it would be signed."""
    file = line.anil.create().id
    draft = line.anil.efile.write_draft(file, "आख्या भेजने के सम्बन्ध में", TEXT, to).drafts[0].id
    line.anil.efile.approve_draft(file, draft)
    return line.anil.office.letters.to_sign(file, draft)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
def test_the_letter_says_what_was_approved_and_the_stamp_who_signed(line: Line, tmp_path: Path):
    shown = approved(line, Addressee("खण्ड विकास अधिकारी", "मलिहाबाद"))
    line.anil.unlock()
    line.anil.office.letters.sign(shown)

    file = line.anil.efile.file(shown.file)
    signed = line.anil.efile.paper(file.drafts[0].sha256)
    (verdict,) = line.anil.office._desk.judge.judge_pdf(signed, line.anil.clock.now())
    assert verdict.is_good
    assert signed.startswith(shown.pdf)  # what was shown is what was signed, byte for byte
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(signed)
    said = subprocess.run(["pdftotext", letter, "-"], capture_output=True, text=True, check=True).stdout
    for text in (file.number, "खण्ड विकास अधिकारी", "मलिहाबाद", "विलम्ब का कारण भी लिखें।", "IST"):
        assert text in said


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
def test_a_letter_to_an_office_names_it_under_the_designation(line: Line, tmp_path: Path):
    office = line.anil.efile.offices()[0]
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(approved(line, Addressee("विभागाध्यक्ष", office=office.id)).pdf)
    said = subprocess.run(["pdftotext", letter, "-"], capture_output=True, text=True, check=True).stdout
    assert office.name.hi in said.split("विभागाध्यक्ष", 1)[1]


def test_a_draft_revised_after_it_was_shown_is_not_signed(line: Line):
    shown = approved(line, Addressee("सर्वसम्बन्धित"))
    line.anil.unlock()
    to = Addressee("सर्वसम्बन्धित")
    line.anil.efile.write_draft(shown.file, "आख्या", "कृपया आज ही भेजें।", to, shown.draft)
    with pytest.raises(InputError, match=r"draft\.not-approved"):
        line.anil.office.letters.sign(shown)
    line.anil.efile.approve_draft(shown.file, shown.draft)
    with pytest.raises(InputError, match=r"draft\.moved-on"):
        line.anil.office.letters.sign(shown)
    assert line.anil.efile.file(shown.file).drafts[0].sha256 == ""


def test_a_letter_that_was_shown_under_another_number_is_not_signed(line: Line):
    """The centre may refuse an approval: the next one takes another number, and no word of the draft has changed."""
    file = line.anil.create().id
    draft = line.anil.efile.write_draft(file, "आख्या", TEXT, Addressee("सर्वसम्बन्धित")).drafts[0].id
    line.anil.sync()
    line.anil.efile.approve_draft(file, draft)
    shown = line.anil.office.letters.to_sign(file, draft)
    with line.anil.office._desk.records.write() as session:
        go_back(session, file, line.anil.clock)
    assert line.anil.efile.approve_draft(file, draft).drafts[0].number != shown.number
    line.anil.unlock()
    with pytest.raises(InputError, match=r"draft\.moved-on"):
        line.anil.office.letters.sign(shown)


@pytest.mark.parametrize("lines", [1, 34, 36, 38, 40, 80])
def test_the_stamp_never_lies_on_the_text(lines: int):
    import pypdfium2

    letter = DraftedLetter(
        number="12/DM-LKO-D1/2026-27",
        file="B-3-1/D1-1/2026-27/TR-LKO",
        office=Words("जिला कार्यालय, लखनऊ", "District office, Lucknow"),
        on=NOW.date(),
        name="सर्वसम्बन्धित",
        address="लखनऊ",
        subject="निर्देश",
        text="\n".join(["कृपया पालन करें।"] * lines),
    )
    with pypdfium2.PdfDocument(drawn(letter)) as document:
        page = document[len(document) - 1].get_textpage()
        assert page.count_chars() > 0
        left, bottom, right, top = SEAL
        assert page.get_text_bounded(left, bottom, right, top).strip() == ""
        page.close()
