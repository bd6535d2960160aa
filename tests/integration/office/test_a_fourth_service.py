"""A pack added to the folder is a service: form, rule, paper, charge and slip, with no code touched."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from app.base.document import Kind, Total
from app.counter.model import Mode, NextStep
from app.counter.walk import State
from app.errors import InputError, WrongStep
from app.packs.check import check_all

from tests.integration.office.at_the_desk import PACKS

INCOME = "income-certificate"
TOLD = {
    "applicant_name": "कमला देवी",
    "mobile": "9415098765",
    "purpose": "scholarship",
    "family_income": "84,000",
}
FEE = """
[board_fee]
head = "revenue-fee"
words = { hi = "प्रमाण पत्र शुल्क", en = "Certificate fee" }
payee = { hi = "राजस्व विभाग, उ०प्र०", en = "Revenue Department, UP" }
challan_days = 7

[[board_fee.rate]]
since = 2024-04-01
amount = 10
order = "राजस्व-1"
order_date = 2024-03-15
source = "made up"
"""


@pytest.fixture
def four_packs(tmp_path: Path) -> Path:
    packs = tmp_path / "packs"
    shutil.copytree(PACKS, packs)
    (packs / INCOME).mkdir()
    shutil.copy(Path(__file__).with_name("income-certificate.toml"), packs / INCOME / "service.toml")
    return packs


@pytest.fixture
def desk(new_desk: Any, start_centre: Any, four_packs: Path) -> Any:
    return new_desk(start_centre(packs=four_packs), packs=four_packs)


def test_its_examples_hold_beside_those_of_the_others(four_packs: Path):
    assert dict(check_all(four_packs))[INCOME] == 2


def test_it_stands_last_on_the_counter_with_its_form_papers_and_charge(desk: Any):
    assert [pack.id for pack in desk.office.services][-1] == INCOME
    assert desk.office.broken_packs == ()
    (charge,) = desk.office.counter.charges(INCOME)
    assert (charge.amount, charge.order) == (3000, "19/2020/1085/78-2-2020-34आई०टी०/2010")
    found = desk.office.counter.start(INCOME)
    assert [step.name.hi for step in found.pack.steps] == ["आवेदक", "आय"]
    assert [view.slot.label.hi for view in found.slots] == ["स्वघोषणा पत्र"]
    assert found.board_fee is None


def test_it_goes_from_form_to_acknowledgement_and_user_charge(desk: Any):
    counter = desk.office.counter
    found = counter.answer_all(counter.start(INCOME).id, TOLD)
    assert found.next_step is NextStep.ATTACH_PAPERS
    found = counter.file(desk.bring(found.id, "self_declaration").id)
    assert found.state is State.SUBMITTING  # nothing is owed before registration
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    slip = desk.paper(found, Kind.ACKNOWLEDGEMENT)
    said = str(slip.blocks)
    for words in ("आय प्रमाण पत्र", "राजस्व विभाग", "कमला देवी", "छात्रवृत्ति", "स्वघोषणा पत्र", "तहसील कार्यालय"):
        assert words in said
    assert "सामाजिक सुरक्षा" not in said and "पंजीकरण" not in said
    assert found.registration_number.startswith("REV-TR-")
    assert "प्रमाण पत्र सं०" in said
    found = counter.take_charge(found.id, Mode.CASH)
    assert found.state is State.CLOSED
    assert desk.rows("SELECT head, amount FROM money") == [("user-charge", 3000)]
    assert [
        block.amount for block in desk.paper(found, Kind.USER_CHARGE).blocks if isinstance(block, Total)
    ] == [3000]
    found = desk.wait_for(found.id, lambda found: len(found.notices) == 2)
    assert "प्रमाण पत्र जारी हुआ। प्रमाण पत्र सं० REV-TR-" in found.notices[0].text
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_whoever_files_without_a_line_goes_home_with_a_slip(
    new_desk: Any, start_centre: Any, four_packs: Path
):
    centre = start_centre(packs=four_packs)
    desk = new_desk(centre, packs=four_packs)
    counter, link = desk.office.counter, desk.office.link

    def file(**changed: str) -> Any:
        found = counter.answer_all(counter.start(INCOME).id, TOLD | changed)
        return counter.file(desk.bring(found.id, "self_declaration").id)

    link.sync_now()
    centre.stop()
    found = file()
    assert found.waits_without_paper  # nobody knows yet that the line is gone
    link.sync_now()
    found = counter.open(found.id)
    assert "यह पावती नहीं है। प्रमाण पत्र अभी जारी नहीं हुआ है।" in str(desk.paper(found, Kind.PROVISIONAL).blocks)
    assert "नेटवर्क आते ही" in str(desk.paper(found, Kind.PROVISIONAL).blocks)
    other = file(applicant_name="विमला देवी", mobile="9415098766")
    assert [each.kind for each in other.papers] == [Kind.PROVISIONAL]
    link.sync_now()
    with pytest.raises(WrongStep):  # one is enough
        counter.give_slip(other.id)
    assert desk.rows("SELECT kind FROM document") == ["provisional-slip"] * 2

    centre.start()
    desk.until(other.id, State.USER_CHARGE_DUE)
    file(applicant_name="निर्मला देवी", mobile="9415098767")
    assert desk.rows("SELECT count(*) FROM document WHERE kind = 'provisional-slip'") == [2]
    assert desk.office.account.of(desk.office.account.today()).whole


def test_an_objection_names_a_paper_of_its_own(new_desk: Any, start_centre: Any, four_packs: Path):
    centre = start_centre(packs=four_packs)
    desk = new_desk(centre, packs=four_packs)
    centre.behave(object=True)
    counter = desk.office.counter
    found = counter.answer_all(counter.start(INCOME).id, TOLD)
    found = desk.until(counter.file(desk.bring(found.id, "self_declaration").id).id, State.OBJECTION)
    assert (found.objection.fields, found.objection.documents) == ((), ("self_declaration",))
    assert "स्वघोषणा पत्र" in found.objection.words.hi
    found = counter.give_slip(found.id)  # nothing was paid, so he holds nothing that tells him to come again
    assert "विभाग ने आपत्ति की है" in str(desk.paper(found, Kind.PROVISIONAL).blocks)


def test_its_rule_refuses_with_its_own_words(desk: Any):
    counter = desk.office.counter
    found = counter.answer_all(counter.start(INCOME).id, TOLD | {"family_income": "3,00,000"})
    assert [reason.hi for reason in found.refusals] == ["छात्रवृत्ति के लिए आय ₹2,50,000 से कम होनी चाहिए"]
    desk.bring(found.id, "self_declaration")
    with pytest.raises(InputError) as refused:
        counter.file(found.id)
    assert refused.value.key == "application.not-eligible"
    assert counter.answer(found.id, "purpose", "pension").refusals == ()


def test_a_fee_of_its_own_goes_under_its_own_head(new_desk: Any, start_centre: Any, four_packs: Path):
    file = four_packs / INCOME / "service.toml"
    text = file.read_text("utf-8").replace(
        "charges = { user_charge", "charges = { board_fee = 10, user_charge"
    )
    file.write_text(text + FEE, "utf-8")
    check_all(four_packs)
    desk = new_desk(start_centre(packs=four_packs), packs=four_packs)
    counter = desk.office.counter
    found = counter.answer_all(counter.start(INCOME).id, TOLD)
    found = counter.make_challan(counter.file(desk.bring(found.id, "self_declaration").id).id)
    assert (found.challan.valid_until - counter.today_is()).days == 7
    assert "राजस्व विभाग" in str(desk.paper(found, Kind.CHALLAN).blocks)
    assert "विभागीय शुल्क" in str(counter.preview(found.id).blocks)
    assert "प्रमाण पत्र अभी जारी नहीं हुआ है" in str(desk.paper(found, Kind.PROVISIONAL).blocks)
    counter.record_deposit(found.id, desk.deposit())
    desk.until(found.id, State.USER_CHARGE_DUE)
    assert desk.rows("SELECT head, amount FROM money") == [("revenue-fee", 1000)]


def test_a_broken_pack_takes_no_other_service_from_the_counter(
    new_desk: Any, training_centre: Any, four_packs: Path
):
    file = four_packs / INCOME / "service.toml"
    file.write_text(file.read_text("utf-8").replace('kind = "money"', 'kind = "mony"'), "utf-8")
    desk = new_desk(training_centre, packs=four_packs)
    assert len(desk.office.services) == 3
    (broken,) = desk.office.broken_packs
    assert broken.facts["file"] == f"{INCOME}/service.toml" and broken.facts["nearest"] == "money"
    assert isinstance(broken.facts["line"], int) and broken.facts["line"] > 1
