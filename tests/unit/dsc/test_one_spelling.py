"""DER has one spelling for each value; every other is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.der import is_der


@pytest.mark.parametrize(
    "spelt",
    [
        "3000",
        "30030101ff",
        "3106020101020102",  # a set in order
        "a003020105",
        "048180" + "00" * 128,
        "bf8101020500",  # a tag of more than one byte
    ],
)
def test_the_one_spelling_is_known(spelt: str):
    assert is_der(bytes.fromhex(spelt))


@pytest.mark.parametrize(
    ("spelt", "why"),
    [
        ("", "nothing"),
        ("30", "no length"),
        ("3005020101", "cut off"),
        ("300000", "something behind it"),
        ("30800000", "no length given"),
        ("30810302 0101".replace(" ", ""), "a long length where a short one does"),
        ("0482007f" + "00" * 127, "a length with a zero before it"),
        ("2403040100", "a text in pieces"),
        ("1003020101", "a sequence that is no sequence"),
        ("3106020102020101", "a set out of order"),
        ("3004020501", "a part longer than the whole"),
        ("30" * 60, "deeper than anything real"),
    ],
)
def test_every_other_spelling_is_noticed(spelt: str, why: str):
    assert not is_der(bytes.fromhex(spelt)), why


@given(st.binary(max_size=60))
def test_noise_is_judged_and_never_raises(noise: bytes):
    assert is_der(noise) in (True, False)


def test_a_nest_without_end_is_refused_before_the_stack_is():
    nest = b""
    for _ in range(3000):
        size = len(nest)
        length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
        if 128 <= size < 256:
            length = b"\x81" + bytes([size])
        nest = b"\x30" + length + nest
    assert not is_der(nest)
