"""A pack is renewed while applications are under way: what was filed under the old one still comes to its end."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from app.counter.walk import State

from tests.integration.office.at_the_desk import PACKS, open_desk

CONTRIBUTION = "upssb-worker-contribution"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(PACKS, tmp_path / "packs")
    return tmp_path / "packs"


def renew(packs: Path) -> None:
    file = packs / CONTRIBUTION / "service.toml"
    file.write_text(file.read_text("utf-8").replace("version = 2", "version = 3", 1), "utf-8")


def test_an_objection_is_mended_though_the_centre_has_a_newer_pack(
    new_desk: Any, start_centre: Any, packs: Path
):
    centre = start_centre(packs=packs)
    desk = new_desk(centre, packs=packs)
    centre.behave(object=True)
    found = desk.until(desk.paid().id, State.OBJECTION)
    centre.stop()
    renew(packs)
    centre.start()
    desk.office.counter.correct(found.id, "काग़ज़ पहले से साफ़ है")
    desk.until(found.id, State.USER_CHARGE_DUE)


def test_a_form_filed_under_an_old_pack_is_sent_anew_under_the_new_one(
    new_desk: Any, start_centre: Any, packs: Path
):
    centre = start_centre(packs=packs)
    desk = new_desk(centre, packs=packs)
    centre.stop()
    found = desk.filed()
    renew(packs)
    centre.start()
    desk.office.link.sync_now()
    (item,) = desk.office.link.attention()
    assert item.code == "application.pack-unknown"
    desk.office.close()
    later = open_desk(desk.home, centre.url, packs=packs)
    try:
        later.office.people.sign_in_for_training()
        later.office.counter.correct(found.id)
        later.office.counter.pay_online(found.id)
        later.until(found.id, State.USER_CHARGE_DUE)
        assert later.office.link.attention() == ()
    finally:
        later.office.close()
