"""The history a person reads (keepachangelog.com): what is new stands under Unreleased until it has a number."""

import re
import tomllib

from tests.architecture.tree import HOUSE

TEXT = (HOUSE / "CHANGELOG.md").read_text("utf-8")
HEADS = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
PARTS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_what_is_not_released_stands_first():
    assert HEADS[0] == "[Unreleased]"


def test_every_other_head_is_a_release_and_its_day():
    assert [
        head for head in HEADS[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", head)
    ] == []


def test_every_part_has_a_known_name():
    assert set(re.findall(r"^### (.+)$", TEXT, re.MULTILINE)) <= PARTS


def test_the_programs_own_version_is_released_or_not_yet_told_of():
    with (HOUSE / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    released = [head.split("]")[0][1:] for head in HEADS[1:]]
    assert not released or released[0] == version
