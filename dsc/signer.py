"""How does an officer's token sign for this desk: looked at, unlocked once, held for a batch, and locked again?"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from asn1crypto import x509

from app.errors import AppError, DeviceBusy, DeviceError, DeviceMissing, InputError
from app.ports.clock import Clock
from app.ports.signing import (
    Appearance,
    Certificate,
    Diagnosis,
    Loading,
    ModuleTried,
    Token,
)
from dsc import drivers, watcher
from dsc.asking import Asking
from dsc.doctor import diagnosis
from dsc.pin import check_pin
from dsc.signer_process import WHY_SHUT, Stands, keep_no_core
from dsc.trust import Trust

if TYPE_CHECKING:
    from dsc.cms import TokenSigner

PATIENCE = 120.0  # seconds: a PIN may be typed on the token itself
LOOK_PATIENCE = 20.0
QUEUE_PATIENCE = 10.0  # seconds that one call waits for another's end
_LOADINGS = {
    "token.crashed": Loading.CRASHED,
    "token.silent": Loading.SILENT,
    "token.not-loadable": Loading.NOT_LOADABLE,
}


class TokenOfOfficer:
    """A `Signer` by PKCS#11. Nothing is loaded or started before it is first asked."""

    def __init__(
        self,
        trust: Trust,
        clock: Clock,
        *,
        module: str = "",
        idle: float = 600.0,
        look: Callable[[], watcher.Seen] = watcher.look,
    ) -> None:
        """`module`: the library chosen in settings; `idle`: seconds without a signature until the token is locked."""
        self._trust, self._clock, self._module, self._look = trust, clock, module, look
        self._asking = Asking(idle)
        self._turn = threading.Lock()
        self._unlocked: Certificate | None = None
        self._broken: dict[str, ModuleTried] = {}

    @property
    def pid(self) -> int | None:
        """The process that holds the library, while there is one."""
        return self._asking.pid

    @property
    def unlocked(self) -> Certificate | None:
        """A session dies with its process, and its process locks by itself a token that is idle or pulled out."""
        return self._unlocked if self._asking.stands is Stands.OPEN else None

    @property
    def lost_by(self) -> str:
        return WHY_SHUT.get(self._asking.stands, "") if self._unlocked else ""

    def diagnose(self) -> Diagnosis:
        with self._one_at_a_time():
            found = [self._try(module) for module in drivers.modules(self._module)]
            tokens = {token.serial: token for tokens, _ in reversed(found) for token in tokens}
            return diagnosis(tuple(tokens.values()), [tried for _, tried in found], self._look())

    @property
    def chosen(self) -> str:
        return self._module

    def choose(self, module: str) -> None:
        self.lock()
        self._module = module

    def unlock(self, token_serial: str, certificate_sha256: str, pin: str) -> None:
        keep_no_core()  # the PIN went through the window's memory too
        with self._one_at_a_time():
            self._unlocked = None
            self._ask("lock")
            token = self._find(token_serial)
            if all(each.sha256 != certificate_sha256 for each in token.certificates):
                raise InputError(reason="token.no-such-certificate", field="certificate")
            check_pin(pin, token)
            self._unlocked = self._ask("unlock", token.module, token_serial, certificate_sha256, pin)

    def sign(self, data: bytes) -> bytes:
        from dsc import cms, signed  # pyHanko is loaded with the first signature, not with the window

        with self._signing() as signer:
            signature = cms.detached(data, signer, self._clock.now())
            _verify(lambda: signed.check(signed.read(signature), data))
            return signature

    def sign_pdf(self, pdf: bytes, appearance: Appearance) -> bytes:
        from dsc import pades, pdf_judge, signed

        with self._signing() as signer:
            written = pades.signed_pdf(pdf, appearance, signer, self._clock.now())
            data, signature = pdf_judge.newest(written)
            _verify(lambda: signed.check(signed.read(signature), data))
            return written

    def lock(self) -> None:
        """A call that runs is waited for; one that hangs loses its process, for the screen must lock."""
        self._unlocked = None
        if not self._turn.acquire(timeout=QUEUE_PATIENCE):
            self._asking.kill()
            return
        try:
            if self._asking.pid:
                self._ask("lock", patience=QUEUE_PATIENCE)
        except AppError:
            self._asking.kill()
        finally:
            self._turn.release()

    def close(self) -> None:
        self.lock()
        self._asking.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=QUEUE_PATIENCE):
            raise DeviceBusy(reason="token.busy")
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def _signing(self) -> Iterator["TokenSigner"]:
        from dsc.cms import TokenSigner

        with self._one_at_a_time():
            if self._unlocked is None:
                raise DeviceMissing(reason="token.locked")
            if not self._asking.is_alive:
                self._unlocked = None
                raise DeviceError(reason="token.crashed")
            leaf = x509.Certificate.load(self._unlocked.der)
            yield TokenSigner(leaf, self._trust.chain(leaf), lambda told: self._ask("sign", told))

    def _ask(self, *request: str | bytes, patience: float = PATIENCE) -> Any:
        """After an error of the device nothing is unlocked; a person's slip changes nothing."""
        try:
            return self._asking.ask(*request, patience=patience)
        except DeviceError:
            self._unlocked = None
            raise

    def _try(self, module: str) -> tuple[tuple[Token, ...], ModuleTried]:
        """A library that fails, hangs or crashes is a finding, not an error."""
        if self._unlocked and module in self._broken:
            return (), self._broken[module]  # it would take the open session down
        try:
            tokens: tuple[Token, ...] = self._asking.ask("tokens", module, patience=LOOK_PATIENCE)
        except DeviceError as error:
            return (), self._failed(module, error.key)
        return tokens, ModuleTried(module, Loading.SAW_TOKENS if tokens else Loading.SAW_NONE)

    def _failed(self, module: str, key: str) -> ModuleTried:
        tried = ModuleTried(module, _LOADINGS.get(key, Loading.FAILED))
        if tried.loading in (Loading.CRASHED, Loading.SILENT):
            self._broken[module], self._unlocked = tried, None  # the process is gone, and the session with it
        return tried

    def _find(self, serial: str) -> Token:
        for module in drivers.modules(self._module):
            for token in self._try(module)[0]:
                if token.serial == serial:
                    return token
        raise DeviceMissing(reason="token.missing")


def _verify(check: Callable[[], None]) -> None:
    """What the token gave is checked before anybody relies on it."""
    from dsc.signed import Flawed

    try:
        check()
    except Flawed as flaw:
        raise DeviceError(reason="token.wrong-signature", finding=flaw.finding) from flaw
