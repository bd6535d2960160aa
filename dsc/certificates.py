"""What does a certificate say of its holder, and what may its key be used for?"""

from hashlib import sha256

from asn1crypto import x509

from app.ports.signing import Certificate
from dsc.rules import rules

SIGNING = {"digital_signature", "non_repudiation"}


def read(der: bytes, *, has_key: bool = True) -> Certificate:
    """Return what stands in a certificate. Raises: ValueError for bytes that are none."""
    parsed = x509.Certificate.load(der, strict=True)
    subject, issuer, validity = (
        parsed.subject.native,
        parsed.issuer.native,
        parsed["tbs_certificate"]["validity"],
    )
    return Certificate(
        sha256=sha256(der).hexdigest(),
        common_name=_text(subject, "common_name"),
        organisation=_text(subject, "organization_name"),
        serial=f"{parsed.serial_number:x}",
        issuer=_text(issuer, "common_name"),
        class_=class_of(parsed),
        not_before=validity["not_before"].native,
        not_after=validity["not_after"].native,
        may_sign=usages(parsed) >= SIGNING and not parsed.ca,
        has_key=has_key,
        email=_email(parsed),
        der=der,
    )


def usages(certificate: x509.Certificate) -> set[str]:
    """Return what the key may be used for; nothing where the certificate does not say."""
    value = certificate.key_usage_value
    return set(value.native) if value else set()


def class_of(certificate: x509.Certificate) -> int:
    """Return the highest class that the certificate's policies name; 0 for none."""
    policies = certificate.certificate_policies_value or ()
    named = (rules().classes.get(each["policy_identifier"].dotted, 0) for each in policies)
    return max(named, default=0)


def _text(name: dict[str, object], part: str) -> str:
    """A name may hold a part more than once; then all of them are shown."""
    value = name.get(part, "")
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _email(certificate: x509.Certificate) -> str:
    names = certificate.subject_alt_name_value or ()
    return next((str(each.native) for each in names if each.name == "rfc822_name"), "")
