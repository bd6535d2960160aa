"""Does a signature hold, by our own rules?

They are ours because pyHanko 0.38 and openssl both let a certificate without nonRepudiation pass.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from asn1crypto import x509

from app.base.der import MALFORMED
from app.ports.clock import Clock
from app.ports.signing import Certificate, CertificateState, Finding, Revocation, Verdict
from dsc import certificates, signed
from dsc.crls import Known
from dsc.rules import rules
from dsc.signed import Flawed, Signed
from dsc.trust import Path_, Trust, is_for_practice, is_valid

TIME_STAMPING = "time_stamping"
_FAILED = Verdict(Finding.CORRUPT, None, None, None, Revocation.ABSENT, None)


class OfficeJudge:
    """Judges by what `trust` holds; `clock` only tells lists and stamps of the future from those of the past."""

    def __init__(self, trust: Trust, clock: Clock) -> None:
        self._trust, self._clock = trust, clock

    def judge(self, data: bytes, signature: bytes, moment: datetime, *, stamp: bytes = b"") -> Verdict:
        verdict = _FAILED
        try:
            found = signed.read(signature)
            verdict = replace(verdict, certificate=certificates.read(found.der), claimed_at=found.claimed_at)
            signed.check_detached(found)
            signed.check(found, data)
            return self._judge_signer(verdict, found, moment, stamp or found.embedded_stamp)
        except Flawed as flaw:
            return replace(verdict, finding=flaw.finding)
        except MALFORMED:  # a certificate that only looked like one
            return replace(verdict, finding=Finding.CORRUPT)

    def judge_pdf(self, pdf: bytes, moment: datetime) -> tuple[Verdict, ...]:
        from dsc.pdf_judge import judged  # pyHanko's PDF side takes half a second to import

        return judged(pdf, lambda data, signature: self.judge(data, signature, moment))

    def certificate_state(
        self, certificate: Certificate, moment: datetime, *, enrolled: str = ""
    ) -> CertificateState:
        leaf = x509.Certificate.load(certificate.der)
        return _unusable(certificate, leaf) or self._standing(certificate, leaf, moment, enrolled)

    def revocation_of(self, certificate: Certificate, moment: datetime) -> tuple[Revocation, datetime | None]:
        """Of one that has expired its list speaks still: its chain is looked for while it was valid."""
        leaf = x509.Certificate.load(certificate.der)
        path = self._trust.path(leaf, _inside(leaf, moment))
        known = self._known(path, moment) if path else Known(Revocation.ABSENT)
        return known.revocation, known.as_of

    def _judge_signer(self, verdict: Verdict, found: Signed, moment: datetime, stamp: bytes) -> Verdict:
        stamped_at = self._stamped_at(found, stamp) if stamp else None
        proved = min(moment, stamped_at) if stamped_at else moment
        verdict = replace(verdict, stamped_at=stamped_at)
        path, finding = self._path(found, proved)
        if path is None:
            return replace(verdict, finding=finding)
        known = self._known(path, proved)
        is_revoked = known.revoked_at is not None and known.revoked_at <= proved
        return replace(
            verdict,
            finding=Finding.REVOKED if is_revoked else Finding.GOOD,
            revocation=known.revocation,
            revocation_as_of=known.as_of,
        )

    def _path(self, found: Signed, proved: datetime) -> tuple[Path_ | None, Finding]:
        leaf = found.certificate
        if leaf.ca or not certificates.usages(leaf) >= certificates.SIGNING:
            return None, Finding.KEY_USAGE
        if certificates.class_of(leaf) < rules().lowest_class:
            return None, Finding.POLICY
        return self._trusted(found, proved)

    def _trusted(self, found: Signed, proved: datetime) -> tuple[Path_ | None, Finding]:
        leaf = found.certificate
        path = self._trust.path(leaf, _inside(leaf, proved), found.certificates)
        if path is None:
            return None, Finding.PRACTICE if is_for_practice(leaf) else Finding.UNTRUSTED
        if proved < max(each.not_valid_before for each in path):
            return None, Finding.NOT_YET_VALID
        if not all(is_valid(each, proved) for each in path):
            return None, Finding.EXPIRED
        return path, Finding.GOOD

    def _known(self, path: Path_, moment: datetime) -> Known:
        """The signer's own list is the one reported; a revoked CA revokes all that it issued."""
        now = self._clock.now()
        each = [self._trust.crls.of(below, above, moment, now) for below, above in pairwise(path)]
        revoked = [known.revoked_at for known in each if known.revoked_at]
        return replace(each[0], revoked_at=min(revoked, default=None)) if each else Known(Revocation.ABSENT)

    def _stamped_at(self, found: Signed, stamp: bytes) -> datetime:
        """Return the moment that an authority we trust vouches for. Raises: Flawed."""
        token = _read_stamp(stamp)
        told = signed.stamped(token)
        imprint = told["message_imprint"]
        digest = imprint["hash_algorithm"]["algorithm"].native
        if digest not in rules().digests:
            raise Flawed(Finding.STAMP_CORRUPT)
        if hashlib.new(digest, found.value).digest() != imprint["hashed_message"].native:
            raise Flawed(Finding.STAMP_OTHER_DATA)
        moment: datetime = told["gen_time"].native
        self._check_authority(token, moment)
        return moment

    def _check_authority(self, token: Signed, moment: datetime) -> None:
        if moment > self._clock.now() + timedelta(seconds=rules().clock_leeway):
            raise Flawed(Finding.STAMP_IN_FUTURE)
        extended = token.certificate.extended_key_usage_value
        path, _ = self._trusted(token, moment)
        if extended is None or extended.native != [TIME_STAMPING] or path is None:
            raise Flawed(Finding.STAMP_UNTRUSTED)
        known = self._known(path, moment)
        if known.revoked_at and known.revoked_at <= moment:
            raise Flawed(Finding.STAMP_UNTRUSTED)

    def _standing(
        self, certificate: Certificate, leaf: x509.Certificate, moment: datetime, enrolled: str
    ) -> CertificateState:
        if moment < certificate.not_before:
            return CertificateState.NOT_YET_VALID
        if moment > certificate.not_after:
            return CertificateState.EXPIRED
        path = self._trust.path(leaf, moment)
        if path is None:
            return CertificateState.UNTRUSTED
        known = self._known(path, moment)
        if known.revoked_at and known.revoked_at <= moment:
            return CertificateState.REVOKED
        if enrolled and enrolled != certificate.sha256:
            return CertificateState.WRONG_PERSON
        return _ending(certificate.not_after - moment)


def _inside(leaf: x509.Certificate, moment: datetime) -> datetime:
    """Return the moment of a certificate's validity that is nearest to `moment`."""
    inside: datetime = min(max(moment, leaf.not_valid_before), leaf.not_valid_after)
    return inside


def _read_stamp(stamp: bytes) -> Signed:
    try:
        token = signed.read(stamp)
        signed.check(token, token.content or b"", "tst_info")
    except Flawed as flaw:
        raise Flawed(Finding.STAMP_CORRUPT) from flaw
    return token


def _unusable(certificate: Certificate, leaf: x509.Certificate) -> CertificateState | None:
    """What no date and no list will change."""
    if not certificate.may_sign or leaf.ca:
        return CertificateState.ENCRYPTION_ONLY
    if not certificate.has_key:
        return CertificateState.NO_KEY
    return CertificateState.LOW_CLASS if certificate.class_ < rules().lowest_class else None


def _ending(left: timedelta) -> CertificateState:
    for days in rules().warn_days:
        if left <= timedelta(days=days):
            return CertificateState(f"expires-in-{days}")
    return CertificateState.FINE
