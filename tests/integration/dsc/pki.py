"""A key infrastructure in the CCA's profile, made anew for each run of the tests: nothing of it is ever kept."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import ObjectIdentifier as Oid
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
CLASS = {number: Oid(f"2.16.356.100.2.{number}") for number in (1, 2, 3)}
ANY_POLICY = Oid("2.5.29.32.0")
DOCUMENTS = Oid("1.3.6.1.4.1.311.10.3.12")
PEOPLE = (ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENTS)
_NONE = dict.fromkeys(
    (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ),
    False,
)


def usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{**_NONE, **dict.fromkeys(names, True)})


SIGNING = usage("digital_signature", "content_commitment")
AUTHORITY = usage("key_cert_sign", "crl_sign")


def named(common_name: str, organisation: str, number: str = "") -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "IN"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.COMMON_NAME, common_name),
    ]
    parts += [(NameOID.SERIAL_NUMBER, number)] if number else []
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


@dataclass
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def sha256(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def key_file(self, folder: Path) -> Path:
        file = folder / f"{self.certificate.serial_number:x}.key.pem"
        file.write_bytes(self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return file


def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def issue(
    subject: x509.Name,
    by: Holder | None,
    *,
    key_usage: x509.KeyUsage,
    class_: int = 0,
    extended: tuple[Oid, ...] = (),
    extended_is_critical: bool = False,
    since: datetime = NOW - 30 * DAY,
    until: datetime = NOW + 730 * DAY,
    email: str = "",
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None = None,
    is_ca: bool = False,
) -> Holder:
    own = key or rsa_key()
    above = by or Holder(None, own)  # type: ignore[arg-type]
    building = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
        .add_extension(key_usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key()), critical=False
        )
    )
    if class_ or is_ca:
        policy = ANY_POLICY if is_ca else CLASS[class_]
        policies = x509.CertificatePolicies([x509.PolicyInformation(policy, None)])
        building = building.add_extension(policies, critical=False)
    if extended:
        building = building.add_extension(x509.ExtendedKeyUsage(extended), critical=extended_is_critical)
    if email:
        names = x509.SubjectAlternativeName([x509.RFC822Name(email)])
        building = building.add_extension(names, critical=False)
    return Holder(building.sign(above.key, hashes.SHA256()), own)


def crl(
    by: Holder,
    *revoked: Holder,
    of: datetime = NOW - timedelta(hours=1),
    until: datetime = NOW + 7 * DAY,
    on: datetime = NOW - DAY,
    name: x509.Name | None = None,
) -> bytes:
    building = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(name or by.certificate.subject)
        .last_update(of)
        .next_update(until)
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for each in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(each.certificate.serial_number)
        building = building.add_revoked_certificate(entry.revocation_date(on).build())
    return building.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER)


def person(name: str, by: Holder, **different: Any) -> Holder:
    told: dict[str, Any] = {
        "key_usage": SIGNING,
        "class_": 3,
        "extended": PEOPLE,
        "email": f"{name.partition(' ')[0].lower()}@dept.test.invalid",
    }
    return issue(named(name, "Department of Testing", name.encode().hex()), by, **{**told, **different})


@dataclass
class Pki:
    """Root, licensed CA, and people of every kind that a judge must tell apart."""

    root: Holder = field(init=False)
    ca: Holder = field(init=False)

    def __post_init__(self) -> None:
        since: dict[str, Any] = {"since": NOW - 4000 * DAY, "until": NOW + 3650 * DAY}
        self.root = issue(
            named("TEST RCAI 2026", "TEST India PKI"), None, key_usage=AUTHORITY, is_ca=True, **since
        )
        self.ca = issue(
            named("TEST Licensed CA 2026", "TEST Licensed CA"),
            self.root,
            key_usage=AUTHORITY,
            is_ca=True,
            **since,
        )
        look_alike = issue(
            self.ca.certificate.subject, None, key_usage=AUTHORITY, is_ca=True, key=rsa_key(), **since
        )
        self.asha = person("ASHA VERMA", self.ca)
        self.ravi = person("RAVI KUMAR", self.ca)
        self.class_2 = person("ASHA VERMA", self.ca, class_=2)
        self.no_non_repudiation = person("ASHA VERMA", self.ca, key_usage=usage("digital_signature"))
        self.encryption = person("ASHA VERMA", self.ca, key_usage=usage("key_encipherment"))
        self.expired = person("ASHA VERMA", self.ca, since=NOW - 800 * DAY, until=NOW - 10 * DAY)
        self.future = person("ASHA VERMA", self.ca, since=NOW + 10 * DAY)
        self.revoked = person("ASHA VERMA", self.ca)
        self.short = person("ASHA VERMA", self.ca, key=rsa_key(1024))
        self.curve = person("ASHA VERMA", self.ca, key=ec.generate_private_key(ec.SECP256R1()))
        self.rogue = person("ASHA VERMA", look_alike)
        self.rogue_ca = look_alike
        self.time = issue(
            named("TEST TSA", "TEST Licensed CA"),
            self.ca,
            key_usage=SIGNING,
            class_=3,
            extended=(ExtendedKeyUsageOID.TIME_STAMPING,),
            extended_is_critical=True,
        )
        self.ca_crl = crl(self.ca, self.revoked)
        self.root_crl = crl(self.root)
