"""Whatever is done to an exported PDF, before its seal or after, has its own verdict; other judges see it too."""

import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from app.efile.chain import Signed
from app.efile.manifest import NAME
from app.efile.told import told
from app.efile.verdict import HOLDS, Thing
from app.efile.verify import Judging, verify_pdf
from app.ports.signing import Appearance
from door.efile import judging_of
from dsc.pades import signed_pdf
from tests.integration.dsc.pki import Pki
from tests.integration.efile_export import made
from tests.integration.efile.tokens import signer_of

HOUSE = Path(__file__).parents[3]
needs_pdfsig = pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")


@pytest.fixture(scope="module")
def judging(trust_folder: Path) -> Judging:
    return judging_of(trust_folder)


@pytest.fixture(scope="module")
def good(pki: Pki) -> list[Signed]:
    return made.chain(pki)


@pytest.fixture(scope="module")
def pdf(pki: Pki, good: list[Signed]) -> bytes:
    return made.export(pki, good)


def pdfsig(pdf: bytes, folder: Path) -> str:
    file = folder / "export.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=True).stdout


@needs_pdfsig
def test_a_good_export_holds_before_pdfsig_too(pdf: bytes, judging: Judging, tmp_path: Path):
    assert verify_pdf(pdf, judging).verdict == HOLDS
    said = pdfsig(pdf, tmp_path)
    assert "Signature is Valid." in said
    assert "Total document signed" in said


# --- After the seal ---------------------------------------------------------------------------------------------------


def edited(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(180)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@needs_pdfsig
def test_an_edited_export_fails_where_pdfsig_says_valid(pdf: bytes, judging: Judging, tmp_path: Path):
    spoilt = edited(pdf)
    assert verify_pdf(spoilt, judging).verdict == "signature.pdf-changed"
    said = pdfsig(spoilt, tmp_path)
    assert "Signature is Valid." in said
    assert "Not total document signed" in said


def test_bytes_behind_the_seal_are_told(pdf: bytes, judging: Judging):
    """A certified PDF allows nothing behind it; a letter's own tests hold the same of a plain signature."""
    assert verify_pdf(pdf + b"\n% more\n", judging).verdict == "signature.pdf-changed"


def test_an_attachment_taken_out_later_breaks_the_seal(pdf: bytes, judging: Judging):
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    names = writer.root["/Names"]["/EmbeddedFiles"]
    held = names["/Names"] if "/Names" in names else names["/Kids"][0].get_object()["/Names"]
    del held[0:2]
    writer.update_container(held)
    out = BytesIO()
    writer.write(out)
    assert verify_pdf(out.getvalue(), judging).verdict == "signature.pdf-changed"


def test_an_export_saved_by_another_tool_is_none_any_more(pdf: bytes, judging: Judging):
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(out)
    assert verify_pdf(out.getvalue(), judging).verdict == "signature.pdf-changed"


REWRITTEN = {
    "linearised": ("qpdf", "--linearize", "{0}", "{1}"),
    "unpacked": ("qpdf", "--qdf", "{0}", "{1}"),
    "an attachment taken out": ("qpdf", "--remove-attachment=0001.p7s", "{0}", "{1}"),
    "its pages alone": ("qpdf", "--empty", "--pages", "{0}", "1", "--", "{1}"),
    "printed": ("pdftocairo", "-pdf", "{0}", "{1}"),
    "a paper attached": ("pdfattach", "{0}", "{0}", "{1}"),
}
SAID = {"printed": "signature.pdf-unsigned"}


@pytest.mark.parametrize("name", REWRITTEN)
def test_whatever_tool_writes_it_anew_the_export_says_so_and_nothing_else_is_printed(
    pdf: bytes, trust_folder: Path, tmp_path: Path, name: str
):
    """A library that finds a change logs it with a traceback; the person reads the verdict alone."""
    tool, *options = REWRITTEN[name]
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    before, after = tmp_path / "file.pdf", tmp_path / "after.pdf"
    before.write_bytes(pdf)
    subprocess.run([tool, *(each.format(before, after) for each in options)], check=True, capture_output=True)
    command = [sys.executable, "main.py", "file", "verify", str(after), "--trust", str(trust_folder)]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (3, "")
    assert f"[{SAID.get(name, 'signature.pdf-changed')}]" in done.stdout


def test_a_stripped_seal_is_told(pki: Pki, good: list[Signed], judging: Judging):
    assert verify_pdf(made.export(pki, good, seal=None), judging).verdict == "signature.pdf-unsigned"


def test_no_cut_of_an_export_holds_or_ends_in_a_traceback(pdf: bytes, judging: Judging):
    for size in range(0, len(pdf), len(pdf) // 40):
        found = verify_pdf(pdf[:size], judging)
        assert not found.holds
        said = [each.hi for each in told(found)]
        assert said[0].startswith("✗") and not any("—  —" in line or "  —" in line for line in said)


@pytest.mark.parametrize("noise", [b"", b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"[" * 5000])
def test_what_is_no_pdf_is_told(noise: bytes, judging: Judging):
    assert verify_pdf(noise, judging).verdict == "verify.not-readable"


# --- Before the seal: an exporter who lies, or errs -------------------------------------------------------------------


def test_each_export_that_was_made_wrong_has_its_verdict(pki: Pki, good: list[Signed], judging: Judging):
    spoilt = {
        "verify.attachment-missing": made.export(pki, good, without="0002.p7s"),
        "verify.attachment-changed": made.export(pki, good, also={"0002.json": b"{}"}),
        "verify.attachment-stray": made.export(pki, good, also={"notes.exe": b"MZ"}),
        "verify.manifest": made.export(pki, good, also={NAME: b"{}"}),
        "verify.sealed-by-other": made.export(pki, good, by=pki.ravi),
        "verify.not-certified": made.export(pki, good, seal=Appearance(("x",), page=0)),
        "verify.no-notings": made.export(pki, good, change=lambda told: replace(told, notings=())),
        "verify.evidence": made.export(pki, good, lists=[b"no list"]),
        "signature.revoked": made.export(pki, good, by=pki.revoked),
        "signature.untrusted": made.export(pki, good, by=pki.rogue),
        "chain.post": made.export(pki, good, change=lambda told: replace(told, posted=())),
    }
    found = {wanted: verify_pdf(pdf, judging).verdict for wanted, pdf in spoilt.items()}
    assert found == {wanted: wanted for wanted in spoilt}


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "a/b.json", "C:x.json", ".hidden", "a\u202eb"])
def test_a_name_that_is_a_way_elsewhere_is_no_list_of_ours(
    pki: Pki, good: list[Signed], judging: Judging, name: str
):
    def change(told):
        return replace(told, hashes={**told.hashes, name: "0" * 64})

    assert verify_pdf(made.export(pki, good, change=change), judging).verdict == "verify.manifest"


def test_an_attachment_that_unpacks_without_end_is_not_unpacked(
    pki: Pki, good: list[Signed], judging: Judging
):
    bomb = made.export(pki, good, also={"bomb.bin": bytes(70 << 20)})
    assert len(bomb) < 2 << 20
    assert verify_pdf(bomb, judging).verdict == "verify.not-readable"


# --- Letters ----------------------------------------------------------------------------------------------------------


def test_a_signed_letter_is_judged_as_one(pki: Pki, trust_folder: Path, tmp_path: Path):
    trust = tmp_path / "trust"
    shutil.copytree(trust_folder, trust)
    (trust / "crls").mkdir()
    (trust / "crls" / "ca.crl").write_bytes(pki.ca_crl)
    letter = signed_pdf(made.PAPER, Appearance(("हस्ताक्षर",)), signer_of(pki.asha, pki.ca.der), made.NOW)
    found = verify_pdf(letter, judging_of(trust))
    assert (found.thing, found.verdict) == (Thing.LETTER, HOLDS)
    assert found.signatures[0].name == "ASHA VERMA"
    unsigned = verify_pdf(made.PAPER, judging_of(trust))
    assert unsigned.verdict == "signature.pdf-unsigned"
    assert not any("हस्ताक्षरित पत्र" in each.hi or "[" in each.hi for each in told(unsigned, coded=False))
    assert verify_pdf(edited(letter), judging_of(trust)).verdict == "signature.pdf-changed"
    assert verify_pdf(letter, judging_of(trust_folder)).verdict == "verify.revocation-unknown"
