"""A report on pages: no row is lost or cut, and its headings stand again on every page."""

import re
from datetime import UTC, datetime

import pypdfium2
from app.ports.report import Report, ReportTable, Told, Tone
from printers.report import pages

MANY = 120


def report(rows: int) -> Report:
    lines = tuple((Told(f"कार्यालय {number}"), Told("8%", Tone.WRONG)) for number in range(rows))
    table = ReportTable("कार्यालयवार", ("कार्यालय", "प्रतिशत"), (5, 2), lines)
    moment = datetime(2026, 11, 25, 8, tzinfo=UTC)
    return Report("ई-ऑफ़िस की तैयारी", "जिला कार्यालय", "मीना", moment, (("औसत", "52%"),), (table,))


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_every_row_stands_on_some_page_under_the_headings():
    found = texts(pages(report(MANY)))

    assert len(found) > 2
    told = [int(number) for text in found for number in re.findall(r"कार्यालय (\d+)", text)]
    assert told == list(range(MANY))
    assert all("प्रतिशत" in text for text in found)


def test_the_same_report_gives_the_same_bytes_and_an_empty_table_no_heading():
    assert pages(report(3)) == pages(report(3))
    assert "कार्यालयवार" not in texts(pages(report(0)))[0]
