"""What no file of the tree may hold."""

import ast
import re
from pathlib import Path

from stdnum.in_ import aadhaar

from tests.architecture.tree import HOUSE, place, source, texts, tracked

MOST_LINES = 400
PRINTERS_ON_THE_TERMINAL = ("door/", "central/serve.py")  # the second tells its parent the address it took
STEPS_OF_THE_RECORDS = "app/records/migrations/versions/"  # SQL, one statement after the other
TEST_AADHAAR = {  # published by UIDAI for tests of its authentication service; nobody holds them
    "999941057058",
    "999971658847",
    "999933119405",
    "999955183433",
    "999990501894",
}
TWELVE_DIGITS = re.compile(r"(?<![0-9A-Za-z.+-])[2-9]\d{3}([ -]?)\d{4}\1\d{4}(?![0-9A-Za-z.])")


def lines_with(pattern: str) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{place(file, number)}: {line.strip()[:100]}"
        for file, text in texts()
        if file != Path(__file__)
        for number, line in enumerate(text.splitlines(), 1)
        if wanted.search(line)
    ]


def test_no_file_is_longer_than_a_person_reads_at_once():
    long = [
        f"{place(file)}: {len(text.splitlines())}"
        for file, text in texts()
        if file.suffix in (".py", ".sh")
        and not place(file).startswith(STEPS_OF_THE_RECORDS)
        and len(text.splitlines()) > MOST_LINES
    ]
    assert long == []


def test_nothing_is_left_to_do_later():
    assert lines_with(r"\b(TODO|FIXME|HACK)\b") == []


def test_no_test_stands_on_a_mock():
    assert lines_with(r"\b(unittest\.mock|from unittest import mock|pytest_mock|MagicMock)\b") == []


def test_nothing_names_the_machine_it_was_written_on_or_a_package_host():
    assert (
        lines_with(r"/work/|/home/\w+/|https?://[^\s]*(pypi|pythonhosted|debian\.org|npmjs|artifactregistry)")
        == []
    )


def test_only_the_command_line_prints():
    printing = [
        place(file, node.lineno)
        for file, tree in source()
        if not place(file).startswith(PRINTERS_ON_THE_TERMINAL)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_no_whole_aadhaar_number_stands_anywhere():
    # One that passes its check digit may be a living person's; tests make theirs, or use a published one.
    found = [
        place(file, number)
        for file, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        for match in TWELVE_DIGITS.finditer(line)
        if aadhaar.is_valid(match[0]) and re.sub(r"\D", "", match[0]) not in TEST_AADHAAR
    ]
    assert found == []


def test_nothing_that_is_made_by_running_is_kept():
    made = re.compile(r"(^|/)(out|build|dist|\.venv|__pycache__)/|\.(py[cod]|db|sqlite3|log)$")
    assert [place(file) for file in tracked() if made.search(str(file.relative_to(HOUSE)))] == []
