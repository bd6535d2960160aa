"""What can be settled without the token costs no try, and a wrong file is named."""

from pathlib import Path

import pytest

from app.errors import InputError
from app.ports.signing import PinState, Token
from dsc import drivers
from dsc.pin import check_pin
from dsc.trust import Trust


def token(*, has_pin_pad: bool = False) -> Token:
    return Token("A", "1", "module", "maker", (), PinState.FINE, 6, 16, has_pin_pad)


@pytest.mark.parametrize("pin", ["123456", "Abc#1234", "1" * 16])
def test_a_pin_that_can_be_one_passes(pin: str):
    check_pin(pin, token())


@pytest.mark.parametrize("pin", ["", "12345", "1" * 17, "१२३४५६", "12345６", "1234 56", "123456\n"])
def test_a_pin_that_cannot_be_one_is_told_with_its_bounds(pin: str):
    with pytest.raises(InputError) as refused:
        check_pin(pin, token())
    assert refused.value.facts == {"reason": "pin.malformed", "field": "pin", "least": 6, "most": 16}


def test_a_token_with_keys_of_its_own_takes_the_pin_itself():
    check_pin("", token(has_pin_pad=True))


def test_the_driver_from_settings_comes_first_and_is_named_even_when_it_is_gone():
    assert drivers.modules("/somewhere/else.so")[0] == "/somewhere/else.so"
    assert "" not in drivers.modules()


def test_a_file_in_the_trust_folder_that_is_none_is_named(tmp_path: Path):
    assert Trust.in_folder(tmp_path)  # an empty one trusts nobody
    for folder in ("roots", "crls"):
        (tmp_path / folder).mkdir()
    (tmp_path / "crls" / "ca.crl").write_text("<html>not found</html>")
    with pytest.raises(InputError) as refused:
        Trust.in_folder(tmp_path)
    assert refused.value.facts == {"reason": "dsc.trust-file", "file": "crls/ca.crl"}
