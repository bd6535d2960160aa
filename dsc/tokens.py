"""What is on the tokens that a PKCS#11 library sees, and how does one of them sign?

Runs in the signer's own process, on its one thread. Slots change their numbers, so a token is found by its serial.
"""

from collections.abc import Iterator
from hashlib import sha256

import pkcs11
from pkcs11 import exceptions as p11

from app.base.der import MALFORMED
from app.errors import DeviceError, DeviceMissing, InputError
from app.ports.signing import Certificate, PinState, Token
from dsc.certificates import read
from dsc.faults import explained, login_fault
from dsc.pin import check_pin
from dsc.pin_bounds import pin_bounds

_WANTED = pkcs11.TokenFlag.TOKEN_INITIALIZED
_KEYS = (pkcs11.ObjectClass.PUBLIC_KEY, pkcs11.ObjectClass.PRIVATE_KEY)
_PIN_FLAGS = (  # the worst first
    (pkcs11.TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
    (pkcs11.TokenFlag.USER_PIN_FINAL_TRY, PinState.FINAL_TRY),
    (pkcs11.TokenFlag.USER_PIN_COUNT_LOW, PinState.LOW),
)


class Library:
    """One loaded PKCS#11 library."""

    def __init__(self, path: str) -> None:
        """Raises: DeviceError("token.not-loadable") where the file is no such library, or for another processor."""
        self._path = path
        try:
            self._library = pkcs11.lib(path)
        except p11.PKCS11Error as error:
            reason = "token.not-loadable" if type(error) is p11.PKCS11Error else "token.failed"
            raise DeviceError(reason=reason, said=type(error).__name__) from error

    def tokens(self) -> tuple[Token, ...]:
        """Return what is plugged in. Raises: DeviceError."""
        with explained():
            return tuple(self._described(each) for each in self._plugged_in())

    def unlock(self, serial: str, sha256_: str, pin: str) -> "Unlocked":
        """Raises: as `Signer.unlock` says."""
        with explained():
            token = self._find(serial)
            described = self._described(token)
            chosen = _chosen(described, sha256_)
            check_pin(pin, described)
            if described.pin is PinState.LOCKED:
                raise DeviceError(reason="pin.locked")
            session = self._logged_in(token, pin)
            try:
                return Unlocked(self, serial, session, chosen)
            except BaseException:
                session.close()
                raise

    def holds(self, serial: str) -> bool:
        """Say whether the token is still plugged in."""
        with explained():
            return any(_serial(each) == serial for each in self._plugged_in())

    def _plugged_in(self) -> Iterator[pkcs11.Token]:
        """A soft token lists a spare slot that nobody set up; a token just pulled may still be listed."""
        for slot in self._library.get_slots(token_present=True):
            try:
                token = slot.get_token()
            except (p11.TokenNotPresent, p11.TokenNotRecognised, p11.DeviceRemoved):
                continue
            if token.flags & _WANTED:
                yield token

    def _find(self, serial: str) -> pkcs11.Token:
        for each in self._plugged_in():
            if _serial(each) == serial:
                return each
        raise DeviceMissing(reason="token.missing")

    def _described(self, token: pkcs11.Token) -> Token:
        shortest, longest = pin_bounds(self._path, token.slot.slot_id)
        with token.open() as session:
            certificates = tuple(_certificates(session))
        return Token(
            label=token.label.strip() or token.model.strip(),
            serial=_serial(token),
            module=self._path,
            maker=token.manufacturer_id.strip(),
            certificates=certificates,
            pin=_pin_state(token),
            shortest_pin=shortest,
            longest_pin=longest,
            has_pin_pad=bool(token.flags & pkcs11.TokenFlag.PROTECTED_AUTHENTICATION_PATH),
        )

    def _logged_in(self, token: pkcs11.Token, pin: str) -> pkcs11.Session:
        try:
            return token.open(user_pin=pin or pkcs11.PROTECTED_AUTH)
        except p11.PKCS11Error as error:
            raise login_fault(error, self._pin_state_again(token)) from error

    def _pin_state_again(self, token: pkcs11.Token) -> PinState:
        """Flags are read once for an object, so the token is looked up anew."""
        try:
            return _pin_state(self._find(_serial(token)))
        except (p11.PKCS11Error, DeviceMissing):
            return PinState.FINE  # the login's own error says what happened


class Unlocked:
    """One session, one certificate, its key; nothing else signs until it is closed."""

    def __init__(
        self, library: Library, serial: str, session: pkcs11.Session, certificate: Certificate
    ) -> None:
        self.certificate = certificate
        self._library, self._serial, self._session = library, serial, session
        self._key = _key(session, certificate)

    def sign(self, digest_info: bytes) -> bytes:
        """Return the RSA signature (PKCS#1 v1.5) of a DigestInfo: the one mechanism that every token has."""
        with explained():
            return self._key.sign(digest_info, mechanism=pkcs11.Mechanism.RSA_PKCS)

    def is_plugged_in(self) -> bool:
        return self._library.holds(self._serial)

    def close(self) -> None:
        with explained():
            self._session.close()


def _serial(token: pkcs11.Token) -> str:
    return token.serial.decode("utf-8", "replace").strip(" \0")


def _pin_state(token: pkcs11.Token) -> PinState:
    return next((state for flag, state in _PIN_FLAGS if token.flags & flag), PinState.FINE)


def _chosen(token: Token, sha256_: str) -> Certificate:
    for each in token.certificates:
        if each.sha256 == sha256_:
            return each
    raise InputError(reason="token.no-such-certificate", field="certificate")


def _certificates(session: pkcs11.Session) -> Iterator[Certificate]:
    keys = {each[pkcs11.Attribute.ID] for each in _objects(session, *_KEYS)}
    for found in _objects(session, pkcs11.ObjectClass.CERTIFICATE):
        try:
            # Private keys are seen after the PIN only; a token that shows no key at all may still have it.
            yield read(found[pkcs11.Attribute.VALUE], has_key=not keys or found[pkcs11.Attribute.ID] in keys)
        except MALFORMED:
            continue  # vendors keep things of their own among the certificates


def _key(session: pkcs11.Session, certificate: Certificate) -> pkcs11.SignMixin:
    """Labels repeat and a renewed certificate has a new id, so the very certificate says which key is its own."""
    named = {
        found[pkcs11.Attribute.ID]
        for found in _objects(session, pkcs11.ObjectClass.CERTIFICATE)
        if sha256(found[pkcs11.Attribute.VALUE]).hexdigest() == certificate.sha256
    }
    for key in _objects(session, pkcs11.ObjectClass.PRIVATE_KEY):
        # Its maker may have forbidden it to sign.
        if isinstance(key, pkcs11.SignMixin) and key[pkcs11.Attribute.ID] in named:
            return key
    raise InputError(reason="token.cannot-sign", field="certificate")


def _objects(session: pkcs11.Session, *kinds: pkcs11.ObjectClass) -> list[pkcs11.Object]:
    """A session holds one search at a time, and an unfinished one keeps it: so each is read to its end."""
    return [found for kind in kinds for found in list(session.get_objects({pkcs11.Attribute.CLASS: kind}))]
