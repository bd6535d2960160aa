"""Whoever has openssl and Poppler and not this program comes to the same end, by the commands that the docs print."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dsc import signed as cms_of
from tests.integration.dsc import forge
from tests.integration.dsc.pki import Pki
from tests.integration.efile_export import made

DOCS = Path(__file__).parents[3] / "docs" / "signing.md"

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("openssl", "pdfdetach", "pdfsig"))),
    reason="openssl or poppler-utils is not installed",
)


def commands() -> Iterator[str]:
    for block in re.findall(r"```sh\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL):
        yield from block.splitlines()


@pytest.fixture
def folder(pki: Pki, tmp_path: Path) -> Path:
    """`file.pdf` and `root.pem`, as the docs ask for them."""
    chain = made.chain(pki, 2)
    value = cms_of.read(chain[0].p7s).value
    stamp = forge.time_stamp(value, pki.time, pki, at=made.BEGAN + timedelta(minutes=1))
    chain = made.replaced(chain, 1, stamp=stamp)
    (tmp_path / "file.pdf").write_bytes(made.export(pki, chain))
    (tmp_path / "root.pem").write_bytes(pki.root.pem)
    return tmp_path


def run(script: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    text = "set -e -o pipefail\n" + "\n".join(script)
    return subprocess.run(["bash", "-c", text], cwd=folder, capture_output=True, text=True)


def test_every_command_of_the_docs_agrees_with_us(folder: Path):
    asked = list(commands())
    assert len(asked) > 10
    done = run(asked, folder)
    assert done.returncode == 0, done.stderr
    assert (
        done.stderr.count("CMS Verification successful") + done.stderr.count("CAdES Verification successful")
        >= 3
    )
    assert "ASHA VERMA" in done.stdout
    assert "Time stamp:" in done.stdout


def test_the_same_commands_refuse_a_changed_noting(folder: Path):
    asked = list(commands())
    spoil = 'sed -i \'s/"seq":1/"seq":3/\' proof/0001.json'
    done = run([*asked[:2], spoil, asked[2]], folder)
    assert done.returncode != 0
    assert "verification failure" in done.stderr.lower()
