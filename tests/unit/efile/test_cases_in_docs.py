"""The table of hostile cases names tests that there are, and words that are said."""

import re
from pathlib import Path

from app.words import catalogue

HOUSE = Path(__file__).parents[3]
ROW = re.compile(r"^\| .+ \| `([a-z.-]+)` \| `(tests/[\w/]+\.py)::(test_\w+)` \|$", re.MULTILINE)


def test_each_case_in_the_docs_is_shown_by_a_test_and_has_its_words():
    text = (HOUSE / "docs" / "hostile-signatures.md").read_text("utf-8")
    rows = ROW.findall(text)
    assert len(rows) == text.count("| `tests/") > 100
    said = [key for key, _, _ in rows if key not in catalogue()]
    assert said == []
    tests = {file: (HOUSE / file).read_text("utf-8") for _, file, _ in rows}
    assert [name for _, file, name in rows if f"def {name}(" not in tests[file]] == []
