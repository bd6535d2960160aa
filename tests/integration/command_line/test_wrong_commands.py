"""What a person mistypes is told in one message, and nothing is begun."""

import argparse
import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.packs.reader import read_all
from app.words import catalogue
from main import command_line, main

from tests.integration.command_line.program import HOUSE, begun, sevadesk, surroundings

WITHOUT_SCREEN = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}


@pytest.mark.parametrize(
    ("arguments", "key", "told"),
    [
        (["dmeo"], "command.no-such", "dmeo"),
        (["demo"], "command.missing", "--out"),
        (["central", "--port", "99999"], "command.bad-value", "99999"),
        (["demo", "--out"], "command.no-value", "--out"),
        (["form", "--jsn", "upssb-worker-registration"], "command.unknown", "--jsn"),
    ],
)
def test_a_wrong_command_line_is_told_in_both_languages(arguments: list[str], key: str, told: str) -> None:
    found = sevadesk(*arguments)
    found.said(2, key, told, "--help")
    assert not any(
        word in found.err.splitlines()[0] for word in ("argument", "invalid", "required", "choose")
    )


def test_a_person_reads_words_alone_and_a_program_all_of_a_refusal(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check-packs", "nothing-of-the-kind"]) == 2
    said = capfd.readouterr().err
    assert len(said.splitlines()) == 2 and "reason" not in said and "[" not in said
    assert main(["form", "nothing-of-the-kind", "--json"]) == 2
    told = json.loads(capfd.readouterr().err)
    assert told["error"] == "pack.none-called" and told["hi"] == said.splitlines()[0]


def test_of_a_service_that_is_not_there_the_nearest_is_told() -> None:
    told = ("upssb-worker-registration", "upssb-worker-contribution", "upssb-scheme-application")
    for task in ("form", "check-packs"):
        sevadesk(task, "upssb-worker-registratoin").said(2, "pack.none-called", *told)


@pytest.mark.parametrize("named", ["upssb-worker-registration", "श्रमिक पंजीकरण", "worker registration"])
def test_a_service_is_named_by_its_id_or_by_either_name(named: str) -> None:
    assert json.loads(sevadesk("form", named, "--json").out)["service"] == "upssb-worker-registration"
    assert sevadesk("check-packs", named).out.startswith("upssb-worker-registration: ")


def test_help_says_every_task_and_option_in_hindi_and_then_in_english() -> None:
    silent = [
        (parser.prog, action.dest)
        for parser in every_parser(command_line())
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction) and action.help not in catalogue()
    ]
    assert silent == []
    told = sevadesk("enrol", "--help")
    assert (told.code, told.err) == (0, "")
    assert told.out.index("इस डेस्क को किसी केन्द्र से जोड़े") < told.out.index("make this desk known")
    assert "TRAINING" in told.out


def test_help_with_a_form_lists_the_services_by_id_and_names() -> None:
    told = " ".join(sevadesk("form", "--help").out.split())
    for pack in read_all(HOUSE / "packs"):
        assert f"{pack.id} {pack.name.hi} / {pack.name.en}" in told


def every_parser(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from every_parser(each)


def test_without_a_display_the_window_says_so_and_does_not_crash() -> None:
    bare = {name: value for name, value in surroundings().items() if name not in WITHOUT_SCREEN}
    sevadesk(env=bare).said(10, "screen.none", "demo --out")


def test_a_centre_without_an_address_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    sevadesk("enrol", "--home", home, "--centre", "kendra", "--code", "X").said(2, "centre.address", "kendra")
    assert not home.exists()


def test_a_folder_for_papers_that_cannot_be_made_is_told_before_the_demo_begins(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    out = tmp_path / "file" / "out"
    sevadesk("demo", "--out", out).said(2, "out.cannot-make", str(out))
    assert (tmp_path / "file").read_text() == "mine"


def test_a_misspelt_key_of_a_pack_is_told_with_file_line_and_nearest(tmp_path: Path) -> None:
    packs = shutil.copytree(HOUSE / "packs", tmp_path / "packs")
    file = packs / "upssb-worker-registration" / "service.toml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("department"))
    file.write_text("".join([*lines[:at], "halp = 1\n", *lines[at:]]), "utf-8")
    for given in (packs, file.parent):
        place = ("upssb-worker-registration/service.toml", str(at + 1), "halp", "help")
        sevadesk("check-packs", given).said(2, "pack.unknown-key", *place)


def test_a_pack_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "service.toml").write_text('id = "broken"\nversion = = 1\n')
    sevadesk("check-packs", tmp_path / "broken").said(2, "pack.not-toml", "broken/service.toml", "2")


def test_every_pack_that_ships_holds_its_examples() -> None:
    found = sevadesk("check-packs")
    assert (found.code, found.err) == (0, "")
    assert "upssb-worker-registration" in found.out


def test_an_answer_on_standard_output_is_json_and_nothing_else() -> None:
    found = sevadesk("form", "upssb-worker-registration", "--json")
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out)["service"] == "upssb-worker-registration"


def test_an_answer_that_nobody_reads_to_its_end_leaves_no_trace_behind() -> None:
    running = begun("form", "upssb-worker-registration", "--json")
    assert running.stdout and running.stderr
    running.stdout.close()  # as `head` does when it has seen enough
    assert (running.stderr.read(), running.wait(60)) == ("", 128 + signal.SIGPIPE)
    running.stderr.close()


def test_a_backup_of_a_folder_without_records_makes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "desk.seal"
    found = sevadesk("backup", "--home", tmp_path / "nobody", file, typed="long enough\n")
    found.said(2, "backup.nothing", str(tmp_path / "nobody"))
    assert list(tmp_path.iterdir()) == []
