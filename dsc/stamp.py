"""How does an authority vouch for the moment of a signature (RFC 3161)? Its address is the office's own: no default."""

import hashlib
import secrets
import urllib.error
import urllib.request
from http.client import HTTPException

from asn1crypto import tsp

from app.base.der import MALFORMED
from app.errors import CentralStrange, CentralUnreachable
from dsc import signed
from dsc.signed import Flawed

LONGEST = 1 << 16  # bytes; a token with its chain has about six thousand
GRANTED = ("granted", "granted_with_mods")


class HttpStamper:
    """Asks the authority at `url`; `patience` is in seconds. Whether to trust its answer is the judge's to say."""

    def __init__(self, url: str, patience: float = 10.0) -> None:
        self._url, self._patience = url, patience

    def stamp(self, signature: bytes) -> bytes:
        imprint = hashlib.sha256(signed.read(signature).value).digest()
        nonce = secrets.randbits(63)
        return _token(self._ask(_request(imprint, nonce)), imprint, nonce)

    def _ask(self, request: bytes) -> bytes:
        if not self._url.startswith(("http://", "https://")):
            raise CentralStrange(reason="stamp.strange")
        headers = {"Content-Type": "application/timestamp-query"}
        asked = urllib.request.Request(self._url, request, headers)  # noqa: S310  http and https only, see above
        try:
            with urllib.request.urlopen(asked, timeout=self._patience) as answer:  # noqa: S310
                read: bytes = answer.read(LONGEST)
                return read
        except urllib.error.HTTPError as error:
            error.close()
            raise CentralStrange(reason="stamp.strange") from error
        except (OSError, HTTPException) as error:
            raise CentralUnreachable(reason="stamp.unreachable") from error


def _request(imprint: bytes, nonce: int) -> bytes:
    told = {
        "version": "v1",
        "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": imprint},
        "nonce": nonce,
        "cert_req": True,
    }
    return bytes(tsp.TimeStampReq(told).dump())


def _token(answer: bytes, imprint: bytes, nonce: int) -> bytes:
    """Return the token, when it answers our question and no other. Raises: CentralStrange."""
    try:
        response = tsp.TimeStampResp.load(answer, strict=True)
        if response["status"]["status"].native in GRANTED:
            token = bytes(response["time_stamp_token"].dump())
            told = signed.stamped(signed.read(token))
            asked = (told["nonce"].native, told["message_imprint"]["hashed_message"].native)
            if asked == (nonce, imprint):
                return token
    except (*MALFORMED, Flawed) as error:
        raise CentralStrange(reason="stamp.strange") from error
    raise CentralStrange(reason="stamp.strange")
