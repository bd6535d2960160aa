"""What is signed is one byte form, and nothing in it hides from its reader."""

import json

import pytest

from app.efile.noting import (
    Attached,
    Form,
    Noting,
    hidden,
    look_alikes,
    paragraphs,
    parse,
    tidy_body,
    visible,
)


def noting(**changed) -> Noting:
    told = {
        "file_uuid": "0199-f",
        "file_no": "B-13/6/2026-CMO",
        "seq": 1,
        "prev": "0" * 64,
        "emp_id": "person-anil",
        "role": "district-lucknow.section-officer",
        "designation": "अनुभाग अधिकारी",
        "office": "district-lucknow",
        "cert_sha256": "a" * 64,
        "created": "2026-11-25T10:00:00+05:30",
        "body": "पत्र अवलोकनार्थ प्रस्तुत।\n\nआदेश हेतु।",
        "attachments": (Attached("पत्र.pdf", "b" * 64, 20),),
    }
    return Noting(**(told | changed))


def test_what_is_written_is_read_back_the_same():
    assert parse(noting().to_bytes()) == noting()


def test_the_bytes_are_sorted_unspaced_and_unescaped():
    data = noting().to_bytes()
    assert data.startswith(b'{"action":"","attachments":[{"name":')
    assert "अनुभाग अधिकारी".encode() in data
    assert b'": ' not in data


@pytest.mark.parametrize(
    "spoilt, form",
    [
        (lambda data: data[:-5], Form.NOT_JSON),
        (lambda data: b"\xff" + data, Form.NOT_JSON),
        (lambda _data: b"[" * 5000, Form.NOT_JSON),
        (lambda _data: b"[]", Form.NOT_CANONICAL),
        (lambda data: data + b"\n", Form.NOT_CANONICAL),
        (lambda data: data.replace(b'"v":1}', b'"v":1,"v":1}'), Form.NOT_CANONICAL),
        (lambda data: data.replace(b'"seq":1', b'"seq":1.0'), Form.NOT_CANONICAL),
        (lambda data: data.replace(b'"seq":1', b'"seq":NaN'), Form.NOT_CANONICAL),
        (lambda data: json.dumps(json.loads(data), sort_keys=True).encode(), Form.NOT_CANONICAL),
        (lambda data: data.replace(b'"v":1}', b'"v":2}'), Form.FIELDS),
        (lambda data: data.replace(b'"v":1}', b'"v":true}'), Form.FIELDS),
        (lambda data: data.replace(b'"v":1}', b'"v":1,"x":1}'), Form.FIELDS),
        (lambda data: data.replace(b'"seq":1', b'"seq":0'), Form.FIELDS),
        (lambda data: data.replace(b"a" * 64, b"A" * 64), Form.FIELDS),
        (lambda data: data.replace("पत्र.pdf".encode(), b"../x.pdf"), Form.FIELDS),
        (lambda data: data.replace("पत्र.pdf".encode(), b"C:x.pdf"), Form.FIELDS),
        (lambda data: data.replace("पत्र.pdf".encode(), b".."), Form.FIELDS),
        (lambda data: data.replace(b'"size":20', b'"size":0'), Form.FIELDS),
        (lambda data: data.replace(b'"body":"', '"body":"e\u0301'.encode()), Form.NOT_NFC),
        (lambda data: data.replace(b'"body":"', '"body":"\u202e'.encode()), Form.HIDDEN),
        (lambda data: data.replace(b'"file_no":"', '"file_no":"\u200b'.encode()), Form.HIDDEN),
    ],
)
def test_what_is_no_noting_is_told_by_its_own_name(spoilt, form):
    assert parse(spoilt(noting().to_bytes())) is form


def test_a_joiner_inside_devanagari_is_writing_and_elsewhere_it_hides():
    assert hidden("क्‍ष और क्‌ष") == ()
    assert hidden("a\u200db") == (1,)
    assert hidden("\u200dक") == (0,)


@pytest.mark.parametrize(
    "text, shown",
    [
        ("सीधा पाठ\nदूसरी पंक्ति", "सीधा पाठ\nदूसरी पंक्ति"),
        ("₹ 50\u202e000", "₹ 50‹U+202E›000"),
        ("स्वीकृत\u200b नहीं", "स्वीकृत‹U+200B› नहीं"),
        ("p\u0430y", "p‹а U+0430›y"),
        ("Москва", "Москва"),
        ("a\u00a0b", "a‹U+00A0›b"),
    ],
)
def test_what_deceives_the_eye_is_spelt_out(text, shown):
    assert visible(text) == shown


def test_a_word_wholly_of_another_script_is_no_deceit():
    assert look_alikes("Ελλάδα और राम") == ()


def test_a_text_is_signed_in_one_form_however_it_was_typed():
    assert tidy_body("\r\nक\u093c \r\nx \n") == "क़\nx"


def test_paragraphs_are_what_empty_lines_part():
    assert paragraphs("एक\nदो\n\n \n\nतीन\n") == ("एक\nदो", "तीन")
