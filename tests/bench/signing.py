"""What a signed noting costs beyond the token and a bare CMS; how long a batch takes; how fast a chain is judged."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.bench.figure import Reading, as_times, seconds
from tests.bench.officer import Officer, officer

if TYPE_CHECKING:
    from app.efile.chain import Known, Signed
    from dsc.judge import OfficeJudge

ROUNDS, CHAIN = 25, 500
BATCH, SLOW = (
    20,
    600,
)  # notings, and milliseconds that the token takes for each: a fifth of a morning's hundred


def one_noting() -> Reading:
    """The floor is pyHanko signing the same bytes with the same token, nothing verified and nothing kept."""
    with officer() as found:
        signing = found.office.efile.signing
        bare = _bare(found)
        waiting = [found.written(number) for number in range(ROUNDS + 1)]
        shown = signing.to_sign(waiting[0])
        bare(shown.data)
        signing.sign(shown)
        ours, floor = [], []
        for file in waiting[1:]:
            data = signing.to_sign(file).data
            floor.append(seconds(lambda: bare(data)))  # noqa: B023  called at once
            ours.append(seconds(lambda: signing.sign(signing.to_sign(file))))  # noqa: B023  called at once
    return as_times(ours, floor)


def batch() -> Reading:
    """The floor is the time that the token itself sleeps."""
    with officer(slow=SLOW) as found:
        files = [found.written(number) for number in range(BATCH + 1)]
        _all_signed(found, files[:1])
        taken = seconds(lambda: _all_signed(found, files[1:]))
    floor = BATCH * SLOW / 1000
    return Reading((taken / floor - 1) * 100, taken, floor, "s")


def batch_stall() -> Reading:
    """The longest time that the window's thread did not come to its timer while a batch was signed behind it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    with officer(slow=SLOW // 10) as found:
        files = [found.written(number) for number in range(BATCH)]
        _all_signed(found, files[:1])  # what is loaded with the first signature is another figure's
        work = threading.Thread(target=_all_signed, args=(found, files[1:]), name="bench")
        beats: list[float] = []

        def beaten() -> None:
            beats.append(time.perf_counter())
            if not work.is_alive():
                application.quit()

        beat = QTimer(interval=1)
        beat.timeout.connect(beaten)
        work.start()
        beat.start()
        application.exec()
        work.join()
    gaps = [(later - earlier) * 1000 for earlier, later in pairwise(beats)]
    return Reading(max(gaps), max(gaps), sorted(gaps)[len(gaps) // 2], "ms")


def chain() -> Reading:
    """Notings judged a second; the floor verifies the same RSA signatures and nothing else."""
    from app.efile.chain import check_chain

    whole, judge, known, bare = _chain()
    taken = min(seconds(lambda: check_chain(whole, judge, known)) for _ in range(3))
    floor = min(seconds(bare) for _ in range(3))
    assert check_chain(whole, judge, known).is_whole
    return Reading(CHAIN / taken, taken * 1000 / CHAIN, floor * 1000 / CHAIN, "ms each")


def _all_signed(found: Officer, files: list[str]) -> None:
    done = found.office.efile.signing.sign_all(
        found.office.efile.signing.to_sign_all(files).ready, lambda *_: None, lambda: True
    )
    if done.error:
        raise done.error


def _bare(found: Officer) -> Callable[[bytes], object]:
    """Return pyHanko's own signer on a session of its own, as its documentation shows it."""
    import pkcs11
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec
    from pyhanko.sign.pkcs11 import PKCS11Signer
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    from tests.integration.dsc.soft_token import PIN, SOFTHSM

    session = pkcs11.lib(str(SOFTHSM)).get_token(token_label=found.token.label).open(user_pin=PIN)
    signer = PKCS11Signer(session, cert_id=b"\x01", key_id=b"\x01")

    def sign(data: bytes) -> object:
        attributes = PdfCMSSignedAttributes(
            signing_time=datetime.now(UTC), cades_signed_attrs=CAdESSignedAttrSpec()
        )
        making = signer.async_sign_general_data(
            data, "sha256", detached=True, use_cades=True, signed_attr_settings=attributes
        )
        return asyncio.run(making).dump()

    return sign


def _chain() -> "tuple[list[Signed], OfficeJudge, Known, Callable[[], None]]":
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    from app.efile.chain import Known
    from app.ports.clock import SystemClock
    from dsc import signed
    from dsc.judge import OfficeJudge
    from dsc.trust import Trust
    from tests.integration.dsc.pki import Pki
    from tests.integration.efile_export import made

    pki = Pki()
    whole = made.chain(pki, CHAIN)
    judge = OfficeJudge(Trust([pki.root.pem], [pki.ca.der], [pki.ca_crl, pki.root_crl]), SystemClock())
    known = Known(
        now=datetime.now(UTC) + timedelta(seconds=1),
        enrolled=lambda *_: True,
        posted=lambda *_: True,
        attachments={made.NAMED.sha256: made.PAPER}.get,
        head=made.head(whole),
    )
    read = [signed.read(each.p7s) for each in whole]
    pairs = [(each.value, b"\x31" + each.attributes[1:]) for each in read]
    key = pki.asha.certificate.public_key()

    def bare() -> None:
        for value, covered in pairs:
            key.verify(value, covered, PKCS1v15(), SHA256())

    return whole, judge, known, bare
