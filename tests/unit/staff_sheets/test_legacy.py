"""Hindi typed in a font that only looks like Hindi: recognised by what it says, and said in Unicode."""

import pytest

from app.staff.sheets.hindi_or_english import Reads, font_among, leaning, reads
from app.staff.sheets.legacy import convert, converted, fonts, named

KRUTI, CHANAKYA = fonts()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("jkeds'k dqekj feJk", "रामकेश कुमार मिश्रा"),
        ("deZpkjh dk uke", "कर्मचारी का नाम"),
        ("eksckbZy la[;k", "मोबाईल संख्या"),
        ("vk/kkj dkMZ la0", "आधार कार्ड सं0"),
        ("[k.M fodkl vf/kdkjh", "खण्ड विकास अधिकारी"),
        ('ofj"B lgk;d', "वरिष्ठ सहायक"),
        ("f'k{kk foHkkx", "शिक्षा विभाग"),
        ("i=koyh dk voyksdu fd;k x;kA", "पत्रावली का अवलोकन किया गया।"),
        ("dk;kZy; ftykf/kdkjh] y[kuÅ", "कार्यालय जिलाधिकारी, लखनऊ"),
        ("Jherh iwf.kZek f=ikBh", "श्रीमती पूर्णिमा त्रिपाठी"),
        ("vkfFkZd ,oa lkaf[;dh;", "आर्थिक एवं सांख्यिकीय"),
        ('d`".k pUnz f}osnh', "कृष्ण चन्द्र द्विवेदी"),
        ("jktsUnz izlkn ik.Ms;", "राजेन्द्र प्रसाद पाण्डेय"),
        ("fLFkfr vkSj O;oLFkk", "स्थिति और व्यवस्था"),
        ("lM+d fuekZ.k", "सड़क निर्माण"),
        ("dh rFkk muds }kjk", "की तथा उनके द्वारा"),
        ('Hkfo"; fuf/k esa tek', "भविष्य निधि में जमा"),
        ("x`g foHkkx] mÙkj izns'k 'kklu", "गृह विभाग, उत्तर प्रदेश शासन"),
    ],
)
def test_kruti_dev_says_in_unicode_what_it_shows(typed: str, said: str) -> None:
    assert convert(typed, KRUTI) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("·¤×ü¿æÚUè", "कर्मचारी"),
        ("©žæÚU ÂýÎðàæ", "उत्तर प्रदेश"),
        ("çÁÜæ çß·¤æâ", "जिला विकास"),
        ("Ÿæè ÚUæ×", "श्री राम"),
    ],
)
def test_chanakya_says_in_unicode_what_it_shows(typed: str, said: str) -> None:
    assert convert(typed, CHANAKYA) == said


def test_a_column_shows_its_font_by_what_it_says() -> None:
    assert font_among(["jkeds'k dqekj", "lquhrk nsoh", "izeksn flag"], fonts()) == (KRUTI, True)
    assert font_among(["·¤×ü¿æÚUè", "©žæÚU ÂýÎðàæ"], fonts()) == (CHANAKYA, True)


@pytest.mark.parametrize(
    "texts",
    [
        ["Ramesh Kumar", "Sunita Devi", "Pramod Singh", "A. K. Verma"],
        ["RAMESH KUMAR", "SUNITA DEVI"],
        ["Clerk", "Peon", "Senior Clerk", "Junior Engineer", "BDO", "Steno", "Driver"],
        ["रमेश कुमार", "सुनीता देवी"],
        ["D'Souza", "O'Brien", "Clerk/Typist"],
        ["", "12", "—"],
        ["MCA(DJ)", "CLK(RK)-S", "PEON(SK)/2", "B(AS)-B"],
    ],
)
def test_english_and_unicode_hindi_are_never_taken_for_a_font(texts: list[str]) -> None:
    assert font_among(texts, fonts()) == (None, False)


def test_an_english_name_among_kruti_dev_stays_as_it_is() -> None:
    assert converted("Ramesh Kumar", KRUTI) is None


@pytest.mark.parametrize(
    "text", ["Mohan", "Anita", "Clerk", "Peon", "Accounts", "Ravi", "RAM SINGH", "D'Souza"]
)
def test_english_in_a_column_of_kruti_dev_is_never_made_hindi(text: str) -> None:
    assert reads(text, KRUTI) is Reads.ENGLISH


@pytest.mark.parametrize(
    "text", ["eksgu", "jke", "lat;", "fyfid", "jkt", "Hkxoku", "xaxk", "vfuy dqekj flag"]
)
def test_kruti_dev_without_any_odd_sign_is_hindi_all_the_same(text: str) -> None:
    assert reads(text, KRUTI) is Reads.HINDI


def test_what_may_be_either_is_decided_by_the_cells_own_font_or_by_a_person() -> None:
    assert reads("dey", KRUTI) is Reads.EITHER
    assert reads("dey", KRUTI, leaning(is_many=True, own_font=True)) is Reads.HINDI
    assert reads("dey", KRUTI, leaning(is_many=True, own_font=False)) is Reads.ENGLISH
    assert reads("Clerk", KRUTI, leaning(is_many=True, own_font=True)) is Reads.EITHER


def test_a_font_is_known_by_its_family_as_spreadsheets_name_it() -> None:
    assert [named(each) for each in ("Kruti Dev 010", "DevLys 010", "Calibri", "Mangal")] == [
        KRUTI,
        KRUTI,
        None,
        None,
    ]
