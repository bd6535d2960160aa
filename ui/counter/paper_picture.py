"""How the paper at the right is drawn beside the screen, a moment after the typing pauses."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.base.words import Words
from app.counter.model import Application
from app.errors import AppError
from app.ports.printing import Raster
from ui.counter.paper import Paper, Stands
from ui.counter.standing import is_given_up
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office

PAUSE_MS = 300
Picture = tuple[Raster, tuple[Words, ...]]  # a paper, and what is no longer so of it


class PaperPicture(QObject):
    """Shows the acknowledgement in the making; once papers are issued, the newest of them or the one asked for."""

    def __init__(self, office: "Office", tasks: Tasks, paper: Paper, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._paper = office, tasks, paper
        self._found: Application | None = None
        self._chosen, self._given_up = "", False
        self._seen: tuple[str, str] | None = None  # what the picture is of: the application, the paper
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        paper.wanted.connect(self._choose)

    @property
    def chosen(self) -> str:
        """The id of the issued paper that is shown; empty for the one in the making."""
        return self._chosen

    def show_for(self, found: Application | None) -> None:
        """Follow the open application; None empties the place, and what never left the desk shows no paper."""
        given_up = found is not None and is_given_up(found)
        if given_up != self._given_up:
            self._given_up = given_up
            self._paper.say_nothing(given_up=given_up)
        found = None if given_up else found
        before, self._found = self._found, found
        issued = found.papers if found else ()
        known = {each.id for each in before.papers} if before else set()
        if before is None or found is None or before.id != found.id or known != {each.id for each in issued}:
            self._chosen = issued[-1].id if issued else ""
        self._paper.show_charges(found)
        self._name_papers()
        if found is None:
            self._seen = None
            self._paper.show_picture(None)
            return
        self._wait_for((found.id, self._chosen))
        self._pause.start()

    def _name_papers(self) -> None:
        found = self._found
        self._paper.show_papers(found.papers if found else (), self._chosen, self._stands())

    def _stands(self) -> Stands:
        found = self._found
        if found is None:
            return Stands.OUT
        if any(job.document == self._chosen for job in found.not_out):
            return Stands.NOT_OUT
        return Stands.ONCE_MORE if self._chosen in found.printing_again else Stands.OUT

    def _wait_for(self, asked: tuple[str, str]) -> None:
        """No other paper stands under the name of the one that is being drawn."""
        if asked != self._seen:
            self._paper.wait()

    @Slot(str)
    def _choose(self, paper: str) -> None:
        self._chosen = paper
        if self._found:
            self._name_papers()
            self._wait_for((self._found.id, paper))
            self._draw()

    @Slot()
    def _draw(self) -> None:
        if self._found is None:
            return
        opened, chosen = self._found.id, self._chosen

        def picture() -> Picture:
            counter, papers = self._office.counter, self._office.papers
            document, since = papers.as_issued(chosen) if chosen else (counter.preview(opened), ())
            return papers.picture(document), since

        self._tasks.run(
            Lane.PRINTER,
            picture,
            lambda found: self._show((opened, chosen), found),
            lambda error: self._unseen((opened, chosen), error),
            owner=self,
        )

    def _show(self, asked: tuple[str, str], found: Picture) -> None:
        if self._found is not None and asked == (self._found.id, self._chosen):
            self._seen = asked
            self._paper.show_picture(*found)

    def _unseen(self, asked: tuple[str, str], _error: AppError) -> None:
        """A paper that cannot be drawn leaves its place empty; what stops the work is said where it stops."""
        if self._found is not None and asked == (self._found.id, self._chosen):
            self._paper.show_picture(None)
