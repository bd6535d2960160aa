"""Tasks on one e-File: exported as one sealed PDF, and judged by anyone, without records or a line."""

import argparse
import json
import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import DeviceMissing, InputError
from door.places import home_of
from door.wiring import open_desk

if TYPE_CHECKING:
    from app.efile.verify import Judging
    from app.office import Office

DOES_NOT_HOLD = 3
"""The exit code of a thing that was judged and does not hold; what could not be judged ends with the error's own."""


def export(options: argparse.Namespace) -> int:
    office = open_desk(home_of(options))
    try:
        office.renew()
        office.people.sign_in(options.login, asked("पासवर्ड / Password: "))
        unlock(office)
        pdf = office.exporting.file(options.file)
    finally:
        office.close()
    try:
        options.out.write_bytes(pdf)
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(
            reason="export.cannot-write", field="out", file=str(options.out), said=said
        ) from wrong
    from app.words import words

    print(words("export.written", file=options.out).both)
    return 0


def unlock(office: "Office") -> None:
    """Open the token with the certificate that is enrolled for whoever acts. Raises: DeviceMissing, InputError."""
    from app.ports.signing import CertificateState

    signing = office.efile.signing
    others = (CertificateState.WRONG_PERSON, CertificateState.NO_KEY, CertificateState.ENCRYPTION_ONLY)
    for token in signing.diagnose().tokens:
        for certificate in token.certificates:
            if signing.before_pin(certificate).state not in others:
                signing.unlock(token, certificate, asked("PIN: "))
                return
    raise DeviceMissing(reason="token.missing")


def asked(prompt: str) -> str:
    """Ask for a secret at the terminal; it is never taken from arguments or the environment."""
    if sys.stdin.isatty():
        return getpass(prompt)
    return sys.stdin.readline().rstrip("\n")


def verify(options: argparse.Namespace) -> int:
    from app.efile.brought import judge_brought
    from app.efile.told import as_json, told

    judging = judging_of(options.trust or home_of(options) / "trust")
    found = judge_brought(options.file, judging, options.head.strip().lower())
    if options.json:
        print(json.dumps(as_json(found), indent=2))
    else:
        lines = [*told(found)]
        print(*(each.hi for each in lines), "", *(each.en for each in lines), sep="\n")
    return 0 if found.holds else DOES_NOT_HOLD


def judging_of(trust: Path) -> "Judging":
    """Return who judges by the roots in a folder.

    Raises: InputError("verify.no-trust" | "verify.practice-trust" | "dsc.trust-file").
    """
    from app.efile.verify import Judging
    from app.ports.clock import SystemClock
    from dsc.export import PdfUnbinder
    from dsc.judge import OfficeJudge
    from dsc.trust import Trust

    if not any((trust / "roots").glob("*")):
        raise InputError(reason="verify.no-trust", field="trust", folder=str(trust))
    if Trust.in_folder(trust).is_practice:
        raise InputError(reason="verify.practice-trust", field="trust", folder=str(trust))
    clock = SystemClock()

    def judge(cas: Sequence[bytes], lists: Sequence[bytes]) -> OfficeJudge:
        return OfficeJudge(Trust.in_folder(trust, cas, lists), clock)

    return Judging(judge, PdfUnbinder(), clock.now())
