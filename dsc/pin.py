"""Can this be the token's PIN at all? Asked before the token is, because each wrong PIN costs a try."""

from app.errors import InputError
from app.ports.signing import Token

READABLE = range(0x21, 0x7F)  # ASCII without the space: a digit of another script is a slip of the keyboard


def check_pin(pin: str, token: Token) -> None:
    """Raises: InputError("pin.malformed")."""
    if token.has_pin_pad and not pin:
        return
    fits = token.shortest_pin <= len(pin) <= token.longest_pin
    if not fits or any(ord(each) not in READABLE for each in pin):
        raise InputError(
            reason="pin.malformed", field="pin", least=token.shortest_pin, most=token.longest_pin
        )
