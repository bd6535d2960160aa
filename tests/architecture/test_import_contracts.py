"""Who may import whom. The table is in pyproject.toml, under [tool.importlinter]."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
NO_SCREEN = ["app", "printers", "scanners", "dsc", "central"]


def imported_names(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_every_import_contract_is_kept():
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", NO_SCREEN)
def test_no_room_but_the_screen_uses_widgets(room: str):
    # import-linter sees PySide6 as one thing; printers may use its QtGui to shape text, and no more.
    widgets = ("PySide6.QtWidgets", "PySide6.QtPrintSupport", "PySide6.QtQml", "PySide6.QtQuick")
    users = [
        f"{file.relative_to(HOUSE)}: {name}"
        for file in (HOUSE / room).rglob("*.py")
        for name in imported_names(file)
        if name.startswith(widgets)
    ]
    assert users == []


def test_only_printers_and_the_screen_know_qt():
    users = [
        str(file.relative_to(HOUSE))
        for room in ("app", "scanners", "dsc", "central")
        for file in (HOUSE / room).rglob("*.py")
        if any(name.startswith("PySide6") for name in imported_names(file))
    ]
    assert users == []
