"""What a pack's author is told, and that what ships is right."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from app.errors import PackError
from app.packs.check import check_all, check_one
from app.packs.model import Outcome
from app.packs.reader import read_all, read_folder, read_pack

PACKS = Path(__file__).parents[3] / "packs"
SERVICE = "upssb-worker-registration"


@pytest.fixture
def root(tmp_path):
    """A copy of what ships, to be spoilt."""
    for name in (SERVICE, "upssb-scheme-application", "user-charge"):
        shutil.copytree(PACKS / name, tmp_path / name)
    return tmp_path


def spoil(root: Path, old: str, new: str, file: str = f"{SERVICE}/service.toml") -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8")


def line_of(root: Path, words: str) -> int:
    text = (root / SERVICE / "service.toml").read_text("utf-8")
    return text[: text.index(words)].count("\n") + 1


def test_the_three_services_stand_in_the_letters_order_with_its_names():
    assert [(pack.order, pack.name.hi, pack.name.en) for pack in read_all(PACKS)] == [
        (1, "श्रमिक पंजीकरण", "Worker Registration"),
        (2, "श्रमिक अंशदान", "Worker Contribution"),
        (3, "योजनाओं हेतु आवेदन", "Scheme Application"),
    ]


def test_every_example_that_ships_holds():
    assert all(examples for _, examples in check_all(PACKS))


def test_what_the_letter_does_not_say_is_marked():
    pack = read_pack(PACKS / SERVICE)
    assert next(field for field in pack.fields if field.id == "occupation").unconfirmed
    assert len(next(field for field in pack.fields if field.id == "occupation").choices) == 45
    assert all(slot.unconfirmed for slot in pack.documents)
    assert pack.mark.en == "to be confirmed by the Board"


def test_a_key_nobody_knows_is_named_with_its_line_and_the_nearest(root):
    spoil(root, "most_kb = 50", "mots_kb = 50")
    with pytest.raises(PackError) as told:
        read_pack(root / SERVICE)
    assert told.value.facts["file"] == f"{SERVICE}/service.toml"
    assert told.value.facts["nearest"] == "most_kb"
    assert told.value.facts["line"] in {line_of(root, 'id = "photo"'), line_of(root, "mots_kb")}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("version = 1", 'version = "1"', "pack.wrong-value"),
        ('kind = "mobile"', 'kind = "mobil"', "pack.wrong-value"),
        ('name = { hi = "श्रमिक पंजीकरण", en', 'name = { hi = "श्रमिक पंजीकरण", english', "pack.words-wrong"),
        ('user_charge = "user-charge"', 'user_charge = "user-charges"', "pack.unknown-tariff"),
        ('id = "applicant_name"', 'id = "person_name"', "pack.field-missing"),
        ('text = "{occupation}"', 'text = "{ocupation}"', "pack.unknown-field"),
        ('op = "younger-than"', 'op = "younger"', "pack.wrong-value"),
        ("amount = 60", "amount = 65", "pack.parts-wrong"),
        ("amount = 60", "amount = 60.005", "pack.wrong-value"),
        ("[201000, 247999]", "[247999, 201000]", "pack.wrong-value"),
        ("order = 1", "order = = 1", "pack.not-toml"),
        ('id = "mobile"', 'id = "applicant_name"', "pack.twice"),
        (f'id = "{SERVICE}"', 'id = "another"', "pack.id-not-folder"),
    ],
)
def test_a_mistake_is_refused_and_says_where(root, old, new, reason):
    spoil(root, old, new)
    with pytest.raises(PackError) as told:
        read_pack(root / SERVICE)
    assert told.value.key == reason
    assert int(told.value.facts["line"]) > 0


def test_a_needed_key_that_is_misspelt_is_told_at_its_line(root):
    spoil(root, "order = 1", "ordr = 1")
    with pytest.raises(PackError) as told:
        read_pack(root / SERVICE)
    facts = told.value.facts
    assert (told.value.key, facts["key"], facts["nearest"]) == ("pack.unknown-key", "ordr", "order")
    assert facts["line"] == line_of(root, "ordr = 1")


def test_one_wrong_pack_takes_no_other_from_the_counter(root):
    spoil(root, "order = 1", "ordr = 1")
    shelf = read_folder(root)
    assert [pack.id for pack in shelf.packs] == ["upssb-scheme-application"]
    assert [wrong.facts["nearest"] for wrong in shelf.broken] == ["order"]


def test_two_rates_from_one_day_are_refused(root):
    spoil(root, "since = 2020-11-16", "since = 2018-04-01", "user-charge/tariff.toml")
    with pytest.raises(PackError) as told:
        read_folder(root).broken[0].facts and check_one(root / "user-charge")
    assert told.value.key == "pack.rates-overlap"


def test_an_example_that_does_not_hold_is_an_error(root):
    spoil(root, 'refused = ["too-young"]', 'refused = ["too-old"]')
    with pytest.raises(PackError) as told:
        check_one(root / SERVICE)
    assert told.value.key == "pack.example-fails"


def test_the_same_words_give_the_same_hash_and_others_another(root):
    before = read_pack(root / SERVICE).sha256
    assert read_pack(PACKS / SERVICE).sha256 == before
    spoil(root, "most_kb = 50", "most_kb = 60")
    assert read_pack(root / SERVICE).sha256 != before


def test_the_order_of_the_user_charge_and_its_first_day_are_two_dates():
    charge = read_pack(PACKS / SERVICE).user_charge
    newest = charge.rates[-1]
    assert (newest.order_date, newest.since) == (date(2020, 10, 22), date(2020, 11, 16))


def test_a_pack_that_is_silent_about_its_outcome_has_words_of_no_department(root):
    text = (root / SERVICE / "service.toml").read_text("utf-8")
    start, end = text.index("[outcome]"), text.index("[board_fee]")
    (root / SERVICE / "service.toml").write_text(text[:start] + text[end:], "utf-8")
    assert read_pack(PACKS / SERVICE).outcome.prefix == "UPSSB-"
    assert read_pack(root / SERVICE).outcome == Outcome()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('prefix = "UPSSB-"', 'prefix = "{yy}"'),
        ('kind = "address"\nlanguage = "hi"', 'kind = "address"\nlanguage = "ur"'),
        ('kind = "mobile"', 'kind = "mobile"\nlanguage = "hi"'),
    ],
)
def test_a_prefix_or_a_language_that_cannot_be_is_named(root, old, new):
    spoil(root, old, new)
    with pytest.raises(PackError) as told:
        read_pack(root / SERVICE)
    assert told.value.facts["key"] in {"prefix", "language"}
