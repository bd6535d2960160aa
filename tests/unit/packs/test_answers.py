"""What is taken of what a person types, and what is said of the rest."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.words import Words
from app.errors import InputError
from app.packs.answers import asked, check, problems, refusals, taken
from app.packs.charges import due
from app.packs.model import Field, FieldKind
from app.packs.reader import read_pack
from app.words import catalogue

PACKS = Path(__file__).parents[3] / "packs"
TODAY = date(2026, 9, 30)
TEST_AADHAAR = "9999 4105 7058"  # published by UIDAI for tests


def field(kind: FieldKind, **more) -> Field:
    return Field("it", kind, Words("यह", "it"), Words("", ""), **more)


def take(kind: FieldKind, typed, **more):
    return taken(field(kind, **more), typed, today=TODAY, aadhaar_key=b"key")["it"]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.MOBILE, "९८७६५ ४३२१०", "9876543210"),
        (FieldKind.MOBILE, "+91 98765-43210", "9876543210"),
        (FieldKind.PIN_CODE, "226 201", "226201"),
        (FieldKind.IFSC, " sbin0001234 ", "SBIN0001234"),
        (FieldKind.DATE, "१५/०८/१९९०", "1990-08-15"),
        (FieldKind.DATE, "5.8.1990", "1990-08-05"),
        (FieldKind.DATE, "1990-08-15", "1990-08-15"),
        (FieldKind.MONEY, "₹1,80,000.50", 18000050),
        (FieldKind.MONEY, "90071992547409.91", 2**53 - 1),
        (FieldKind.NUMBER, "२,०१२", 2012),
        (FieldKind.NAME_HINDI, "  सीता   देवी ", "सीता देवी"),
        (FieldKind.NAME_ENGLISH, "SITA D. O'NEIL", "SITA D. O'NEIL"),
        (FieldKind.NAME_ENGLISH, "sita devi", "Sita Devi"),
        (FieldKind.YES_NO, "हाँ", True),
        (FieldKind.YES_NO, False, False),
        (FieldKind.ADDRESS, "ग्राम भौली\n\n लखनऊ ", "ग्राम भौली\nलखनऊ"),
        (FieldKind.ACCOUNT, "3012 3456 789", "30123456789"),
    ],
)
def test_a_value_is_kept_in_one_form_however_it_was_typed(kind, typed, kept):
    assert take(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (FieldKind.MOBILE, "5876543210", "answer.mobile"),
        (FieldKind.MOBILE, "987654321", "answer.mobile"),
        (FieldKind.PIN_CODE, "026201", "answer.pin-code"),
        (FieldKind.IFSC, "SBIN1001234", "answer.ifsc"),
        (FieldKind.DATE, "31-02-1990", "answer.date"),
        (FieldKind.DATE, "01-10-2026", "answer.date-out-of-range"),
        (FieldKind.MONEY, "1.005", "answer.money"),
        (FieldKind.MONEY, "-5", "answer.money"),
        (FieldKind.MONEY, "NaN", "answer.money"),
        (FieldKind.MONEY, "90071992547409.92", "answer.money"),  # one paisa more than JSON holds
        (FieldKind.MONEY, "1e400", "answer.money"),
        (FieldKind.NUMBER, "बारह", "answer.number"),
        (FieldKind.NAME_HINDI, "Sita", "answer.name-hindi"),
        (FieldKind.NAME_HINDI, "सीता 2", "answer.name-hindi"),
        (FieldKind.NAME_ENGLISH, "सीता", "answer.name-english"),
        (FieldKind.YES_NO, "शायद", "answer.yes-no"),
        (FieldKind.AADHAAR, "9999 4105 7059", "answer.aadhaar-wrong"),
        (FieldKind.AADHAAR, "", "answer.aadhaar-wrong"),
        (FieldKind.TEXT, f"आधार {TEST_AADHAAR}", "answer.holds-aadhaar"),
        (FieldKind.ADDRESS, "घर\n9999 4105\n7058", "answer.holds-aadhaar"),
        (FieldKind.TEXT, "x" * 501, "answer.length-most"),
        (FieldKind.TEXT, True, "answer.not-text"),
    ],
)
def test_a_wrong_value_says_what_is_wrong(kind, typed, said):
    with pytest.raises(InputError) as told:
        take(kind, typed)
    assert told.value.key == said
    assert said in catalogue()


def test_of_an_aadhaar_number_only_mask_and_token_are_kept():
    kept = taken(field(FieldKind.AADHAAR), TEST_AADHAAR, today=TODAY, aadhaar_key=b"key")
    assert kept["it"] == "XXXX XXXX 7058"
    assert set(kept) == {"it", "it_token"}
    assert "99994105" not in str(kept)
    other = taken(field(FieldKind.AADHAAR), TEST_AADHAAR, today=TODAY, aadhaar_key=b"another")
    assert other["it_token"] != kept["it_token"]


def test_bounds_of_a_number_are_told_in_figures():
    with pytest.raises(InputError) as told:
        take(FieldKind.NUMBER, "6", most=5)
    assert (told.value.key, told.value.facts["most"]) == ("answer.value-most", 5)


def test_a_year_to_come_is_refused_where_the_pack_says_so(pack):
    since = next(each for each in pack.fields if each.id == "working_since")
    assert taken(since, str(TODAY.year), today=TODAY, aadhaar_key=b"") == {"working_since": TODAY.year}
    with pytest.raises(InputError) as told:
        taken(since, str(TODAY.year + 1), today=TODAY, aadhaar_key=b"")
    assert told.value.facts["most"] == TODAY.year


@given(st.text(max_size=60), st.sampled_from([kind for kind in FieldKind if kind is not FieldKind.AADHAAR]))
def test_whatever_is_taken_is_taken_again_just_so(typed, kind):
    asked_field = field(kind)
    try:
        once = taken(asked_field, typed, today=TODAY, aadhaar_key=b"key")["it"]
    except InputError as wrong:
        assert wrong.key in catalogue()  # and nothing but an InputError comes out of any text
        return
    rupees = f"{once // 100}.{once % 100:02d}" if kind is FieldKind.MONEY else ""
    again = rupees or (once if isinstance(once, bool | tuple) else str(once))
    assert taken(asked_field, again, today=TODAY, aadhaar_key=b"key")["it"] == once


@pytest.fixture
def pack():
    return read_pack(PACKS / "upssb-worker-registration")


def test_an_empty_form_names_what_it_needs_and_hidden_fields_are_not_asked(pack):
    found = problems(pack, {}, today=TODAY)
    assert found["applicant_name"].key == "answer.missing"
    assert "eshram_uan" not in found
    assert problems(pack, {"eshram": True}, today=TODAY)["eshram_uan"].key == "answer.missing"


def test_the_centre_holds_a_large_amount_to_the_last_paisa(pack):
    assert "annual_income" not in problems(pack, {"annual_income": 2**53 - 1}, today=TODAY)


def test_an_answer_the_form_does_not_know_is_a_problem(pack):
    assert problems(pack, {"shoe_size": 7}, today=TODAY)["shoe_size"].key == "field.unknown"


@pytest.mark.parametrize("spoilt", ["999941057058", "XXXX XXXX 705", 7058])
def test_the_centre_takes_no_aadhaar_in_clear(pack, spoilt):
    told = problems(pack, {"aadhaar": spoilt, "aadhaar_token": "0" * 64}, today=TODAY)
    assert told["aadhaar"].key == "answer.aadhaar-wrong"


def test_two_people_with_the_same_last_digits_are_two_people(pack):
    both = {"aadhaar": "XXXX XXXX 7058", "nominee_aadhaar": "XXXX XXXX 7058"}
    apart = both | {"aadhaar_token": "a" * 64, "nominee_aadhaar_token": "b" * 64}
    one = both | {"aadhaar_token": "a" * 64, "nominee_aadhaar_token": "a" * 64}
    assert refusals(pack, apart, today=TODAY) == ()
    assert [rule.id for rule in refusals(pack, one, today=TODAY)] == ["own-nominee"]


@pytest.mark.parametrize(
    ("born", "refused"),
    [("2008-09-30", []), ("2008-10-01", ["too-young"]), ("1965-10-01", []), ("1965-09-30", ["too-old"])],
)
def test_age_counts_full_years_on_the_day(pack, born, refused):
    assert [rule.id for rule in refusals(pack, {"date_of_birth": born}, today=TODAY)] == refused


def test_a_woman_names_no_wife_and_a_man_no_husband(pack):
    for gender, unfit, fit in (("female", "wife", "husband"), ("male", "husband", "wife")):
        found = {
            relation: problems(pack, {"gender": gender, "nominee_relation": relation}, today=TODAY)
            for relation in (unfit, fit, "son")
        }
        assert found[unfit]["nominee_relation"].key == "answer.choice-unfit"
        assert "nominee_relation" not in {*found[fit], *found["son"]}


def test_what_stood_in_a_field_that_is_hidden_again_is_not_sent(pack):
    given_answers = {
        "eshram": False,
        "eshram_uan": "123456789012",
        "aadhaar": "XXXX XXXX 7058",
        "aadhaar_token": "a" * 64,
    }
    assert asked(pack, given_answers, today=TODAY) == {
        "eshram": False,
        "aadhaar": "XXXX XXXX 7058",
        "aadhaar_token": "a" * 64,
    }


def test_a_value_is_checked_as_it_is_typed(pack):
    mobile = next(field for field in pack.fields if field.id == "mobile")
    hidden = next(field for field in pack.fields if field.id == "eshram_uan")
    assert check(mobile, "123", {}, today=TODAY).key == "answer.mobile"
    assert check(mobile, "9876543210", {}, today=TODAY) is None
    assert check(hidden, "x", {"eshram": False}, today=TODAY) is None


@pytest.mark.parametrize(
    ("day", "rupees"),
    [(date(2020, 10, 22), 20), (date(2020, 11, 15), 20), (date(2020, 11, 16), 30), (TODAY, 30)],
)
def test_the_user_charge_changes_on_its_first_day_not_on_the_orders(pack, day, rupees):
    assert due(pack.user_charge, day, {}).amount == rupees * 100


def test_the_boards_fee_shows_its_break_up_and_that_it_is_to_be_confirmed(pack):
    line = due(pack.board_fee, TODAY, {})
    assert line.amount == 6000
    assert [amount for _, amount in line.parts] == [1000, 5000]
    assert line.unconfirmed


def test_a_day_before_the_first_rate_has_none(pack):
    with pytest.raises(InputError) as told:
        due(pack.board_fee, date(2021, 7, 13), {})
    assert told.value.key == "charge.none-in-force"


@pytest.mark.parametrize(
    ("typed", "kept", "is_usual"),
    [
        ("upssb – tr २६ 0000007", "UPSSB-TR-26-0000007", True),
        ("UPSSB-26-0000007", "UPSSB-26-0000007", True),
        ("UPSSB-TR-26-7", "UPSSB-TR-26-7", False),
        ("upssb/2021/123", "upssb/2021/123", False),
    ],
)
def test_a_number_of_the_centre_is_kept_as_it_gives_it_and_another_is_doubted(typed, kept, is_usual):
    asked = next(each for each in read_pack(PACKS / "upssb-worker-contribution").fields if each.number_of)
    assert taken(asked, typed, today=TODAY, aadhaar_key=b"key") == {asked.id: kept}
    assert asked.usual.covers(kept) is is_usual


def test_contribution_is_ten_rupees_a_year_for_the_years_asked():
    contribution = read_pack(PACKS / "upssb-worker-contribution").board_fee
    assert due(contribution, TODAY, {"years": 3}).amount == 3000
    assert due(contribution, TODAY, {}).amount == 1000
