"""Each way to spoil a chain, brought as a folder or sealed in an export, has its own verdict and no traceback."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.efile.chain import Signed
from app.efile.manifest import Held
from app.efile.noting import FIRST
from app.efile.verdict import HOLDS, Caveat, Judged, Proof
from app.efile.verify import Judging, verify_folder, verify_pdf
from app.efile.told import as_json, told
from door.efile import judging_of
from dsc import signed as cms_of
from tests.integration.dsc import forge
from tests.integration.dsc.pki import DAY, Pki, crl
from tests.integration.dsc.pki import NOW as KEYS_MADE
from tests.integration.efile_export import made
from tests.integration.efile_export.made import BEGAN, NOW


@pytest.fixture(scope="module")
def judging(trust_folder: Path) -> Judging:
    return judging_of(trust_folder)


@pytest.fixture(scope="module")
def good(pki: Pki) -> list[Signed]:
    return made.chain(pki)


def folder(pki: Pki, chain: Sequence[Signed], judging: Judging, head: str = "") -> Judged:
    return verify_folder(made.files(chain) | made.evidence(pki), judging, head)


def test_a_good_folder_holds_and_says_what_it_cannot_prove(pki: Pki, judging: Judging, good: list[Signed]):
    found = folder(pki, good, judging)
    assert found.verdict == HOLDS
    assert {*found.caveats} == {Caveat.TIME_UNPROVED, Caveat.REGISTER_UNKNOWN, Caveat.END_UNKNOWN}
    assert Caveat.END_UNKNOWN not in folder(pki, good, judging, made.head(good)).caveats
    alone = {name: data for name, data in made.files(good).items() if name != "p1-1.pdf"}
    assert Caveat.PAPERS_UNKNOWN in verify_folder(alone | made.evidence(pki), judging).caveats


# --- Signatures of another make ---------------------------------------------------------------------------------------


def two(told: cms.ContentInfo) -> None:
    signers = told["content"]["signer_infos"]
    told["content"]["signer_infos"] = [signers[0], signers[0].copy()]


def on_a_curve(pki: Pki) -> Callable[[cms.ContentInfo], None]:
    def change(told: cms.ContentInfo) -> None:
        forge.name_signer(told, pki.curve)
        forge.set_attribute(told, "signing_certificate_v2", forge.ess(pki.curve))

    return change


SPOILT: dict[str, tuple[Callable[[Pki, bytes], bytes], str]] = {
    "two signers": (lambda _, p7s: forge.changed(p7s, two), "signature.signer-count"),
    "SHA-1": (lambda pki, p7s: forge.resigned(p7s, pki.asha, digest="sha1"), "signature.algorithm"),
    "PSS": (lambda pki, p7s: forge.resigned(p7s, pki.asha, pss=True), "signature.algorithm"),
    "ECDSA": (
        lambda pki, p7s: forge.resigned(p7s, pki.curve, change=on_a_curve(pki)),
        "signature.algorithm",
    ),
    "BER": (lambda _, p7s: forge.ber(p7s), "signature.not-der"),
    "indefinite length": (lambda _, p7s: forge.indefinite(p7s), "signature.not-der"),
    "cut off": (lambda _, p7s: p7s[:-30], "signature.corrupt"),
    "empty": (lambda *_: b"", "signature.corrupt"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_each_signature_of_another_make_has_its_verdict(
    pki: Pki, judging: Judging, good: list[Signed], name: str
):
    spoil, verdict = SPOILT[name]
    chain = made.replaced(good, 2, p7s=spoil(pki, good[1].p7s))
    found = folder(pki, chain, judging)
    assert (found.verdict, found.at) == (verdict, 2)
    assert verify_pdf(made.export(pki, chain), judging).verdict == verdict


@pytest.mark.parametrize(
    "name, verdict",
    [
        ("class_2", "signature.policy"),
        ("no_non_repudiation", "signature.key-usage"),
        ("rogue", "signature.untrusted"),
        ("revoked", "signature.revoked"),
        ("expired", "signature.expired"),
        ("future", "signature.not-yet-valid"),
    ],
)
def test_each_certificate_that_may_not_sign_has_its_verdict(
    pki: Pki, judging: Judging, name: str, verdict: str
):
    by = getattr(pki, name)
    chain = [made.signed(made.noting(1, FIRST, by), by, pki)]
    assert folder(pki, chain, judging).verdict == verdict


# --- The chain --------------------------------------------------------------------------------------------------------

CHAINS: dict[str, tuple[Callable[[Pki, list[Signed]], list[Signed]], str, int]] = {
    "tampered": (
        lambda _, c: made.replaced(c, 2, note=c[1].note.replace("टिप्पणी 2".encode(), "टिप्पणी 9".encode())),
        "signature.tampered",
        2,
    ),
    "swapped": (lambda _, c: [c[0], c[2], c[1]], "chain.sequence", 2),
    "deleted": (lambda _, c: [c[0], c[2]], "chain.sequence", 2),
    "replayed into another file": (
        lambda pki, c: [c[0], made.chain(pki, 2, file_uuid="0199bbbb-file")[1]],
        "chain.other-file",
        2,
    ),
    "forked": (
        lambda pki, c: [
            *c[:2],
            made.signed(made.noting(2, made.head(c[:1]), pki.asha, body="और"), pki.asha, pki),
        ],
        "chain.forked",
        3,
    ),
    "a later valid signature of the same note": (
        lambda pki, c: made.replaced(
            c, 2, p7s=forge.signed(pki.asha, c[1].note, pki, claimed_at=NOW + timedelta(hours=1))
        ),
        "chain.previous",
        3,
    ),
    "written anew": (lambda _, c: made.replaced(c, 1, note=c[0].note + b"\n"), "chain.not-canonical", 1),
    "a key twice": (
        lambda _, c: made.replaced(c, 1, note=c[0].note.replace(b'"v":1}', b'"v":1,"v":1}')),
        "chain.not-canonical",
        1,
    ),
    "not NFC": (
        lambda _, c: made.replaced(c, 1, note=c[0].note.replace(b'"body":"', '"body":"e\u0301'.encode())),
        "chain.not-nfc",
        1,
    ),
    "turned by a direction mark": (
        lambda pki, _: made.chain(pki, 1, body="₹ 50\u202e000"),
        "chain.hidden",
        1,
    ),
    "a zero width": (lambda pki, _: made.chain(pki, 1, body="स्वीकृत\u200b नहीं"), "chain.hidden", 1),
    "a path for a name": (
        lambda pki, _: made.chain(pki, 1, attachments=(replace(made.NAMED, name="../p1.pdf"),)),
        "chain.fields",
        1,
    ),
    "colleague's token": (
        lambda pki, _: [made.signed(made.noting(1, FIRST, pki.asha), pki.ravi, pki)],
        "chain.certificate-binding",
        1,
    ),
    "no JSON": (lambda _, c: made.replaced(c, 1, note=b"{"), "chain.not-json", 1),
}


@pytest.mark.parametrize("name", CHAINS)
def test_each_spoilt_chain_has_its_verdict(pki: Pki, judging: Judging, good: list[Signed], name: str):
    spoil, verdict, at = CHAINS[name]
    found = folder(pki, spoil(pki, good), judging)
    assert (found.verdict, found.at) == (verdict, at)
    assert next(told(found)).both.startswith("✗")
    assert as_json(found)["holds"] is False


def test_a_cut_tail_is_told_by_the_head_alone(pki: Pki, judging: Judging, good: list[Signed]):
    assert folder(pki, good[:2], judging).verdict == HOLDS
    assert folder(pki, good[:2], judging, made.head(good)).verdict == "chain.head"
    cut = made.export(pki, good[:2], change=lambda told: replace(told, head=made.head(good)))
    assert verify_pdf(cut, judging).verdict == "chain.head"


@pytest.mark.parametrize("there", [b"", b"another"])
def test_a_paper_exchanged_or_emptied_is_told(pki: Pki, judging: Judging, good: list[Signed], there: bytes):
    found = verify_folder(made.files(good) | made.evidence(pki) | {"p1-1.pdf": there}, judging)
    assert found.verdict == "chain.attachment-changed"


def test_a_folder_where_half_is_missing_is_told(pki: Pki, judging: Judging, good: list[Signed]):
    whole = made.files(good)
    for missing, verdict in (("0002.p7s", "verify.signature-missing"), ("0002.json", "verify.note-missing")):
        rest = {name: data for name, data in whole.items() if name != missing}
        assert verify_folder(rest, judging).verdict == verdict
    assert verify_folder({}, judging).verdict == "verify.no-notings"
    cut_off = whole | {"0004.tst": b"stamp of a noting that is gone"}  # a trace of a tail
    assert verify_folder(cut_off, judging).verdict == "verify.note-missing"
    assert verify_folder(whole | {"x.crl": b"no list"}, judging).verdict == "verify.evidence"


def test_a_look_alike_letter_holds_and_is_spelt_out_on_the_sheet(pki: Pki, judging: Judging):
    """A word may be another script's: it is marked where it is read, and is no reason to refuse the signature."""
    from app.efile.noting import visible

    chain = made.chain(pki, 1, body="p\u0430y")
    assert folder(pki, chain, judging).verdict == HOLDS
    assert "U+0430" in visible("p\u0430y")


# --- Time -------------------------------------------------------------------------------------------------------------


def test_a_stamp_proves_the_moment_and_stripped_of_it_nothing_is_proved(pki: Pki, judging: Judging):
    then = NOW - 20 * DAY
    note = made.noting(1, FIRST, pki.expired, created="2026-11-05T11:00:00+05:30")
    late = [made.signed(note, pki.expired, pki, taken_at=None)]
    value = cms_of.read(late[0].p7s).value
    stamped = made.replaced(late, 1, stamp=forge.time_stamp(value, pki.time, pki, at=then))
    found = folder(pki, stamped, judging)
    assert found.verdict == HOLDS
    assert (found.signatures[0].proof, found.signatures[0].proved_at) == (Proof.STAMP, then)
    assert Caveat.TIME_UNPROVED not in found.caveats
    assert folder(pki, late, judging).verdict == "signature.expired"


def test_each_bad_stamp_has_its_verdict(pki: Pki, judging: Judging, good: list[Signed]):
    value = cms_of.read(good[0].p7s).value
    stamps = {
        "signature.stamp-other-data": forge.time_stamp(b"another", pki.time, pki, at=BEGAN),
        "signature.stamp-untrusted": forge.time_stamp(value, pki.ravi, pki, at=BEGAN),
        "signature.stamp-in-future": forge.time_stamp(value, pki.time, pki, at=NOW + 3 * DAY),
        "signature.stamp-corrupt": b"no stamp",
    }
    for verdict, stamp in stamps.items():
        chain = made.replaced(good, 1, stamp=stamp)
        assert folder(pki, chain, judging).verdict == verdict
        assert verify_pdf(made.export(pki, chain), judging).verdict == verdict


# --- People, in an export ---------------------------------------------------------------------------------------------


def day(days: int) -> str:
    return (NOW + timedelta(days=days)).date().isoformat()


def test_an_officer_transferred_before_the_note_did_not_hold_the_post(
    pki: Pki, judging: Judging, good: list[Signed]
):
    def until(last: str) -> Callable:
        return lambda told: replace(told, posted=(Held("person-asha", made.POST, day(-90), last),))

    assert verify_pdf(made.export(pki, good, change=until(day(-5))), judging).verdict == "chain.post"
    assert verify_pdf(made.export(pki, good, change=until(day(1))), judging).verdict == HOLDS


def test_a_certificate_renewed_half_way_holds_on_both_sides(pki: Pki, judging: Judging, good: list[Signed]):
    third = made.noting(3, made.head(good[:2]), pki.ravi)  # the same person's next certificate
    chain = [*good[:2], made.signed(third, pki.ravi, pki)]

    def renewed(since: str) -> Callable:
        both = (
            Held("person-asha", pki.asha.sha256, day(-90), ""),
            Held("person-asha", pki.ravi.sha256, since, ""),
        )
        return lambda told: replace(told, enrolled=both)

    assert verify_pdf(made.export(pki, chain, change=renewed(day(-1))), judging).verdict == HOLDS
    late = verify_pdf(made.export(pki, chain, change=renewed(day(2))), judging)
    assert (late.verdict, late.at) == ("chain.employee", 3)


def test_an_enrolment_that_ended_before_the_note_does_not_carry_it_and_one_after_does(
    pki: Pki, judging: Judging, good: list[Signed]
):
    def ended(last: str) -> Callable:
        held = Held("person-asha", pki.asha.sha256, day(-90), last)
        return lambda told: replace(told, enrolled=(held, Held("person-asha", pki.ravi.sha256, day(-90), "")))

    late = verify_pdf(made.export(pki, good, change=ended(day(-2)), by=pki.ravi), judging)
    assert (late.verdict, late.at) == ("chain.employee", 1)
    assert verify_pdf(made.export(pki, good, change=ended(day(1)), by=pki.ravi), judging).verdict == HOLDS


def test_whoever_officiates_signs_in_that_post_while_the_charge_lasts_and_not_after(
    pki: Pki, judging: Judging
):
    charge = "district-lucknow.cdo"
    first = made.signed(made.noting(1, FIRST, pki.asha), pki.asha, pki)
    second = made.signed(made.noting(2, made.head([first]), pki.asha, role=charge), pki.asha, pki)

    def officiating(last: str) -> Callable:
        own = Held("person-asha", made.POST, day(-90), "")
        return lambda told: replace(told, posted=(own, Held("person-asha", charge, day(-10), last)))

    chain = [first, second]
    assert verify_pdf(made.export(pki, chain, change=officiating("")), judging).verdict == HOLDS
    late = verify_pdf(made.export(pki, chain, change=officiating(day(-2))), judging)
    assert (late.verdict, late.at) == ("chain.post", 2)


def crl_day(ago: int) -> datetime:
    return KEYS_MADE - ago * DAY


# --- Revocation lists -------------------------------------------------------------------------------------------------


def test_each_list_that_cannot_speak_is_told(pki: Pki, judging: Judging, good: list[Signed]):
    lists = {
        "absent": pki.root_crl,
        "foreign": crl(pki.rogue_ca),
        "future": crl(pki.ca, of=NOW + 3 * DAY, until=NOW + 9 * DAY),
    }
    for why, held in lists.items():
        found = verify_folder(made.files(good) | made.evidence(pki, held), judging)
        assert (found.verdict, found.facts) == ("verify.revocation-unknown", (("revocation", why),))
        sealed = verify_pdf(made.export(pki, good, lists=[held]), judging)
        assert (sealed.verdict, sealed.facts) == ("verify.revocation-unknown", (("revocation", why),))
    stale = crl(pki.ca, of=crl_day(30), until=NOW - 20 * DAY)
    found = verify_folder(made.files(good) | made.evidence(pki, stale), judging)
    assert (found.verdict, Caveat.REVOCATION_STALE in found.caveats) == (HOLDS, True)
    assert found.signatures[0].revocation_as_of == crl_day(30)


# --- Size and noise ---------------------------------------------------------------------------------------------------


def test_a_megabyte_and_five_hundred_notings_are_judged(pki: Pki, judging: Judging):
    big = made.chain(pki, 1, body="क" * 350_000)
    assert folder(pki, big, judging).verdict == HOLDS
    long = made.chain(pki, 500)
    assert folder(pki, long, judging, made.head(long)).verdict == HOLDS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=300), name=st.sampled_from(["0002.json", "0002.p7s", "0002.tst", "p1-1.pdf"]))
def test_noise_in_any_place_is_judged_and_never_holds(
    pki: Pki, judging: Judging, good: list[Signed], noise: bytes, name: str
):
    found = verify_folder(made.files(good) | made.evidence(pki) | {name: noise}, judging)
    empty_stamp = name == "0002.tst" and not noise  # no stamp at all
    assert found.holds is empty_stamp
    assert list(told(found))
