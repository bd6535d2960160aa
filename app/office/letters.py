"""A letter leaves a file with a signature in it: drawn from the approved draft, shown, signed, and kept as it is."""

from pathlib import Path

from app.base.taken_out import write_out
from app.base.words import Words
from app.efile.at import At
from app.efile.model import File
from app.efile.outgoing import Draft, LetterToSign
from app.efile.walk import DraftState
from app.errors import DeviceError, InputError
from app.office.desk import Desk
from app.office.efile import EFile
from app.ports.binding import SEAL, DraftedLetter
from app.ports.signing import Appearance


class Letters:
    """What goes out of this office's files over a signature."""

    def __init__(self, desk: Desk, efile: EFile) -> None:
        self._desk, self._efile = desk, efile

    def to_sign(self, file: str, draft: str) -> LetterToSign:
        """Return the approved draft as the page that will be signed; no PIN is needed to see it.

        Raises: InputError("draft.not-here" | "draft.not-approved"), DeviceMissing("token.none-here").
        """
        if self._desk.signing is None:
            raise self._desk.no_roots()
        approved = _approved(self._efile.file(file), draft)
        drawn, lines = self._drawn(file, draft), _stamped(self._at())
        return LetterToSign(file, draft, approved.last.version, approved.number, drawn, lines)

    def write_unsigned(self, file: str, draft: str, to: Path) -> None:
        """Write the approved draft out as a page to be printed and signed by hand; a token is not needed for it.

        Raises: InputError("draft.not-here" | "draft.not-approved" | "export.cannot-write").
        """
        acting = self._at().acting
        signatory = (acting.person.name, acting.post.designation, acting.office.name)
        write_out(to, self._drawn(file, draft, signatory))

    def sign(self, shown: LetterToSign) -> File:
        """Sign the page that was shown, judge it ourselves, and keep it as the signed letter.

        Raises: InputError("draft.moved-on" | "draft.not-approved" | "dsc..."), DeviceError, DeviceMissing.
        """
        self._desk.at_work()
        approved = _approved(self._efile.file(shown.file), shown.draft)
        if (approved.last.version, approved.number) != (shown.version, shown.number):
            raise InputError(reason="draft.moved-on", field="draft")
        signed = self._efile.signing.sign_letter(shown.pdf, Appearance(shown.lines, box=SEAL))
        verdicts = self._desk.judge.judge_pdf(signed, self._desk.clock.now())
        if not all(verdict.is_good for verdict in verdicts):
            raise DeviceError(reason="token.wrong-signature")
        return self._efile.keep_signed_letter(shown.file, shown.draft, signed)

    def _drawn(self, file: str, draft: str, signatory: tuple[Words, ...] = ()) -> bytes:
        """Return the page of an approved draft, with its number on it."""
        binder = self._desk.binder
        if binder is None:
            raise self._desk.no_roots()
        at, found = self._at(), self._efile.file(file)
        approved = _approved(found, draft)
        office, to = at.acting.office, approved.addressee
        addressed = self._name_of(to.office) if to.office else ""
        below = addressed if to.name and addressed not in f"{to.name} {to.address}" else ""
        address = "\n".join(filter(None, (below, to.address, to.email)))
        return binder.letter(
            DraftedLetter(
                number=approved.number,
                file=found.number,
                office=office.name,
                on=at.today(),
                name=to.name or addressed,
                address=address,
                subject=approved.last.subject,
                text=approved.last.text,
                training=self._desk.settings.training,
                signatory=signatory,
            )
        )

    def _name_of(self, office: str) -> str:
        return next(each.name.hi for each in self._efile.offices() if each.id == office)

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock, self._desk.records.home)


def _approved(file: File, draft: str) -> Draft:
    found = next((each for each in file.drafts if each.id == draft), None)
    if found is None:
        raise InputError(reason="draft.not-here", field="draft")
    if found.state is not DraftState.APPROVED:
        raise InputError(reason="draft.not-approved", field="draft")
    return found


def _stamped(at: At) -> tuple[str, ...]:
    """Return who signs as what, as the stamp says it."""
    post = at.acting.post
    return ("डिजिटल हस्ताक्षर", at.acting.person.name.both, post.designation.both, at.acting.office.name.hi)
