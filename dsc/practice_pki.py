"""The authority over practice tokens: in the profile of the CCA, so that every rule is practised; nobody trusts it."""

import os
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

from app.ports.signing import PRACTICE

MARK, MARK_OF_PERSON = "PRACTICE अभ्यास", "PRACTICE ABHYAS"
"""In one script with the name of a person: it is compared with the name in the register by its sound."""
PERSON_DAYS, AUTHORITY_DAYS = 730, 3650
_OWNER_ONLY = 0o600
_CLASS_3, _ANY = Oid("2.16.356.100.2.3"), Oid("2.5.29.32.0")
_PEOPLE = (ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION)


def make_authority(folder: Path, trust: Path, now: datetime, pin: bytes) -> None:
    """Make a root, a CA and their empty lists; the root's key is kept nowhere, so it never signs another CA."""
    root_key, key = _key(), _key()
    root_name, name = _name(f"{MARK} ROOT"), _name(f"{MARK} CA")
    root = _issued(root_name, root_key, root_name, root_key, now, is_ca=True)
    ca = _issued(name, key, root_name, root_key, now, is_ca=True)
    files = {
        "roots/practice-root.cer": root.public_bytes(Encoding.DER),
        "cas/practice-ca.cer": ca.public_bytes(Encoding.DER),
        "crls/practice-root.crl": _list(root_name, root_key, now),
        "crls/practice-ca.crl": _list(name, key, now),
    }
    for place, data in files.items():
        (trust / place).parent.mkdir(parents=True, exist_ok=True)
        (trust / place).write_bytes(data)
    _keep(folder / "ca.key", key, pin)


def has_valid(folder: Path, stem: str, now: datetime) -> bool:
    """Say whether a person has a certificate that has not run out. It is written last, so its key is there too."""
    file = folder / f"{stem}.cer"
    return file.exists() and x509.load_der_x509_certificate(file.read_bytes()).not_valid_after_utc > now


def make_person(folder: Path, stem: str, name: str, now: datetime, pin: bytes) -> None:
    """Make the key and certificate of a person, who is named with the mark of practice."""
    above = load_pem_private_key((folder / "ca.key").read_bytes(), pin)
    if not isinstance(above, rsa.RSAPrivateKey):
        raise TypeError(above)
    key = _key()
    issued = _issued(_name(f"{name} {MARK_OF_PERSON}"), key, _name(f"{MARK} CA"), above, now, is_ca=False)
    _keep(folder / f"{stem}.key", key, pin)
    (folder / f"{stem}.cer").write_bytes(issued.public_bytes(Encoding.DER))


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


def _keep(file: Path, key: rsa.RSAPrivateKey, pin: bytes) -> None:
    """Keep a key for the owner of this desk alone: its PIN is no secret."""
    file.unlink(missing_ok=True)  # one of before may be open to others
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(pin)))
