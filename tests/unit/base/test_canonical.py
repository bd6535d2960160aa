"""The quick way to the canonical form gives the very bytes of RFC 8785, whatever is signed."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.base.canonical import canonical

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
KEYS = st.text(st.sampled_from('aZ_9"\\/\x00\x1f\x7f\u0938\ue000\U0001f600'), max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e9, 1e9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(document: Any):
    assert canonical(document) == rfc8785.dumps(document)


def test_keys_beyond_ascii_stand_in_the_order_of_utf_16():
    assert list(json.loads(canonical({"\ue000": 1, "\U0001f600": 2, "a": 3}))) == [
        "a",
        "\U0001f600",
        "\ue000",
    ]


@pytest.mark.parametrize(
    "document", [{"n": 2**53}, {"n": -(2**53)}, {"t": "\ud800"}, {1: "a"}, [float("nan")]]
)
def test_what_has_no_canonical_form_is_refused(document: Any):
    with pytest.raises(ValueError, match=r"."):
        canonical(document)
