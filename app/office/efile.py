"""The e-File desk's use cases, each in a transaction of its own, each handing back the file or letter anew."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from app.attachments.blobs import keep
from app.base.taken_out import write_out
from app.efile import dsc_register, find, folders, reading, taking
from app.efile.actions import correspondence, diarise, drafts, files, movement, noting
from app.efile.actions.typed import drop_typed, keep_typed
from app.efile.addressee import Addressee, Delivery, PostName
from app.efile.at import At
from app.efile.chain import ChainVerdict, Known, check_chain
from app.efile.custody import file_row
from app.efile.heads import read_heads
from app.efile.model import (
    Classification,
    File,
    HeadNode,
    Letter,
    MyDay,
    OfficeName,
    Priority,
    Receipt,
    Reference,
    Relation,
    Row,
    YellowNote,
)
from app.efile.outgoing import Typed
from app.efile.paper import bytes_of, counted_pages, is_here, paper_of
from app.efile.posts import all_offices, who_was_posted
from app.efile.texts import references
from app.office.addressees import addressees
from app.office.desk import Desk, Happened
from app.office.diary_form import DiaryForm
from app.office.registers import Registers
from app.office.signing import Signing
from app.sync import attention

T = TypeVar("T")


class EFile:
    """What an officer does with receipts, files, notings and drafts. `nudge` wakes what sends."""

    def __init__(self, desk: Desk, nudge: Callable[[], None]) -> None:
        self._desk, self._nudge = desk, nudge
        self.signing, self.registers = Signing(desk, self._after), Registers(desk)
        self.diary_form = DiaryForm(desk)

    # --- asked -------------------------------------------------------------------------------------------------------

    def inbox(self) -> tuple[Row, ...]:
        """Return what lies with this post, the longest waiting first."""
        return self._asked(find.inbox)

    def sent(self) -> tuple[Row, ...]:
        return self._asked(find.sent)

    def leaving(self) -> tuple[Row, ...]:
        """Return what was sent less than sixty seconds ago and can be had back."""
        return self._asked(find.leaving)

    def parked(self) -> tuple[Row, ...]:
        return self._asked(find.parked)

    def closed(self) -> tuple[Row, ...]:
        return self._asked(find.closed)

    def my_day(self) -> MyDay:
        return self._asked(find.my_day)

    def search(self, text: str, limit: int = 50) -> tuple[Row, ...]:
        """Return files and letters by subject, note, sender or number, in either script."""
        return self._asked(lambda session, at: find.search(session, at, text, limit))

    def folders(self) -> tuple[tuple[str, int], ...]:
        """Return the folders of this post by name, and how much lies in each; no other desk knows them."""
        return self._asked(folders.folders)

    def file(self, id: str) -> File:
        """Return a file as it lies; to look does not open it."""
        return self._asked(lambda session, at: reading.read_file(session, at, id))

    def thing(self, id: str) -> File | Receipt:
        """Return the file or letter of this id. Raises: InputError("efile.not-here")."""
        return self._asked(lambda session, at: reading.read_thing(session, at, id))

    def receipt(self, id: str) -> Receipt:
        return self._asked(lambda session, at: reading.read_receipt(session, at, id))

    def posts(self, text: str) -> tuple[PostName, ...]:
        """Return whom a file may be marked to, by designation, office or holder in either script."""
        return self._asked(lambda session, at: addressees(session, at, text))

    def offices(self) -> tuple[OfficeName, ...]:
        """Return the offices of this system, to which an issue may go."""
        return self._asked(lambda session, _at: all_offices(session))

    def heads(self) -> tuple[HeadNode, ...]:
        """Return the file heads of this office. Raises: InputError("efile.heads-wrong")."""
        return read_heads(self._desk.records.home)

    def references(self, text: str) -> tuple[Reference, ...]:
        """Return where a text names pages of the correspondence; pure and quick."""
        return references(text)

    def paper(self, sha256: str) -> bytes:
        """Return a paper of a file; one that is not here yet is fetched from the centre. Raises: CentralError."""
        home = self._desk.records.home
        if not is_here(home, sha256):
            keep(home, self._desk.centre.paper(sha256))
        return bytes_of(home, sha256)

    def write_paper(self, sha256: str, to: Path) -> None:
        """Write a paper of a file out of the office. Raises: CentralError, InputError("export.cannot-write")."""
        write_out(to, self.paper(sha256))

    def fetch_papers(self, file: str) -> int:
        """Fetch all papers of a file that are not here, and return how many came. Raises: CentralError."""
        wanted = [page.sha256 for page in self.file(file).correspondence if page.sha256 and not page.here]
        for sha256 in wanted:
            self.paper(sha256)
        return len(wanted)

    def verify(self, file: str) -> ChainVerdict:
        """Judge the chain of a file's notings. Raises: DeviceMissing("token.none-here"), where nobody can."""
        judge = self._desk.judge
        with self._desk.records.read() as session:
            at, row = self._at(), file_row(session, file)
            chain = reading.read_chain(session, file)
            known = Known(
                now=at.now(),
                enrolled=dsc_register.who_was_enrolled(session),
                posted=who_was_posted(session),
                attachments=lambda sha256: bytes_of(at.home, sha256) if is_here(at.home, sha256) else None,
                file=file,
                head=row.head,
            )
        return check_chain(chain, judge, known)

    # --- letters -----------------------------------------------------------------------------------------------------

    def diarise(self, letter: Letter, scan: Sequence[Path] = (), pages: int = 1) -> Receipt:
        """Generate: take a letter into the diary, with its scan. Raises: FileRefused, InputError."""
        at = self._at_work()
        paper = paper_of(scan) if scan else None
        with self._desk.records.write() as session:
            made = diarise.diarise(session, at, letter, paper, pages)
            found = reading.read_receipt(session, at, made)
        self._after()
        return found

    def diarise_and_send(
        self, letter: Letter, to: str, scan: Sequence[Path] = (), pages: int = 1, remarks: str = ""
    ) -> Receipt:
        """Generate and send, in one transaction: either both are done or neither."""
        at = self._at_work()
        paper = paper_of(scan) if scan else None
        with self._desk.records.write() as session:
            made = diarise.diarise(session, at, letter, paper, pages)
            movement.send(session, at, made, to, remarks)
            found = reading.read_receipt(session, at, made)
        self._after()
        return found

    def diarise_and_copy(
        self, letter: Letter, scan: Sequence[Path] = (), pages: int = 1
    ) -> tuple[Receipt, Letter]:
        """Generate and copy: also return what the next letter of this sender may begin with."""
        return self.diarise(letter, scan, pages), diarise.copied(letter)

    # --- files -------------------------------------------------------------------------------------------------------

    def create(
        self,
        subject: str,
        heads: Sequence[str],
        classification: Classification = Classification.NORMAL,
        priority: Priority = Priority.ORDINARY,
        letter: str = "",
    ) -> File:
        """Make a file numbered from its heads (SFS), the letter it is made for in it: both or neither."""
        known = self.heads()
        return self._made(
            lambda session, at: files.create_sfs(
                session, at, subject, heads, known, classification=classification, priority=priority
            ),
            letter,
        )

    def create_free(
        self,
        subject: str,
        number: str,
        classification: Classification = Classification.NORMAL,
        priority: Priority = Priority.ORDINARY,
        physical_because: str = "",
        letter: str = "",
    ) -> File:
        """Make a file whose number is written by hand (non-SFS); one of paper needs a reason. A letter as above."""
        return self._made(
            lambda session, at: files.create_free(
                session,
                at,
                subject,
                number,
                classification=classification,
                priority=priority,
                physical_because=physical_because,
            ),
            letter,
        )

    def create_part(self, file: str, subject: str) -> File:
        return self._made(lambda session, at: files.create_beside(session, at, file, Relation.PART, subject))

    def create_volume(self, file: str, subject: str = "") -> File:
        return self._made(
            lambda session, at: files.create_beside(session, at, file, Relation.VOLUME, subject)
        )

    def put_receipt(self, file: str, receipt: str) -> File:
        return self._act(file, lambda session, at: correspondence.put_receipt(session, at, file, receipt))

    def enclose(self, file: str, title: str, papers: Sequence[Path]) -> File:
        paper = paper_of(papers)
        return self._act(file, lambda session, at: correspondence.enclose(session, at, file, title, paper))

    # --- notings -----------------------------------------------------------------------------------------------------

    def write(self, file: str, text: str, revision: int) -> YellowNote | None:
        """Keep the yellow note; the last words are kept though the desk was locked in the middle of them.

        It goes several times a second while one types: the file is not read for it, and only a new note is told of.
        """
        at = self._at()
        with self._desk.records.write() as session:
            noting.write(session, at, file, text, revision)
            session.flush()
            found = reading.read_yellow(session, at, file)
        if revision == 0:
            self._desk.tell(Happened.FILES)
        return found

    def drop_note(self, file: str) -> File:
        return self._act(file, lambda session, at: noting.drop(session, at, file))

    # --- drafts ------------------------------------------------------------------------------------------------------

    def write_draft(self, file: str, subject: str, text: str, addressee: Addressee, draft: str = "") -> File:
        return self._act(
            file, lambda session, at: drafts.write(session, at, file, subject, text, addressee, draft)
        )

    def keep_typed(self, file: str, typed: Typed) -> None:
        """Keep what is being typed into a draft; the last words are kept though the desk was locked meanwhile."""
        with self._desk.records.write() as session:
            keep_typed(session, self._at(), file, typed)

    def drop_typed(self, file: str, draft: str) -> None:
        with self._desk.records.write() as session:
            drop_typed(session, self._at(), file, draft)

    def withdraw_draft(self, file: str, draft: str, reason: str) -> File:
        """Give up a draft that is not approved, as the one who began it."""
        return self._act(file, lambda session, at: drafts.withdraw(session, at, file, draft, reason))

    def approve_draft(self, file: str, draft: str) -> File:
        return self._act(file, lambda session, at: drafts.approve(session, at, file, draft))

    def keep_signed_letter(self, file: str, draft: str, letter: bytes) -> File:
        """Keep a letter that was signed inside its PDF."""
        pages = counted_pages(letter)
        return self._act(
            file, lambda session, at: drafts.sign(session, at, file, draft, letter, pages, by_hand=False)
        )

    def keep_hand_signed(self, file: str, draft: str, scan: Sequence[Path]) -> File:
        """Keep the scan of a letter that was printed and signed by hand."""
        paper = paper_of(scan)
        return self._act(
            file,
            lambda session, at: drafts.sign(session, at, file, draft, paper.data, paper.pages, by_hand=True),
        )

    def dispatch(self, file: str, draft: str, by: Delivery, reference: str = "") -> File:
        return self._act(file, lambda session, at: drafts.dispatch(session, at, file, draft, by, reference))

    def acknowledge(self, file: str, draft: str, said: str) -> File:
        return self._act(file, lambda session, at: drafts.acknowledge(session, at, file, draft, said))

    # --- movement ----------------------------------------------------------------------------------------------------

    def send(self, id: str, to: str, remarks: str = "", physical_because: str = "") -> Row:
        """Mark a file or letter to a post. It leaves in sixty seconds by itself; until then `undo` has it back."""
        return self._moved(
            id, lambda session, at: movement.send(session, at, id, to, remarks, physical_because)
        )

    def undo(self, id: str) -> Row:
        return self._moved(id, lambda session, at: movement.undo(session, at, id))

    def open(self, id: str) -> Row:
        """Open what lies in the inbox; its sender cannot pull it back any more."""
        return self._moved(id, lambda session, at: movement.take(session, at, id))

    def pull_back(self, id: str) -> Row:
        """Ask for what was sent and is unopened; the centre's order decides, and the list shows its answer."""
        return self._moved(id, lambda session, at: movement.pull_back(session, at, id))

    def put_into_folder(self, ids: Sequence[str], folder: str) -> None:
        """Put files and letters into a folder of this post; an empty name puts them back into the inbox."""
        at = self._at_work()
        with self._desk.records.write() as session:
            folders.put_into(session, at, ids, folder)
        self._after()

    def park(self, file: str, until: date, reason: str) -> Row:
        return self._moved(file, lambda session, at: movement.park(session, at, file, until, reason))

    def unpark(self, file: str) -> Row:
        return self._moved(file, lambda session, at: movement.unpark(session, at, file))

    def close(self, id: str, reason: str) -> Row:
        return self._moved(id, lambda session, at: movement.close(session, at, id, reason))

    def reopen(self, id: str, reason: str) -> Row:
        return self._moved(id, lambda session, at: movement.reopen(session, at, id, reason))

    def give_up(self, id: str) -> Row:
        """Give up what the centre refused of a file or letter, and what was done after it; it lies where the centre
        has it, and a refused note is yellow again. Raises: InputError("sync.nothing-refused").
        """

        def back(session: Session, _at: At) -> None:
            taking.go_back(session, id, self._desk.clock)
            attention.give_up(session, id)

        return self._moved(id, back)

    def _moved(self, id: str, act: Callable[[Session, At], None]) -> Row:
        at = self._at_work()
        with self._desk.records.write() as session:
            act(session, at)
            session.flush()
            found = find.row_of(session, at, id)
        self._after()
        return found

    def _made(self, make: Callable[[Session, At], str], letter: str = "") -> File:
        at = self._at_work()
        with self._desk.records.write() as session:
            made = make(session, at)
            if letter:
                correspondence.put_receipt(session, at, made, letter)
                session.flush()
            found = reading.read_file(session, at, made)
        self._after()
        return found

    def _act(self, file: str, act: Callable[[Session, At], object]) -> File:
        at = self._at_work()
        with self._desk.records.write() as session:
            act(session, at)
            session.flush()
            found = reading.read_file(session, at, file)
        self._after()
        return found

    def _asked(self, ask: Callable[[Session, At], T]) -> T:
        with self._desk.records.read() as session:
            return ask(session, self._at())

    def _after(self) -> None:
        self._nudge()
        self._desk.tell(Happened.FILES)

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock, self._desk.records.home)

    def _at_work(self) -> At:
        self._desk.at_work()
        return self._at()
