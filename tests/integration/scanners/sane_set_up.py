"""A SANE of our own: its `test` backend alone, behaving as a test asks."""

import shutil
from pathlib import Path

import pytest

BACKENDS = (
    "/usr/lib/sane",
    "/usr/lib64/sane",
    "/usr/lib/x86_64-linux-gnu/sane",
    "/usr/lib/aarch64-linux-gnu/sane",
)


def missing() -> str:
    if shutil.which("scanimage") is None:
        return "scanimage is not installed (sane-utils)"
    if not any(found for folder in BACKENDS for found in Path(folder).glob("libsane-test*")):
        return "SANE has no test backend here (libsane1)"
    return ""


needs_sane = pytest.mark.skipif(bool(missing()), reason=missing() or "SANE is here")


def set_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, backends: str = "test", **behaviour: str
) -> None:
    """Make `folder` the configuration of SANE. `behaviour`: lines of test.conf, "_" for "-"."""
    folder.mkdir(exist_ok=True)
    (folder / "dll.conf").write_text(f"{backends}\n")
    lines = {"number_of_devices": "2", "test-picture": '"Color pattern"'}
    lines |= {
        name if name.startswith("geometry") else name.replace("_", "-"): value
        for name, value in behaviour.items()
    }
    (folder / "test.conf").write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
