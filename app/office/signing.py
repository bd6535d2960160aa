"""Signing at the e-File desk: what is shown is what is signed, by the certificate enrolled for this person."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from app.base.canonical import canonical
from app.base.names import names_one_person
from app.base.words import Words
from app.efile import dsc_register, reading
from app.efile.actions import noting
from app.efile.at import At
from app.efile.dsc_register import proof_text
from app.efile.model import Enrolment, Expiry, File, ToSign, ToSignAll
from app.efile.walk import Enrolled, Register
from app.errors import AppError, DeviceError, DeviceMissing, InputError
from app.office.desk import Desk, Happened
from app.ports.signing import (
    Appearance,
    Certificate,
    CertificateState,
    Diagnosis,
    Loading,
    Revocation,
    Token,
    Verdict,
)
from app.records.settings import keep_module
from app.sync.clock import require_trusted_clock

PATIENCE = 10.0  # seconds that a desk which is locked waits for an enrolment that was asked for


@dataclass(frozen=True, slots=True)
class BeforePin:
    """What is known of a certificate before the PIN is asked, and before a try is spent."""

    state: CertificateState
    revocation: Revocation
    revocation_as_of: datetime | None
    held_by: Words | None  # another person for whom it is written down
    standing: Enrolled | None  # in the register, for the one who acts; None where they never asked
    is_named_so: bool  # whether it is in the name of the one who acts
    ends: CertificateState  # how soon it ends, whether or not it is the one they sign with now


@dataclass(frozen=True, slots=True)
class BatchDone:
    """How far a batch came: those signed stay signed; `left` can go again once `error` is mended."""

    signed: tuple[str, ...]
    left: tuple[str, ...]
    error: AppError | None


class Signing:
    """The token of whoever sits here. A desk that is locked or changes hands locks the token first."""

    def __init__(self, desk: Desk, after: Callable[[], None]) -> None:
        self._desk, self._after = desk, after
        self._enrolling = Lock()
        desk.listen(self._heard)

    def diagnose(self) -> Diagnosis:
        """Say what stands between the officer and a signature.

        Raises: DeviceMissing("token.none-here"); in training DeviceMissing("token.none-practice"): `practise` helps.
        """
        self._hold_own()
        found = self._desk.signer.diagnose()
        if self._desk.practice is not None and self._is_lost(found):
            raise DeviceMissing(reason="token.none-practice")
        return found

    def practise(self) -> None:
        """Make a practice token for whoever sits here, under the authority of the training centre.

        Raises: DeviceMissing("token.none-here") outside training; CentralError; InputError("dsc.practice-strange").
        """
        at, practice = self._at_work(), self._desk.practice
        if practice is None:
            raise self._desk.no_roots()
        practice.adopt(self._desk.centre.practice(practice.authority()))
        practice.hold(at.acting.person.id)
        practice.make(at.acting.person.id, at.acting.person.name.en)
        if self._is_lost(practice.diagnose()):
            practice.make(at.acting.person.id, at.acting.person.name.en, anew=True)
        if (judge := practice.judge()) is not None:
            self._desk.signing = practice, judge

    def choose_module(self, module: Path) -> Diagnosis:
        """Ask this PKCS#11 library first, from now on and after a restart; return what is found with it.

        Raises: DeviceError("token.not-loadable") for a file that is none, and then all stays as it was.
        """
        signer, home = self._desk.signer, self._desk.records.home
        before = signer.chosen
        signer.choose(str(module))
        found = signer.diagnose()
        tried = next(each.loading for each in found.modules if each.path == str(module))
        if tried in (Loading.NOT_LOADABLE, Loading.CRASHED):
            signer.choose(before)
            raise DeviceError(reason="token.not-loadable", file=str(module))
        keep_module(home, str(module))
        return found

    def try_token(self) -> Verdict:
        """Sign something that binds nobody, and judge it; nothing is enrolled and nothing is written down.

        Raises: DeviceMissing("token.locked"), DeviceError, of the token.
        """
        self._desk.at_work()
        challenge = canonical({"type": "sevadesk.test", "v": 1, "nonce": secrets.token_hex(32)})
        return self._desk.judge.judge(challenge, self._desk.signer.sign(challenge), self._desk.clock.now())

    def before_pin(self, certificate: Certificate) -> BeforePin:
        """Say how a certificate stands for the one who acts; no PIN is asked. Raises: DeviceMissing."""
        judge, at = self._desk.judge, self._at()
        name = at.acting.person.name
        with self._desk.records.read() as session:
            standing = dsc_register.own_standing(session, at, certificate.sha256)
            enrolled = dsc_register.enrolled_certificate(session, at)
            other = dsc_register.held_by(session, at, certificate.sha256)
            lost = dsc_register.was_lost(session, at, certificate.sha256)
        ends = judge.certificate_state(certificate, at.now())
        state = judge.certificate_state(certificate, at.now(), enrolled=enrolled)
        state = CertificateState.LOST if lost else state
        is_named_so = names_one_person(certificate.common_name, name.hi, name.en)
        revocation = judge.revocation_of(certificate, at.now())
        return BeforePin(state, *revocation, other, standing, is_named_so, ends)

    def unlock(self, token: Token, certificate: Certificate, pin: str, *, enrolling: bool = False) -> None:
        """Open the token for signing; only with the certificate enrolled for this person, unless it is to be enrolled.

        Raises: InputError("dsc..." | "pin..."), DeviceError; the first before any try is spent.
        """
        at = self._at_work()
        with self._desk.records.write() as session:
            self._desk.watch.keep(session)
            require_trusted_clock(session, self._desk.clock)
            if not enrolling:
                dsc_register.require_enrolled(session, at, certificate)
        self._hold_own()
        self._desk.signer.unlock(token.serial, certificate.sha256, pin)

    def lock(self) -> None:
        if self._desk.signing:
            self._desk.signer.lock()

    @property
    def unlocked(self) -> Certificate | None:
        return self._desk.signer.unlocked if self._desk.signing else None

    def require_open_signs(self) -> None:
        """Raise where a token is open that may not sign for whoever sits here. Raises: InputError("dsc...")."""
        certificate, at = self.unlocked, self._at()
        if certificate is not None:
            with self._desk.records.read() as session:
                dsc_register.require_enrolled(session, at, certificate)

    @property
    def lost_by(self) -> str:
        """Why the token that was opened here is open no more, as a message key; empty where nobody need be told."""
        return self._desk.signer.lost_by if self._desk.signing else ""

    def to_sign(
        self, file: str, action: str = "", to: str = "", *, certificate: Certificate | None = None
    ) -> ToSign:
        """Return exactly what will be signed. With the `certificate` that lies on the token no PIN is needed for it.

        Raises: InputError; DeviceMissing("token.locked") where no certificate is given and none is unlocked.
        """
        at, by = self._at_work(), certificate or self._certificate()
        with self._desk.records.read() as session:
            return noting.to_sign(session, at, file, by, action, to)

    def to_sign_all(self, files: Sequence[str], certificate: Certificate | None = None) -> ToSignAll:
        """Return what will be signed in each of these files, and what holds up those that cannot be signed."""
        ready: list[ToSign] = []
        held_up: list[tuple[str, AppError]] = []
        for file in files:
            try:
                ready.append(self.to_sign(file, certificate=certificate))
            except InputError as error:
                held_up.append((file, error))
        return ToSignAll(tuple(ready), tuple(held_up))

    def sign(self, shown: ToSign) -> File:
        """Sign what was shown, and make the note green. Where anything moved meanwhile, nothing is kept.

        Raises: DeviceError, of the token; InputError("noting.moved-on"): show it anew and sign again.
        """
        at = self._at_work()
        if self._certificate().sha256 != shown.noting.cert_sha256:
            raise DeviceMissing(reason="token.locked")
        with self._desk.records.write() as session:
            self._desk.watch.keep(session)
            require_trusted_clock(session, self._desk.clock)
        p7s = self._desk.signer.sign(shown.data)
        with self._desk.records.write() as session:
            noting.keep(session, at, shown, p7s)
            session.flush()
            found = reading.read_file(session, at, shown.file)
        self._after()
        return found

    def sign_all(
        self, shown: Sequence[ToSign], told: Callable[[int, int], None], go_on: Callable[[], bool]
    ) -> BatchDone:
        """Sign what was shown of many files with one PIN. What is signed stays; the rest can go again later.

        `told` hears how many of how many are done; `go_on` is asked between two notes.
        """
        files = tuple(each.file for each in shown)
        for done, each in enumerate(shown):
            if not go_on():
                return BatchDone(files[:done], files[done:], None)
            try:
                self.sign(each)
            except AppError as error:
                return BatchDone(files[:done], files[done:], error)
            told(done + 1, len(files))
        return BatchDone(files, (), None)

    def sign_letter(self, letter: bytes, stamp: Appearance) -> bytes:
        """Return the PDF of a letter, signed and stamped. Raises: InputError("dsc..."), DeviceError, FileRefused."""
        at, certificate = self._at_work(), self._certificate()
        with self._desk.records.write() as session:
            self._desk.watch.keep(session)
            require_trusted_clock(session, self._desk.clock)
            dsc_register.require_enrolled(session, at, certificate)
        return self._desk.signer.sign_pdf(letter, stamp)

    # --- the register ------------------------------------------------------------------------------------------------

    def enrol(self, token: Token | None = None) -> tuple[Enrolment, ...]:
        """Ask for the enrolment of the certificate that is unlocked, by a test signature.

        A desk that is locked meanwhile waits for it: it is not lost between the signature and the register.
        Raises: InputError("dsc.low-class" | "dsc.may-not-sign" | "dsc.expired" | "dsc.lost" |
        "dsc.asked-already" | "dsc.held-by-another"), DeviceError; the first before anything is signed.
        """
        with self._enrolling:
            at, certificate = self._at_work(), self._certificate()
            with self._desk.records.read() as session:
                dsc_register.require_free(session, at, certificate)
            proof = self._desk.signer.sign(proof_text(at.acting.person.id, certificate.sha256))
            with self._desk.records.write() as session:
                dsc_register.ask(session, at, certificate, token, proof)
        self._after()
        return self.register()

    def decide(self, enrolment: str, *, approved: bool, reason: str = "") -> tuple[Enrolment, ...]:
        """Approve or refuse, as the keeper of the register; who approves must be able to judge the test signature.

        Raises: NotAllowed; DeviceMissing("token.none-here"); InputError("dsc..." | "efile.text-needed"), WrongStep.
        """
        at = self._at_work()
        judge = self._desk.judge if approved else None
        with self._desk.records.write() as session:
            dsc_register.decide(session, at, enrolment, judge, approved=approved, reason=reason)
        self._after()
        return self.register()

    def end(
        self, enrolment: str, how: Register, until: date, fir: str = "", reason: str = ""
    ) -> tuple[Enrolment, ...]:
        """Note that a token is lost or surrendered. Raises: InputError("dsc.fir-needed"), NotAllowed, WrongStep."""
        at = self._at_work()
        with self._desk.records.write() as session:
            dsc_register.end(session, at, enrolment, how, until, fir=fir, reason=reason)
        self._after()
        return self.register()

    def waiting(self) -> int:
        """Return how many enrolments wait for a word of whoever sits here."""
        me = self._at().acting.person.id
        return sum(each.state is Enrolled.ASKED and each.person != me for each in self.register())

    def register(self) -> tuple[Enrolment, ...]:
        with self._desk.records.read() as session:
            return dsc_register.register(session, self._at())

    def expiries(self, within: int = 60) -> tuple[Expiry, ...]:
        """Return the certificates of this office that end within so many days."""
        with self._desk.records.read() as session:
            return dsc_register.expiries(session, self._at(), within)

    def _hold_own(self) -> None:
        """A practice token is a file, so it is "plugged in" for whoever sits here."""
        if self._desk.practice is not None:
            self._desk.practice.hold(self._at().acting.person.id)

    def _is_lost(self, found: Diagnosis) -> bool:
        """Say whether the token that is held was reported lost: in practice it is a file, and is there all the same."""
        certificates = [each.sha256 for token in found.tokens for each in token.certificates]
        at = self._at()
        with self._desk.records.read() as session:
            return any(dsc_register.was_lost(session, at, each) for each in certificates)

    def _heard(self, happened: Happened) -> None:
        if happened is Happened.PEOPLE:
            is_over = self._enrolling.acquire(timeout=PATIENCE)
            self.lock()
            if is_over:
                self._enrolling.release()

    def _certificate(self) -> Certificate:
        return self._desk.open_certificate()

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock, self._desk.records.home)

    def _at_work(self) -> At:
        self._desk.at_work()
        return self._at()
