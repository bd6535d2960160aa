"""A file leaves as one PDF that people read, and that says by itself whether it holds."""

import json
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from app.base.words import Words
from app.efile.verdict import HOLDS, Caveat, Proof, Thing
from app.efile.verify import verify_pdf
from app.errors import InputError
from app.efile.told import as_json, told
from door.efile import judging_of
from main import main
from printers.green_sheet import sheets
from printers.pdf import PRACTICE
from tests.integration.efile_export.conftest import Line
from tests.integration.efile_export.made import bound_file


@pytest.fixture
def pdf(line: Line) -> bytes:
    file = line.noted()
    return line.anil.office.exporting.file(file)


def test_an_export_holds_and_says_who_which_post_and_when(pdf: bytes, trust_folder: Path):
    found = verify_pdf(pdf, judging_of(trust_folder))
    assert (found.thing, found.verdict) == (Thing.EXPORT, HOLDS)
    assert [(each.seq, each.person) for each in found.signatures] == [
        (1, "person-kavita"),
        (2, "person-anil"),
        (3, "person-anil"),
    ]
    assert {each.proof for each in found.signatures} == {Proof.CENTRE}
    assert found.signatures[0].name == "ASHA VERMA"
    assert found.signatures[2].post == "district-lucknow.section-officer"
    assert found.sealed_by.name == "RAVI KUMAR"
    assert found.caveats == (Caveat.TIME_BY_CENTRE, Caveat.BY_EXPORTER)
    said = "\n".join(each.both for each in told(found))
    assert "✓" in said and "अनुभाग अधिकारी, जिला कार्यालय" in said
    assert "⚠ पंजी में नाम दूसरा है: कविता यादव / Kavita Yadav" in said  # the test's certificate is another's
    as_read = json.loads(json.dumps(as_json(found)))
    assert as_read["holds"] is True
    first = as_read["signatures"][0]
    assert (first["recorded_name"]["en"], first["post_name"]["en"]) == ("Kavita Yadav", "Dealing hand")
    assert first["office_name"]["hi"].startswith("जिला कार्यालय")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_the_sheets_are_read_as_they_were_written(pdf: bytes, tmp_path: Path):
    file = tmp_path / "file.pdf"
    file.write_bytes(pdf)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    for wanted in ("जन सेवा केन्द्रों का मासिक निरीक्षण", "यथा प्रस्तावित स्वीकृत।", "2.", "पृ० 1-2 (p1-2.pdf)", "IST"):
        assert wanted in text
    assert "श्रेणी / class 3" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_every_sheet_of_an_exercise_says_that_it_is_none_of_a_file(tmp_path: Path):
    file = tmp_path / "sheets.pdf"
    file.write_bytes(sheets(replace(bound_file(), training=True)))
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    cover, green = text.split("\f")[:2]
    assert PRACTICE.hi in cover and PRACTICE.hi in green


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_no_signature_of_a_long_file_is_parted_nor_stands_without_what_it_signs(tmp_path: Path):
    (one,) = bound_file().notings
    one = replace(one, name=Words("सुनीता", "Sunita"), taken_at=one.at, papers=("p1-2.pdf",))
    notings = tuple(
        replace(one, seq=seq, paragraphs=((seq, "\n".join(["आगे"] * (seq % 9) + ["यहाँ तक"])),))
        for seq in range(1, 61)
    )
    file = tmp_path / "sheets.pdf"
    file.write_bytes(sheets(replace(bound_file(), notings=notings)))
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    green = text.split("\f")[1:-1]
    assert len(green) > 10
    for sheet in green:
        assert (
            len({sheet.count(each) for each in ("यहाँ तक", "Sunita", "Digitally", "Taken by", "Covered by")})
            == 1
        )


def test_pages_of_the_correspondence_stand_behind_the_sheets_and_do_nothing(pdf: bytes):
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = opened.pages[-2:]
        assert all("/AA" not in page.obj and "/Annots" not in page.obj for page in pages)
        assert {"manifest.json", "0001.json", "0001.p7s", "0003.p7s", "p1-2.pdf", "crl-1.crl"} <= set(
            opened.attachments
        )
        made = str(opened.docinfo["/CreationDate"])
        assert not made.startswith("D:2000")  # what its drawer writes of itself


def test_a_file_without_a_noting_is_not_exported(line: Line):
    line.kavita.unlock()
    with pytest.raises(InputError) as refused:
        line.kavita.office.exporting.file(line.kavita.create().id)
    assert refused.value.key == "export.empty"


def test_a_chain_that_does_not_hold_is_not_exported(line: Line):
    file = line.noted()
    with line.anil.office._desk.records.write() as session:
        session.connection().exec_driver_sql("UPDATE efile SET head = ? WHERE id = ?", ("0" * 64, file))
    with pytest.raises(InputError) as refused:
        line.anil.office.exporting.file(file)
    assert refused.value.key == "export.does-not-hold"


def test_the_command_line_judges_without_records(
    pdf: bytes, trust_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "file.pdf"
    file.write_bytes(pdf)
    arguments = ["file", "verify", str(file), "--trust", str(trust_folder)]
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == HOLDS
    file.write_bytes(pdf[:-3])
    assert main(arguments) == 3
    assert "✗" in capsys.readouterr().out
    assert main(["file", "verify", str(tmp_path / "nothing"), "--trust", str(trust_folder)]) == 2
    assert main(["file", "verify", str(file), "--trust", str(tmp_path)]) == 2
