"""The authority over practice tokens: in the profile of the CCA, so that every rule is practised; nobody trusts it."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509 import ObjectIdentifier as Oid
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.base.practice import PRACTICE

MARK, MARK_OF_PERSON = "PRACTICE अभ्यास", "PRACTICE ABHYAS"
"""In one script with the name of a person: it is compared with the name in the register by its sound."""
PERSON_DAYS, AUTHORITY_DAYS = 730, 3650
_OWNER_ONLY = 0o600
_CLASS_3, _ANY = Oid("2.16.356.100.2.3"), Oid("2.5.29.32.0")
_PEOPLE = (ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues: the CA's key (PEM, under `pin`) and certificate (DER)."""

    key: bytes
    certificate: bytes
    pin: bytes


def new_authority(now: datetime, pin: bytes) -> dict[str, bytes]:
    """Make a root, a CA and their empty lists, by part; the root's key is kept nowhere, so it never signs another CA.

    Each has names of its own: two that were made at two desks are never taken for one another.
    """
    root_key, key, own = _key(), _key(), secrets.token_hex(3).upper()
    root_name, name = _name(f"{MARK} ROOT {own}"), _name(f"{MARK} CA {own}")
    root = _issued(root_name, root_key, root_name, root_key, now, is_ca=True)
    ca = _issued(name, key, root_name, root_key, now, is_ca=True)
    return {
        "root": root.public_bytes(Encoding.DER),
        "ca": ca.public_bytes(Encoding.DER),
        "root_list": _list(root_name, root_key, now),
        "ca_list": _list(name, key, now),
        "key": _written(key, pin),
    }


def has_valid(folder: Path, stem: str, now: datetime) -> bool:
    """Say whether a person has a certificate that has not run out. It is written last, so its key is there too."""
    file = folder / f"{stem}.cer"
    return file.exists() and x509.load_der_x509_certificate(file.read_bytes()).not_valid_after_utc > now


def make_person(file: Path, name: str, now: datetime, issuer: Issuer) -> None:
    """Make the key and certificate of a person, who is named with the mark of practice."""
    above = x509.load_der_x509_certificate(issuer.certificate).subject
    key, by = _key(), _private(issuer.key, issuer.pin)
    issued = _issued(_name(f"{name} {MARK_OF_PERSON}"), key, above, by, now, is_ca=False)
    keep(file.with_suffix(".key"), _written(key, issuer.pin))
    file.with_suffix(".cer").write_bytes(issued.public_bytes(Encoding.DER))


def keep(file: Path, key: bytes) -> None:
    """Keep a key for the owner of this desk alone: its PIN is no secret."""
    file.unlink(missing_ok=True)  # one of before may be open to others
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(key)


def _issued(
    name: x509.Name,
    key: rsa.RSAPrivateKey,
    above: x509.Name,
    by: rsa.RSAPrivateKey,
    now: datetime,
    *,
    is_ca: bool,
) -> x509.Certificate:
    policy = x509.PolicyInformation(_ANY if is_ca else _CLASS_3, None)
    building = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(above)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=AUTHORITY_DAYS if is_ca else PERSON_DAYS))
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
        .add_extension(_usage(is_ca=is_ca), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .add_extension(x509.CertificatePolicies([policy]), critical=False)
    )
    if not is_ca:
        building = building.add_extension(x509.ExtendedKeyUsage(_PEOPLE), critical=False)
    return building.sign(by, hashes.SHA256())


def _usage(*, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=not is_ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        encipher_only=False,
        decipher_only=False,
    )


def _list(name: x509.Name, key: rsa.RSAPrivateKey, now: datetime) -> bytes:
    building = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(name)
        .last_update(now - timedelta(hours=1))
        .next_update(now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    return building.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def _name(common_name: str) -> x509.Name:
    parts = (
        (NameOID.COUNTRY_NAME, "IN"),
        (NameOID.ORGANIZATION_NAME, f"{PRACTICE}, not valid"),
        (NameOID.COMMON_NAME, common_name),
    )
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _private(pem: bytes, pin: bytes) -> rsa.RSAPrivateKey:
    found = load_pem_private_key(pem, pin)
    if not isinstance(found, rsa.RSAPrivateKey):
        raise ValueError(found)  # noqa: TRY004  whoever offers it says what it is: not our type, their word
    return found


def _written(key: rsa.RSAPrivateKey, pin: bytes) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(pin))
