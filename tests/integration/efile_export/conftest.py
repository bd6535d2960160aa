"""A file noted, exported and judged with real keys: two officers of a test CA, one training centre, one strict judge."""

# ruff: noqa: F811  the fixtures of other rooms are imported by their names
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.ports.clock import SystemClock
from door.binding import BinderAtHome
from dsc.judge import OfficeJudge
from dsc.trust import Trust
from tests.integration.dsc.conftest import pki, trust, trust_of
from tests.integration.dsc.pki import Pki
from tests.integration.efile.conftest import new_officer
from tests.integration.efile.officers import Officer
from tests.integration.efile.tokens import SoftToken


@dataclass
class Line:
    """The dealing hand (ASHA's key) and the section officer (RAVI's key), both enrolled."""

    kavita: Officer
    anil: Officer

    def noted(self) -> str:
        """Make a file with a page of correspondence and three notings by two people; return its id."""
        file = self.kavita.create().id
        self.kavita.efile.enclose(file, "निरीक्षण आख्या", self.kavita.scan(pages=2))
        self.kavita.note(file, "निरीक्षण आख्या पृ० 1 पर है।\n\nआदेशार्थ प्रस्तुत।")
        self.kavita.sync()
        self.kavita.send(file, "anil")
        self.anil.takes(file)
        self.anil.note(file, "Please examine and put up.")
        self.anil.note(file, "यथा प्रस्तावित स्वीकृत।")
        self.anil.sync()
        return file


@pytest.fixture
def line(new_officer: Callable[..., Officer], training_centre: Any, pki: Pki, trust: Trust) -> Line:
    made = {}
    for login, holder in (("kavita", pki.asha), ("anil", pki.ravi), ("imran", pki.ravi)):
        signing = (SoftToken(holder, above=(pki.ca.der,)), OfficeJudge(trust, SystemClock()))
        made[login] = new_officer(training_centre, login, signing)
        made[login].token = signing[0]
        made[login].office._desk.binder = BinderAtHome(with_trust(made[login].home, pki))
    for login in ("kavita", "anil"):
        made[login].ask_for_enrolment()
    made["imran"].approve_all()
    for login in ("kavita", "anil"):
        made[login].sync()
    return Line(made["kavita"], made["anil"])


def with_trust(home: Path, pki: Pki) -> Path:
    """Lay down the trust folder of a desk: root, CA and both lists."""
    held = {
        "roots/root.pem": pki.root.pem,
        "cas/ca.pem": pki.ca.pem,
        "crls/ca.crl": pki.ca_crl,
        "crls/root.crl": pki.root_crl,
    }
    for name, data in held.items():
        file = home / "trust" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return home


@pytest.fixture(scope="session")
def trust_folder(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Roots alone: CAs and CRLs must come with what is judged."""
    folder = tmp_path_factory.mktemp("trust")
    (folder / "roots").mkdir()
    (folder / "roots" / "root.pem").write_bytes(pki.root.pem)
    return folder
