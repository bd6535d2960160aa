"""An authority over real HTTP vouches for a signature; whatever else answers is not taken for one."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import tsp

from app.errors import CentralStrange, CentralUnreachable
from app.ports.signing import Finding
from dsc.judge import OfficeJudge
from dsc.stamp import HttpStamper

from tests.integration.dsc import forge
from tests.integration.dsc.pki import NOW, Pki

DATA = b"a note"
Answering = Callable[[tsp.TimeStampReq], bytes]


class Authority:
    """Answers time stamp requests on this machine as `answering` says."""

    def __init__(self, answering: Answering, status: int = 200) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                answer = answering(tsp.TimeStampReq.load(asked))
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, name="authority")
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[..., HttpStamper]]:
    started: list[Authority] = []

    def start(answering: Answering, status: int = 200) -> HttpStamper:
        started.append(Authority(answering, status))
        return HttpStamper(started[-1].url, patience=3.0)

    yield start
    for each in started:
        each.stop()


@pytest.fixture(scope="module")
def signature(pki: Pki) -> bytes:
    return forge.signed(pki.asha, DATA, pki)


def granting(pki: Pki, value: bytes, *, nonce: int | None = None) -> Answering:
    def answer(asked: tsp.TimeStampReq) -> bytes:
        given = asked["nonce"].native if nonce is None else nonce
        token = forge.time_stamp(value, pki.time, pki, at=datetime.now(UTC), nonce=given)
        told = {"status": {"status": "granted"}, "time_stamp_token": forge.cms.ContentInfo.load(token)}
        return tsp.TimeStampResp(told).dump()

    return answer


def value_of(signature: bytes) -> bytes:
    from dsc import signed

    return signed.read(signature).value


def test_a_stamp_is_fetched_and_believed(
    serve: Callable[..., HttpStamper], pki: Pki, judge: OfficeJudge, signature: bytes
):
    stamp = serve(granting(pki, value_of(signature))).stamp(signature)
    verdict = judge.judge(DATA, signature, datetime.now(UTC), stamp=stamp)
    assert verdict.finding is Finding.GOOD
    assert verdict.stamped_at >= NOW


def test_an_old_answer_or_one_to_another_question_is_refused(
    serve: Callable[..., HttpStamper], pki: Pki, signature: bytes
):
    for answering in (granting(pki, value_of(signature), nonce=1), granting(pki, b"another")):
        with pytest.raises(CentralStrange) as strange:
            serve(answering).stamp(signature)
        assert strange.value.key == "stamp.strange"


def test_a_refusal_an_error_page_and_noise_are_refused(serve: Callable[..., HttpStamper], signature: bytes):
    refusal = bytes.fromhex("3005 3003 020102")  # status: rejection, and no token
    for answer, status in ((refusal, 200), (b"<html>login</html>", 200), (b"", 200), (b"sorry", 503)):
        with pytest.raises(CentralStrange):
            serve(lambda _, answer=answer: answer, status).stamp(signature)


def test_no_answer_is_told_from_a_strange_one(signature: bytes):
    with pytest.raises(CentralUnreachable) as unreachable:
        HttpStamper("http://127.0.0.1:1/", patience=1.0).stamp(signature)
    assert unreachable.value.key == "stamp.unreachable"
    with pytest.raises(CentralStrange):
        HttpStamper("file:///etc/passwd").stamp(signature)


# --- An authority that we did not write -------------------------------------------------------------------------------

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = {binding}
"""


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
@pytest.mark.parametrize("binding", ["sha256", "sha1"])
def test_a_stamp_by_openssl_is_believed_and_openssl_believes_ours(
    pki: Pki, judge: OfficeJudge, signature: bytes, tmp_path: Path, binding: str
):
    """Authorities still bind their certificate by SHA-1 (RFC 5816 lets them); the signature itself may not use it."""
    (tmp_path / "serial").write_text("01\n")
    (tmp_path / "conf").write_text(CONFIG.format(folder=tmp_path, binding=binding))
    (tmp_path / "value").write_bytes(value_of(signature))
    (tmp_path / "tsa.pem").write_bytes(pki.time.pem)
    (tmp_path / "ca.pem").write_bytes(pki.ca.pem)
    (tmp_path / "root.pem").write_bytes(pki.root.pem)
    key = pki.time.key_file(tmp_path)

    def openssl(*options: object) -> None:
        command = ["openssl", "ts", *map(str, options)]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    openssl("-query", "-data", "value", "-sha256", "-cert", "-out", "asked")
    told = ("-config", "conf", "-section", "here", "-signer", "tsa.pem", "-inkey", key, "-chain", "ca.pem")
    openssl("-reply", "-queryfile", "asked", *told, "-token_out", "-out", "stamp")
    verdict = judge.judge(DATA, signature, datetime.now(UTC), stamp=(tmp_path / "stamp").read_bytes())
    assert verdict.finding is Finding.GOOD
    assert abs(verdict.stamped_at - datetime.now(UTC)) < timedelta(minutes=1)

    ours = forge.time_stamp(value_of(signature), pki.time, pki, at=datetime.now(UTC))
    (tmp_path / "ours").write_bytes(ours)
    openssl(
        "-verify", "-data", "value", "-in", "ours", "-token_in", "-CAfile", "root.pem", "-untrusted", "ca.pem"
    )
