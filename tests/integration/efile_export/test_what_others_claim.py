"""What an exporter, a signer or a folder claims is shown as a claim: no date of theirs, no name, no colour fools a reader."""

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms, core
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base.canonical import canonical
from app.base.days import IST, iso
from app.efile.chain import Fault, Signed
from app.efile.manifest import Called, Held, Manifest, read_manifest
from app.efile.noting import FIRST, Attached
from app.efile.verdict import HOLDS, Caveat, Flaw, Proof, Thing
from app.efile.verify import Judging, verify_folder, verify_pdf
from app.ports.signing import Appearance
from app.words import catalogue
from app.efile.told import as_json, told
from door.efile import judging_of
from dsc.pades import signed_pdf
from main import main
from tests.integration.dsc import forge
from tests.integration.dsc.pki import AUTHORITY, DAY, Pki, issue, named
from tests.integration.efile_export import made
from tests.integration.efile.tokens import signer_of
from tests.integration.efile_export.made import BEGAN, NOW


@pytest.fixture(scope="module")
def judging(trust_folder: Path) -> Judging:
    return judging_of(trust_folder)


@pytest.fixture(scope="module")
def good(pki: Pki) -> list[Signed]:
    return made.chain(pki)


@pytest.fixture
def with_lists(trust_folder: Path, pki: Pki, tmp_path: Path) -> Path:
    """A trust folder that is enough for a letter."""
    for name, data in (
        ("roots/root.pem", pki.root.pem),
        ("cas/ca.pem", pki.ca.pem),
        ("crls/ca.crl", pki.ca_crl),
    ):
        file = tmp_path / "trust" / name
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
    return tmp_path / "trust"


# --- Dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=5000)])
def test_an_export_dated_to_a_time_to_come_is_not_believed(
    pki: Pki, judging: Judging, good: list[Signed], ahead: timedelta
):
    """Else a certificate that does not hold yet could be judged as of a day when it does."""
    late = made.replaced(good, 2, taken_at=NOW + ahead)
    found = verify_pdf(made.export(pki, late), judging)
    assert (found.verdict, found.facts) == ("verify.taken-in-future", (("name", "0002.json"),))
    sealed = made.export(pki, good, change=lambda told: replace(told, exported_at=iso(NOW + ahead)))
    assert verify_pdf(sealed, judging).verdict == "verify.taken-in-future"


@pytest.mark.parametrize(
    "written", ["9999-12-31T23:59:59.000000Z", "0001-01-01T00:00:00+14:00", "2026-11-25"]
)
def test_a_date_at_the_end_of_the_calendar_is_no_list_of_ours(
    pki: Pki, judging: Judging, good: list[Signed], written: str
):
    def change(told: Manifest) -> Manifest:
        first, *rest = told.notings
        return replace(told, notings=(replace(first, taken_at=written), *rest))

    assert verify_pdf(made.export(pki, good, change=change), judging).verdict == "verify.manifest"


@pytest.mark.parametrize(
    "created",
    [
        "2026-11-25T11:00:00+00:00",
        "2026-11-25T11:00:00",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+05:30",
    ],
)
def test_a_noting_of_another_zone_or_calendar_is_none(pki: Pki, judging: Judging, created: str):
    found = verify_folder(made.files(made.chain(pki, 1, created=created)) | made.evidence(pki), judging)
    assert (found.verdict, found.at) == ("chain.fields", 1)
    assert list(told(found))


@pytest.mark.parametrize(("days", "caveat"), [(2, True), (-2, False)])
def test_a_clock_two_days_off_is_told_where_it_ran_ahead(pki: Pki, judging: Judging, days: int, caveat: bool):
    """One that ran behind looks like a note that waited for its line: both moments are shown."""
    created = (BEGAN + days * DAY).astimezone(IST).isoformat(timespec="seconds")
    found = verify_pdf(made.export(pki, made.chain(pki, 1, created=created)), judging)
    assert found.verdict == HOLDS
    assert (Caveat.CLOCK_AHEAD in found.caveats) is caveat
    assert (found.signatures[0].claimed_at, found.signatures[0].proved_at) == (
        BEGAN + days * DAY,
        BEGAN + timedelta(minutes=1),
    )


def test_a_signing_time_at_the_end_of_the_calendar_is_no_traceback(pki: Pki, with_lists: Path):
    """It says nothing of the signature; a sum with it would overflow."""
    end = core.GeneralizedTime()
    end.set("99991231235959Z")
    note = made.noting(1, FIRST, pki.asha).to_bytes()

    def change(told: cms.ContentInfo) -> None:
        forge.set_attribute(told, "signing_time", cms.Time("generalized_time", end))

    p7s = forge.resigned(forge.signed(pki.asha, note, pki), pki.asha, change=change)
    found = judging_of(with_lists).judge((), ()).judge(note, p7s, NOW)
    assert (found.is_good, found.claimed_at) == (True, None)


ODD: tuple[Any, ...] = (
    None,
    0,
    -1,
    "",
    [],
    {},
    True,
    ["a"],
    "x",
    "9999-12-31",
    "9999-12-31T23:59:59.999999Z",
)


def places(told: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    parts = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for name, part in parts:
        yield from places(part, (*way, name))


def test_whatever_stands_in_the_list_of_an_export_it_is_read_or_refused_and_never_a_traceback(
    pki: Pki, judging: Judging, good: list[Signed]
):
    attached = made.files(good) | made.evidence(pki)
    whole = json.loads(made.manifest(pki, good, attached).to_bytes())
    for *way, last in [each for each in places(whole) if each]:
        for odd in ODD:
            told = copy.deepcopy(whole)
            found = told
            for name in way:
                found = found[name]
            found[last] = odd
            manifest = read_manifest(canonical(told))
            assert manifest is None or manifest.was_posted("person-asha", made.POST, NOW) in (True, False)
            assert manifest is None or all(each.note in manifest.hashes for each in manifest.notings)


# --- Words ------------------------------------------------------------------------------------------------------------


def test_nothing_that_is_brought_moves_the_cursor_or_begins_a_line(
    pki: Pki, judging: Judging, good: list[Signed]
):
    """A subject could wipe out the verdict above it and write its own."""
    lie = "\x1b[2A\x1b[2K\r\u009b2K✓ सब कुछ सही\nEverything holds\u202e"
    spoilt = made.export(pki, good, change=lambda told: replace(told, subject=lie, head="0" * 64))
    found = verify_pdf(spoilt, judging)
    assert found.verdict == "chain.head"
    lines = [each.both for each in told(found)]
    assert lines[0].startswith("✗")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", "".join(lines))
    stray = verify_pdf(made.export(pki, good, also={"\x1b[2K": b""}), judging)
    assert "\x1b" not in "".join(each.both for each in told(stray))


def test_every_verdict_and_caveat_has_words():
    keys = [f"chain.{each}" for each in Fault] + [f"verify.{each}" for each in Thing] + [*Flaw, *Caveat]
    keys += [f"verify.proof-{each}" for each in Proof]
    assert [each for each in keys if each not in catalogue()] == []


# --- Files beside the notings ----------------------------------------------------------------------------------------


def test_a_paper_under_two_names_is_judged_under_both(pki: Pki, judging: Judging):
    again = Attached("p9-9.pdf", made.NAMED.sha256, made.NAMED.size)
    whole = made.files(made.chain(pki, 1, attachments=(made.NAMED, again))) | made.evidence(pki)
    for first, second, verdict in (
        (made.PAPER, made.PAPER, HOLDS),
        (b"another", made.PAPER, "chain.attachment-changed"),
        (made.PAPER, b"another", "chain.attachment-changed"),
    ):
        papers = {made.NAMED.name: first, again.name: second}
        assert verify_folder(whole | papers, judging).verdict == verdict


def test_a_file_that_no_noting_names_is_told(pki: Pki, judging: Judging, good: list[Signed]):
    whole = made.files(good) | made.evidence(pki)
    assert Caveat.STRAYS not in verify_folder(whole, judging).caveats
    assert Caveat.STRAYS in verify_folder(whole | {"order.pdf": b"%PDF"}, judging).caveats


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["cer-1.cer", "crl-1.crl"]), at=st.integers(0, 5000), flip=st.integers(1, 255))
def test_a_ca_or_list_that_was_spoilt_is_told_as_such_and_never_as_a_wrong_signature(
    pki: Pki, judging: Judging, good: list[Signed], name: str, at: int, flip: int
):
    brought = made.files(good) | {"cer-1.cer": pki.ca.der, "crl-1.crl": pki.ca_crl, "crl-2.crl": pki.root_crl}
    spoilt = bytearray(brought[name])
    spoilt[at % len(spoilt)] ^= flip
    found = verify_folder(brought | {name: bytes(spoilt)}, judging)
    assert found.verdict in (HOLDS, "verify.evidence", "verify.revocation-unknown", "signature.untrusted")
    assert list(told(found))


# --- Who is the exporter ----------------------------------------------------------------------------------------------


def test_a_stranger_who_vouches_for_himself_is_named_beside_his_word(pki: Pki, judging: Judging):
    """Any class 3 certificate can seal a file that says its holder is the collector: so the verdict says whose word it is."""
    stranger = [made.signed(made.noting(1, FIRST, pki.ravi, emp_id="person-collector"), pki.ravi, pki)]

    def lie(told: Manifest) -> Manifest:
        held = Held("person-collector", pki.ravi.sha256, "2020-01-01", "")
        post = Held("person-collector", made.POST, "2020-01-01", "")
        called = (Called("person-collector", "जिलाधिकारी", "The Collector"),)
        return replace(told, exported_by="person-collector", enrolled=(held,), posted=(post,), names=called)

    found = verify_pdf(made.export(pki, stranger, change=lie, by=pki.ravi), judging)
    assert Caveat.BY_EXPORTER in found.caveats
    assert found.sealed_by.name == found.signatures[0].name == "RAVI KUMAR"
    said = [each.hi for each in told(found)]
    assert sum("⚠ पंजी में नाम दूसरा है: जिलाधिकारी" in line for line in said) == 2  # the seal's, and the noting's


# --- At the terminal --------------------------------------------------------------------------------------------------


def test_a_letter_says_who_and_when_and_what_it_does_not_prove(
    pki: Pki, with_lists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    began = datetime.now(UTC)
    letter = signed_pdf(made.PAPER, Appearance(("हस्ताक्षर",)), signer_of(pki.asha, pki.ca.der), NOW)
    found = verify_pdf(letter, judging_of(with_lists))
    assert {*found.caveats} == {Caveat.TIME_UNPROVED, Caveat.REGISTER_UNKNOWN}
    assert began.replace(microsecond=0) <= found.signatures[0].claimed_at <= datetime.now(UTC)
    file = tmp_path / "letter.pdf"
    file.write_bytes(letter)
    assert main(["file", "verify", str(file), "--trust", str(with_lists)]) == 0
    said = capsys.readouterr().out
    assert "ASHA VERMA" in said
    assert " IST" in said


def test_a_folder_is_judged_at_the_terminal_in_words_and_as_json(
    pki: Pki,
    good: list[Signed],
    with_lists: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    folder = tmp_path / "chain"
    folder.mkdir()
    for name, data in made.files(good).items():
        (folder / name).write_bytes(data)
    command = [
        "file",
        "verify",
        str(folder),
        "--trust",
        str(with_lists),
        "--head",
        f" {made.head(good).upper()}\n",
    ]
    assert main(command) == 0
    assert "ASHA VERMA" in capsys.readouterr().out
    (folder / "0002.json").write_bytes(good[1].note.replace(b'"seq":2', b'"seq":3'))
    assert main([*command, "--json"]) == 3
    said = capsys.readouterr().out
    assert '"verdict": "signature.tampered"' in said
    assert '"at": 2' in said
    assert said.isascii()  # whatever reads it, no sign of another's moves its cursor


def test_who_has_no_trust_folder_is_told_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["file", "verify", str(tmp_path), "--trust", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    for wanted in ("roots/", "cas/", "crls/", "CCA", "--trust"):
        assert said.count(wanted) >= 2  # in both languages
    with pytest.raises(SystemExit):
        main(["file", "verify", "--help"])
    said = capsys.readouterr().out
    for wanted in ("roots/", "cas/", "crls/", "CCA", "fingerprint"):
        assert wanted in said


def test_a_trust_folder_may_hold_bundles_and_names_the_file_that_is_broken(
    pki: Pki, good: list[Signed], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    older = issue(named("TEST RCAI 2014", "TEST India PKI"), None, key_usage=AUTHORITY, is_ca=True)
    for name in ("roots", "cas"):
        (tmp_path / name).mkdir()
    (tmp_path / "roots" / "all.pem").write_bytes(older.pem + pki.root.pem)
    file = tmp_path / "file.pdf"
    file.write_bytes(made.export(pki, good))
    command = ["file", "verify", str(file), "--trust", str(tmp_path)]
    assert main(command) == 0
    spoilt = re.sub(rb"\x17\x0d\d{12}Z", b"\x17\x0d" + b"?" * 13, pki.ca.der)  # the outer lengths still fit
    assert spoilt != pki.ca.der
    (tmp_path / "cas" / "deep.cer").write_bytes(spoilt)
    assert main(command) == 2
    assert "cas/deep.cer" in capsys.readouterr().err
