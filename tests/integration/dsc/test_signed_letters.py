"""A letter signed inside its PDF: readable, accepted by others, and any later change is a failure."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from reportlab.pdfgen import canvas

from app.errors import DeviceError, FileRefused
from app.ports.signing import Appearance, Finding
from dsc.judge import OfficeJudge
from dsc.signer import TokenOfOfficer

from tests.integration.dsc.conftest import MakeSigner
from tests.integration.dsc.pki import NOW, Pki
from tests.integration.dsc.soft_token import PIN, Naughty, SoftToken, needs_naughty, needs_token

STAMP = Appearance(("डिजिटल हस्ताक्षर", "ASHA VERMA, अनुभाग अधिकारी (SO)"), reason="आदेश 100%")

pytestmark = needs_token


@pytest.fixture(scope="module")
def letter() -> bytes:
    written = BytesIO()
    page = canvas.Canvas(written, pageCompression=1)
    page.drawString(60, 780, "F.No. A-12011/3/2026-Estt.")
    page.save()
    return written.getvalue()


@pytest.fixture
def signer(token: SoftToken, pki: Pki, make_signer: MakeSigner) -> TokenOfOfficer:
    made = make_signer()
    made.unlock(token.serial, pki.asha.sha256, PIN)
    return made


@pytest.fixture
def signed(signer: TokenOfOfficer, letter: bytes) -> bytes:
    return signer.sign_pdf(letter, STAMP)


def findings(judge: OfficeJudge, pdf: bytes) -> list[Finding]:
    return [each.finding for each in judge.judge_pdf(pdf, NOW)]


def said_by(tool: str, pdf: bytes, folder: Path, *options: str) -> str:
    file = folder / "letter.pdf"
    file.write_bytes(pdf)
    last = ["-"] if tool == "pdftotext" else []
    return subprocess.run([tool, *options, file, *last], capture_output=True, text=True, check=True).stdout


def test_a_signed_letter_is_good_and_says_who(judge: OfficeJudge, signed: bytes, pki: Pki):
    (verdict,) = judge.judge_pdf(signed, NOW)
    assert (verdict.finding, verdict.certificate.sha256) == (Finding.GOOD, pki.asha.sha256)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")
def test_others_find_it_whole(signed: bytes, tmp_path: Path):
    said = said_by("pdfsig", signed, tmp_path, "-nocert")
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_the_stamp_is_read_in_both_scripts_and_in_indian_time(signed: bytes, tmp_path: Path):
    said = said_by("pdftotext", signed, tmp_path)
    assert "हस्ताक्षर" in said
    assert "ASHA VERMA" in said
    assert "(SO)" in said
    assert " IST" in said


def test_a_second_officer_signs_on(signer: TokenOfOfficer, judge: OfficeJudge, signed: bytes):
    twice = signer.sign_pdf(signed, Appearance(("दूसरा",), box=(60, 60, 250, 140)))
    assert findings(judge, twice) == [Finding.GOOD, Finding.GOOD]


def test_a_certified_export_bears_no_second_signature(
    signer: TokenOfOfficer, judge: OfficeJudge, letter: bytes
):
    certified = signer.sign_pdf(letter, Appearance(("निर्यात",), certifies=True))
    assert findings(judge, certified) == [Finding.GOOD]
    with pytest.raises(FileRefused):
        signer.sign_pdf(certified, STAMP)


def test_a_changed_byte_is_noticed(judge: OfficeJudge, signed: bytes):
    at = signed.index(b"/MediaBox") + 12
    spoilt = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert findings(judge, spoilt)[0] in (Finding.PDF_CHANGED, Finding.PDF_CORRUPT)


def test_bytes_behind_the_signature_are_noticed(judge: OfficeJudge, signed: bytes):
    assert findings(judge, signed + b"\n% one more line\n") == [Finding.PDF_NOT_WHOLE]


def test_a_page_turned_is_noticed_though_the_signature_itself_holds(
    judge: OfficeJudge, signed: bytes, tmp_path: Path
):
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(180)
    writer.update_container(page)
    turned = BytesIO()
    writer.write(turned)
    assert findings(judge, turned.getvalue()) == [Finding.PDF_CHANGED]
    if shutil.which("pdfsig"):
        said = said_by("pdfsig", turned.getvalue(), tmp_path, "-nocert")
        assert "Signature is Valid." in said
        assert "Not total document signed" in said


def test_a_letter_saved_by_another_tool_is_good_no_more(judge: OfficeJudge, signed: bytes):
    saved = BytesIO()
    with pikepdf.open(BytesIO(signed)) as opened:
        opened.save(saved)
    assert Finding.GOOD not in findings(judge, saved.getvalue())


def test_a_stripped_signature_is_a_failure_of_its_own(judge: OfficeJudge, letter: bytes):
    assert findings(judge, letter) == [Finding.PDF_UNSIGNED]


@pytest.mark.parametrize("noise", [b"", b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"[" * 5000])
def test_what_is_no_pdf_is_told(signer: TokenOfOfficer, judge: OfficeJudge, noise: bytes):
    assert findings(judge, noise) == [Finding.PDF_CORRUPT]
    with pytest.raises(FileRefused) as refused:
        signer.sign_pdf(noise, STAMP)
    assert refused.value.key == "dsc.pdf"


def test_every_cut_of_a_letter_is_judged_without_a_traceback(judge: OfficeJudge, signed: bytes):
    for size in range(0, len(signed), len(signed) // 40):
        assert Finding.GOOD not in findings(judge, signed[:size])


def test_no_page_of_that_number_is_refused(signer: TokenOfOfficer, letter: bytes):
    with pytest.raises(FileRefused):
        signer.sign_pdf(letter, Appearance(("x",), page=7))


@needs_naughty
def test_a_wrong_signature_never_gets_into_a_letter(
    make_signer: MakeSigner, naughty: Naughty, token: SoftToken, pki: Pki, letter: bytes
):
    made = make_signer(naughty.module)
    made.unlock(token.serial, pki.asha.sha256, PIN)
    naughty.set("spoil")
    with pytest.raises(DeviceError) as wrong:
        made.sign_pdf(letter, STAMP)
    assert wrong.value.key == "token.wrong-signature"


def test_the_signature_inside_names_its_own_moment_only(signed: bytes):
    (embedded,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    types = {each["type"].native for each in embedded.signer_info["signed_attrs"]}
    assert types == {
        "content_type",
        "message_digest",
        "signing_certificate_v2",
    }  # PAdES keeps the time in the PDF
