"""The files of the project, as git knows them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ROOMS = ("app", "ui", "printers", "scanners", "dsc", "central", "door")


def tracked() -> list[Path]:
    """Return every file that is, or with the next `git add` would be, part of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    return [HOUSE / name for name in listed.stdout.split("\0") if name and (HOUSE / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    """Return each file that is text, with its text."""
    for file in tracked():
        try:
            yield file, file.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def source() -> Iterator[tuple[Path, ast.Module]]:
    """Return each Python file of the program itself, parsed."""
    for file in tracked():
        name = file.relative_to(HOUSE)
        if file.suffix == ".py" and (name.parts[0] in ROOMS or str(name) == "main.py"):
            yield file, ast.parse(file.read_text("utf-8"))


def place(file: Path, line: int = 0) -> str:
    return f"{file.relative_to(HOUSE)}:{line}" if line else str(file.relative_to(HOUSE))
