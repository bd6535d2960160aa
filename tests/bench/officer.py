"""An officer at a desk with a token of SoftHSM, enrolled and unlocked: what the figures of signing are measured on."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.desk import empty_home, training_desk
from tests.bench.figure import Unmeasured

if TYPE_CHECKING:
    from app.office import Office
    from tests.integration.dsc.pki import Pki
    from tests.integration.dsc.soft_token import SoftToken

OFFICER, KEEPER = "kavita", "imran"


@dataclass(frozen=True)
class Officer:
    office: "Office"
    pki: "Pki"
    token: "SoftToken"

    def written(self, number: int) -> str:
        """Make a file with a yellow note that is ready to be signed; return its id."""
        file = self.office.efile.create(f"मासिक निरीक्षण {number}", ["B", "3", "1"]).id
        self.office.efile.write(file, "विचाराधीन पत्र का अवलोकन किया गया।\n\nआदेशार्थ प्रस्तुत।", 0)
        return file


@contextmanager
def officer(*, slow: int = 0) -> Iterator[Officer]:
    """Open the desk; each signature of the token takes `slow` milliseconds more than SoftHSM needs."""
    _require_tools(slow=bool(slow))
    from dsc.judge import OfficeJudge
    from dsc.signer import TokenOfOfficer
    from dsc.trust import Trust
    from dsc.watcher import UNKNOWN
    from tests.integration.dsc.pki import Pki
    from tests.integration.dsc.soft_token import SOFTHSM, make_token

    with empty_home() as home:
        pki = Pki()
        token = make_token(home.parent / "token", "DSC-BENCH", pki.asha)
        os.environ |= token.environment
        module = _slow_module(home.parent, slow) if slow else SOFTHSM
        trust = Trust([pki.root.pem], [pki.ca.der], [pki.ca_crl, pki.root_crl])
        with training_desk(home) as office:
            desk = office._desk
            signer = TokenOfOfficer(trust, desk.clock, module=str(module), look=lambda: UNKNOWN)
            desk.signing = (signer, OfficeJudge(trust, desk.clock))
            found = Officer(office, pki, token)
            _enrolled(found)
            yield found


def _require_tools(*, slow: bool) -> None:
    from tests.integration.dsc.soft_token import HEADERS, SOFTHSM

    missing = [tool for tool in ("softhsm2-util", "pkcs11-tool") if not shutil.which(tool)]
    missing += [] if SOFTHSM.exists() else [str(SOFTHSM)]
    missing += [str(HEADERS)] if slow and not HEADERS.is_dir() else []
    if missing:
        raise Unmeasured(f"missing: {', '.join(missing)}")


def _slow_module(folder: Path, slow: int) -> Path:
    from tests.integration.dsc.soft_token import compile_naughty

    switches = folder / "switches"
    switches.mkdir()
    (switches / "slow").write_text(f"{slow}\n")
    os.environ["NAUGHTY_SWITCHES"] = str(switches)
    module: Path = compile_naughty(folder)
    return module


def _enrolled(found: Officer) -> None:
    office = found.office
    office.people.sign_in(OFFICER, f"{OFFICER}1")
    unlock(found, enrolling=True)
    office.efile.signing.enrol()
    office.link.sync_now()
    office.people.sign_in(KEEPER, f"{KEEPER}1")
    (asked,) = office.efile.signing.register()
    office.efile.signing.decide(asked.id, approved=True, reason="bench")
    office.link.sync_now()
    office.people.sign_in(OFFICER, f"{OFFICER}1")
    unlock(found)


def unlock(found: Officer, *, enrolling: bool = False) -> None:
    from tests.integration.dsc.soft_token import PIN

    signing = found.office.efile.signing
    token = next(each for each in signing.diagnose().tokens if each.serial == found.token.serial)
    signing.unlock(token, token.certificates[0], PIN, enrolling=enrolling)
