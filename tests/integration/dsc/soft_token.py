"""A token made of SoftHSM in a folder of its own, and one that misbehaves as hardware does."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.dsc.pki import Holder

SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
HEADERS = Path("/usr/include/p11-kit-1/p11-kit")
PIN = "246813"

needs_token = pytest.mark.skipif(
    not SOFTHSM.exists() or not shutil.which("pkcs11-tool"), reason="softhsm2 or opensc is not installed"
)
needs_naughty = pytest.mark.skipif(
    not SOFTHSM.exists()
    or not shutil.which("pkcs11-tool")
    or not shutil.which("gcc")
    or not HEADERS.is_dir(),
    reason="softhsm2, opensc, gcc or libp11-kit-dev is not installed",
)


@dataclass(frozen=True)
class SoftToken:
    """`environment` must hold in the process that loads the library."""

    folder: Path
    label: str
    environment: dict[str, str]

    @property
    def serial(self) -> str:
        listed = self._run("pkcs11-tool", "--module", SOFTHSM, "--list-token-slots")
        blocks = listed.split("Slot ")
        block = next(each for each in blocks if f": {self.label}\n" in each)
        return block.split("serial num         : ")[1].split("\n")[0].strip()

    def put(self, number: int, holder: Holder, *, with_key: bool = True) -> None:
        """Write a certificate, and its key unless told otherwise, under the id `number`."""
        name = f"{number:02x}"
        if with_key:
            options = ("--token", self.label, "--label", name, "--id", name, "--pin", PIN)
            self._run("softhsm2-util", "--import", holder.key_file(self.folder), *options)
        der = self.folder / f"{name}.der"
        der.write_bytes(holder.der)
        login = ("--module", SOFTHSM, "--token-label", self.label, "--login", "--pin", PIN)
        self._run("pkcs11-tool", *login, "--write-object", der, "--type", "cert", "--id", name)

    def _run(self, *command: object) -> str:
        done = subprocess.run(
            list(map(str, command)),
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def make_token(folder: Path, label: str, *holders: Holder) -> SoftToken:
    (folder / "tokens").mkdir(parents=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
        "log.level = ERROR\nslots.removable = true\nslots.mechanisms = ALL\nlibrary.reset_on_fork = false\n"
    )
    token = SoftToken(folder, label, {"SOFTHSM2_CONF": str(settings)})
    pins = ("--so-pin", "87654321", "--pin", PIN)
    token._run("softhsm2-util", "--init-token", "--free", "--label", label, *pins)
    for number, holder in enumerate(holders, 1):
        token.put(number, holder)
    return token


@dataclass(frozen=True)
class Naughty:
    """The switches of `naughty.c`: files in a folder that it looks at on every call."""

    module: Path
    switches: Path

    def set(self, name: str, value: object = "") -> None:
        (self.switches / name).write_text(f"{value}\n")

    def clear(self, name: str) -> None:
        (self.switches / name).unlink()


def compile_naughty(folder: Path) -> Path:
    module = folder / "libnaughty.so"
    source = Path(__file__).with_name("naughty.c")
    include = f"-I{HEADERS}"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", include, "-o", module, source, "-ldl"],
        check=True,
    )
    return module
