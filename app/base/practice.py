"""Is this the authority over practice tokens of a training centre, whole and still valid? Desk and centre ask alike.

What reads certificates is loaded when one is read: few desks ever practise.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

PRACTICE = "SevaDesk practice"
"""How the organisation begins that every practice certificate names."""
PIN = b"123456"
"""No secret: it stands on the screen. A wrong one is refused all the same, so that giving it is practised too."""


def check_authority(parts: Mapping[str, bytes], now: datetime) -> None:
    """Raise ValueError, unless the parts are a practice root, a practice CA under it with its key, and their lists.

    `root`, `ca`, `root_list` and `ca_list` are DER, `key` is PEM under `PIN`. One that has run out is none.
    """
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        _check(parts, now)
    except (InvalidSignature, UnsupportedAlgorithm, KeyError, TypeError) as error:
        raise ValueError(error) from error


def _check(parts: Mapping[str, bytes], now: datetime) -> None:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509 import load_der_x509_certificate, load_der_x509_crl

    root, ca = (load_der_x509_certificate(parts[part]) for part in ("root", "ca"))
    for each, above, part in ((root, root, "root_list"), (ca, root, "ca_list")):
        each.verify_directly_issued_by(above)
        key, listed = each.public_key(), load_der_x509_crl(parts[part])
        if not isinstance(key, RSAPublicKey) or not listed.is_signature_valid(key):
            raise ValueError(part)
        if not _is_for_practice(each) or each.not_valid_after_utc <= now:
            raise ValueError(each.subject)
    if load_pem_private_key(parts["key"], PIN).public_key() != ca.public_key():
        raise ValueError(ca.subject)


def _is_for_practice(certificate: "Certificate") -> bool:
    from cryptography.x509.oid import NameOID

    made = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return bool(made) and str(made[0].value).startswith(PRACTICE)
