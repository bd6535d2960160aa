"""Which PDFs are taken in, and that their pages come out as they look."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from app.attachments import brought_pdf
from app.attachments.intake import pages_of
from app.attachments.picture import LONGEST, dpi_of
from app.errors import FileRefused
from app.words import explain

from tests.unit.attachments.paper import opened

A4 = (595.27, 841.89)
Change = Callable[[pikepdf.Pdf], dict[str, Any] | None]


def written(pages: int = 2, *, form: bool = False) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(pages):
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(72, 72, 72, 72, fill=1)
        if form:
            canvas.acroForm.textfield(name="name", value="MMMMMMMMMM", x=300, y=400, width=200, height=40)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(change: Change) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(written())) as pdf:
        pdf.save(out, **(change(pdf) or {}))
    return out.getvalue()


def refused(folder: Path, data: bytes, most: int = 5) -> str:
    (folder / "paper.pdf").write_bytes(data)
    with pytest.raises(FileRefused) as caught:
        pages_of(folder / "paper.pdf", most)
    assert explain(caught.value).hi
    return caught.value.key


def taken(folder: Path, data: bytes) -> list[Any]:
    (folder / "paper.pdf").write_bytes(data)
    return [opened(page) for page in pages_of(folder / "paper.pdf", 5)]


def test_each_page_becomes_a_picture_of_two_hundred_dots_an_inch(tmp_path: Path):
    first, second = taken(tmp_path, written())
    assert first.size == second.size == (1654, 2339)
    assert dpi_of(first) == 200
    square, paper = first.getpixel((300, 2339 - 300)), first.getpixel((800, 800))
    assert square[0] < 30 and paper[0] > 220


def test_what_was_filled_into_a_form_is_on_the_picture(tmp_path: Path):
    plain, filled = taken(tmp_path, written(1))[0], taken(tmp_path, written(1, form=True))[0]
    field = (840, 1120, 1380, 1220)
    assert plain.crop(field).convert("L").getextrema()[0] > 200
    assert filled.crop(field).convert("L").getextrema()[0] < 60


def test_blank_lines_before_the_mark_do_no_harm(tmp_path: Path):
    assert len(taken(tmp_path, b"\r\n\r\n" + written())) == 2


def test_a_sheet_as_large_as_a_wall_is_drawn_no_larger_than_a_page(tmp_path: Path):
    def wall(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 14400, 14400])

    assert taken(tmp_path, changed(wall))[0].size == (LONGEST, LONGEST)


def script_at_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def script_in_a_packed_object(pdf: pikepdf.Pdf) -> dict[str, Any]:
    script_at_opening(pdf)
    return {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


def script_by_name(pdf: pikepdf.Pdf) -> None:
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pikepdf.Stream(pdf, b"app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script])))


def program_behind_a_link(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[0, 0, 500, 500],
        A=Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe")),
    )
    pdf.pages[1].Annots = pikepdf.Array([link])


@pytest.mark.parametrize(
    "hidden", [script_at_opening, script_in_a_packed_object, script_by_name, program_behind_a_link]
)
def test_a_pdf_that_would_do_something_is_refused(tmp_path: Path, hidden: Change):
    assert refused(tmp_path, changed(hidden)) == "file.pdf-active"


@pytest.mark.parametrize("user", ["secret", ""])
def test_a_locked_pdf_is_refused_even_where_it_opens_for_reading(tmp_path: Path, user: str):
    locked = changed(lambda _: {"encryption": pikepdf.Encryption(owner="owner", user=user)})
    assert refused(tmp_path, locked) == "file.pdf-locked"


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.995])
def test_a_cut_off_pdf_is_never_taken(tmp_path: Path, share: float):
    data = written(4)
    assert refused(tmp_path, data[: int(len(data) * share)]) == "file.pdf-damaged"


def test_a_picture_inside_that_would_unpack_to_gigabytes_is_refused(tmp_path: Path):
    def bomb(pdf: pikepdf.Pdf) -> None:
        picture = pikepdf.Stream(
            pdf, b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=40000, Height=40000
        )
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Bomb=picture))

    assert refused(tmp_path, changed(bomb)) == "file.too-many-pixels"


def test_more_pages_than_the_slot_holds_are_refused_before_one_is_drawn(tmp_path: Path):
    assert refused(tmp_path, written(300), most=3) == "file.too-many-pages"


def test_one_thread_at_a_time_draws(tmp_path: Path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(written(1))
    with ThreadPoolExecutor(1) as pool:
        with brought_pdf._ONE_AT_A_TIME:
            waiting = pool.submit(pages_of, file, 2)
            with pytest.raises(TimeoutError):
                waiting.result(2)
        assert len(waiting.result(30)) == 1
