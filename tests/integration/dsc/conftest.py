"""One key infrastructure, one token and one judge for all that signs here."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.ports.clock import SystemClock
from dsc.judge import OfficeJudge
from dsc.signer import TokenOfOfficer
from dsc.trust import Trust
from dsc.watcher import UNKNOWN

from tests.integration.dsc.pki import Pki
from tests.integration.dsc.soft_token import SOFTHSM, Naughty, SoftToken, compile_naughty, make_token

MakeSigner = Callable[..., TokenOfOfficer]


@pytest.fixture(scope="session")
def pki() -> Pki:
    return Pki()


@pytest.fixture(scope="session")
def trust_of(pki: Pki) -> Callable[..., Trust]:
    def make(*crls: bytes) -> Trust:
        return Trust([pki.root.pem], [pki.ca.der], crls or (pki.ca_crl, pki.root_crl))

    return make


@pytest.fixture
def trust(trust_of: Callable[..., Trust]) -> Trust:
    return trust_of()


@pytest.fixture
def judge(trust: Trust) -> OfficeJudge:
    return OfficeJudge(trust, SystemClock())


@pytest.fixture(scope="session")
def full_token(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    """Asha's token as the session's tests share it; none of them writes on it."""
    token = make_token(tmp_path_factory.mktemp("token") / "asha", "DSC-ASHA", pki.asha, pki.encryption)
    token.put(3, pki.ravi, with_key=False)
    return token


@pytest.fixture
def token(full_token: SoftToken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    """A copy of the full token, for this test alone."""
    folder = tmp_path / "token"
    shutil.copytree(full_token.folder, folder)
    settings = folder / "softhsm2.conf"
    settings.write_text(settings.read_text().replace(str(full_token.folder), str(folder)))
    copied = SoftToken(folder, full_token.label, {"SOFTHSM2_CONF": str(settings)})
    monkeypatch.setitem(os.environ, "SOFTHSM2_CONF", str(settings))
    return copied


@pytest.fixture
def make_signer(trust: Trust) -> Iterator[MakeSigner]:
    made: list[TokenOfOfficer] = []

    def make(module: object = SOFTHSM, **different: object) -> TokenOfOfficer:
        options: dict[str, object] = {"module": str(module), "look": lambda: UNKNOWN, **different}
        made.append(TokenOfOfficer(trust, SystemClock(), **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def signer(token: SoftToken, make_signer: MakeSigner) -> TokenOfOfficer:
    return make_signer()


@pytest.fixture(scope="session")
def naughty_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compile_naughty(tmp_path_factory.mktemp("naughty"))


@pytest.fixture
def naughty(
    naughty_module: Path, token: SoftToken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Naughty:
    switches = tmp_path / "switches"
    switches.mkdir()
    monkeypatch.setitem(os.environ, "NAUGHTY_SWITCHES", str(switches))
    return Naughty(naughty_module, switches)
