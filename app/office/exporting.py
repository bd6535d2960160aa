"""A file leaves the system as one sealed PDF that anyone can judge without it."""

from collections.abc import Callable
from pathlib import Path

from app.base.days import office_day
from app.base.taken_out import write_out
from app.base.words import Words
from app.efile import dsc_register
from app.efile.at import At
from app.efile.chain import ChainVerdict
from app.efile.export import gathered
from app.efile.posts import Posts
from app.efile.told import told
from app.efile.verify import Judging, verify_pdf
from app.errors import DeviceMissing, InputError
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

    def check(self, file: Path) -> tuple[bool, tuple[Words, ...]]:
        """Judge an exported file or a signed letter that somebody brought, by this desk's own roots.

        Return whether it holds, and what a person reads of it, line by line.
        Raises: InputError("verify.cannot-read"), DeviceMissing("token.none-here").
        """
        binder = self._desk.binder
        if binder is None:
            raise self._desk.no_roots()
        try:
            brought = file.read_bytes()
        except OSError as wrong:
            said = wrong.strerror or type(wrong).__name__
            raise InputError(reason="verify.cannot-read", field="file", file=str(file), said=said) from wrong
        found = verify_pdf(brought, Judging(binder.judge, binder.unbinder, self._desk.clock.now()))
        with self._desk.records.read() as session:
            named = Posts(session, office_day(self._desk.clock.now())).name
        return found.holds, tuple(told(found, named))

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
        certificate = signer.unlocked
        if certificate is None:
            raise DeviceMissing(reason="token.locked")
        self._fetch(id)
        verdict = self._verify(id)
        with self._desk.records.write() as session:
            self._desk.watch.keep(session)
            require_trusted_clock(session, self._desk.clock)
            dsc_register.require_enrolled(session, at, certificate)
        with self._desk.records.read() as session:
            export = gathered(session, at, id, verdict, binder.evidence())
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
