"""A file leaves the system as one sealed PDF that anyone can judge without it."""

import json
from collections.abc import Callable
from pathlib import Path

from app.base.days import office_day
from app.base.taken_out import write_out
from app.efile import dsc_register
from app.efile.at import At
from app.efile.brought import judge_brought
from app.efile.chain import Beat, ChainVerdict, unheard
from app.efile.export import gathered
from app.efile.model import Checked
from app.efile.posts import Posts
from app.efile.told import as_json, told
from app.efile.verify import Judging
from app.office.desk import Desk
from app.ports.signing import Appearance
from app.sync.clock import require_trusted_clock

_ROOM = (91, 62, 400, 150)  # on the cover, under its facts; points


class Exporting:
    """`fetch` brings the papers that are not here yet, `verify` judges a file's chain."""

    def __init__(
        self, desk: Desk, fetch: Callable[[str], int], verify: Callable[[str], ChainVerdict]
    ) -> None:
        self._desk, self._fetch, self._verify = desk, fetch, verify

    def write(self, id: str, to: Path) -> None:
        """Write the file as one certified PDF. Raises: as `file`; InputError("export.cannot-write")."""
        write_out(to, self.file(id))

    def check(self, place: Path, head: str = "", beat: Beat = unheard) -> Checked:
        """Judge what somebody brought, by this desk's own roots: an exported file, a signed letter, or a folder.

        `head` is the end of a folder's chain, where it is known. `beat` hears how many notings were judged, and ends
        it where it raises.
        Raises: InputError("verify.cannot-read"), DeviceMissing("token.none-here").
        """
        binder, now = self._desk.binder, self._desk.clock.now()
        if binder is None or self._desk.signing is None:
            raise self._desk.no_roots()
        with self._desk.records.read() as session:
            names = Posts(session, office_day(now)).called
        judging = Judging(binder.judge, binder.unbinder, now, names, beat)
        found = judge_brought(place, judging, head.strip().lower())
        as_text = json.dumps(as_json(found), ensure_ascii=False, indent=2)
        return Checked(found.holds, tuple(told(found, coded=False)), f"{as_text}\n")

    def keep_verdict(self, found: Checked, to: Path) -> None:
        """Write a verdict as JSON. Raises: InputError("export.cannot-write")."""
        write_out(to, found.as_json.encode())

    def file(self, id: str) -> bytes:
        """Return the file as one certified PDF, sealed with the token that is unlocked.

        Raises: InputError("export.empty" | "export.does-not-hold"), DeviceMissing("token.none-here" | "token.locked"),
        DeviceError, CentralError where a page is not here and cannot be fetched.
        """
        self._desk.at_work()
        at = At(self._desk.require_acting(), self._desk.clock, self._desk.records.home)
        binder, signer = self._desk.binder, self._desk.signer
        if binder is None:
            raise self._desk.no_roots()
        certificate = self._desk.open_certificate()
        self._fetch(id)
        verdict = self._verify(id)
        with self._desk.records.write() as session:
            self._desk.watch.keep(session)
            require_trusted_clock(session, self._desk.clock)
            dsc_register.require_enrolled(session, at, certificate)
        with self._desk.records.read() as session:
            training = self._desk.settings.training
            export = gathered(session, at, id, verdict, binder.evidence(), training=training)
        return signer.sign_pdf(binder.bind(export.file, export.attached), _seal(at))


def _seal(at: At) -> Appearance:
    post = at.acting.post
    lines = (
        "निर्यात की मुहर / Seal of the export",
        at.acting.person.name.both,
        post.designation.both,
        at.acting.office.name.hi,
    )
    return Appearance(lines, page=0, box=_ROOM, reason="निर्यात / Export", certifies=True)
