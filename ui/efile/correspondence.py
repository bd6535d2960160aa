"""The correspondence at the right: what lies in the file, page by page, and the page itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.base.days import day_words
from app.base.words import Words
from app.efile.model import Correspondence, File
from app.efile.walk import Place
from app.errors import AppError
from app.words import explain, words
from ui.efile.few_rows import FewRows
from ui.efile.page_picture import make_ready, picture_of
from ui.places import Listing, label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

SHARP = 1100  # dots across a page: sharp on a pane of half the screen
ZOOMS = (1.0, 1.4, 2.0)  # widths of the pane
MEASURED = 20  # rows that say how wide a column is; a thousand would hold the window up
READY_MS = 400  # the desk is shown by then
LATE_MS = 300  # a page that comes sooner is not announced
KEPT = 96_000_000  # bytes of pictures


class CorrespondencePane(QWidget):
    """Pages are numbered through the file; a line of the contents leads to its first one.

    `large_asked`: the page should have the room of the list, too. `cited`: a noting is to name this page.
    """

    large_asked = Signal()
    cited = Signal(int)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._lines: tuple[Correspondence, ...] = ()
        self._page, self._wanted = 0, 0
        self._zoom = 0
        self._pictures: dict[tuple[str, int, int], QImage] = {}
        self._said: Words | None = None
        self._contents = self._listing()
        self._picture, self._where = PagePicture(self), label(self, "hint", name="efile.page.where")
        self._told = label(self, "hint", name="efile.page.told")
        self._told.setWordWrap(True)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._say_coming)
        self._lay_out()
        speech.changed.connect(self._say)
        QTimer.singleShot(READY_MS, self, self._make_ready)

    def show_file(self, file: File | None) -> None:
        """Show the contents of a file; its first page at once, and its last place kept when it only grew."""
        fillable = file is not None and file.mine and file.place is Place.AT_DESK
        self._contents.say_empty("efile-ui.contents-empty" if fillable else "efile-ui.contents-bare")
        self.show_papers(file.correspondence if file else ())

    def show_nothing(self) -> None:
        """Say how to begin, where no file or letter is chosen."""
        self._contents.say_empty("efile-ui.contents-unchosen")
        self.show_papers(())

    def show_coming(self) -> None:
        self._contents.say_empty("efile-ui.thing-looking")
        self.show_papers(())

    def show_papers(self, lines: tuple[Correspondence, ...]) -> None:
        if lines == self._lines:
            return
        known = {each.id for each in self._lines} & {each.id for each in lines}
        self._lines = lines
        if not known:
            self._page = (
                lines[0].first if lines else 0
            )  # the contents choose it, too, and need not ask for it again
        self._contents.put(lines, lambda each: each.id)
        if not known:
            self.go_to(self._page)
        self._say()

    def go_to(self, page: int) -> None:
        """Show a page of the file by its number."""
        line = self._line_of(page)
        self._page = page if line else 0
        self._said = None
        self._late.stop()
        if line is None:
            self._picture.put(QImage())
        elif not line.sha256:
            self._picture.put(QImage())
            self._said = words("efile-ui.page-none")
        else:
            self._fetch(line, page)
        self._say()

    def turn(self, by: int) -> None:
        """Turn to the next page, or the one before."""
        if self._line_of(self._page + by):
            self.go_to(self._page + by)

    def cite(self) -> None:
        """Have the noting name the page that is shown."""
        if self._page:
            self.cited.emit(self._page)

    def zoom(self, by: int) -> None:
        """Show the page larger, or smaller down to the width of the pane."""
        self._zoom = min(max(0, self._zoom + by), len(ZOOMS) - 1)
        self._picture.magnify(ZOOMS[self._zoom])
        self.go_to(self._page)

    @property
    def page(self) -> int:
        """The number of the page that is shown, 0 while there is none."""
        return self._page

    def _make_ready(self) -> None:
        self._tasks.run(Lane.SHEETS, make_ready, lambda _nothing: None, partial(self._failed, 0), owner=self)

    def _fetch(self, line: Correspondence, page: int) -> None:
        """A paper that is not here comes from the centre, on a lane that may wait for it."""
        if kept := self._pictures.get((line.sha256, page - line.first, self._zoom)):
            self._picture.put(kept)
            return
        if line.here:
            self._draw(line, page)
        else:
            self._said = words("efile-ui.page-fetching")
            work, then = partial(self._office.efile.paper, line.sha256), partial(self._fetched, line, page)
            self._tasks.run(Lane.CENTRE, work, then, partial(self._failed, page), owner=self)

    def _fetched(self, line: Correspondence, page: int, _pdf: bytes) -> None:
        if page == self._page:
            self._draw(line, page)

    def _draw(self, line: Correspondence, page: int) -> None:
        """Pages are drawn on one lane alone: what draws them is not for two threads."""
        paper, zoom = self._office.efile.paper, self._zoom

        def drawn() -> QImage:
            return picture_of(paper(line.sha256), page - line.first, round(SHARP * ZOOMS[zoom]))

        self._late.start()
        done = partial(self._drawn, line, page, zoom)
        self._tasks.run(Lane.RECORDS, drawn, done, partial(self._failed, page), owner=self)

    def _drawn(self, line: Correspondence, page: int, zoom: int, picture: QImage) -> None:
        self._pictures[line.sha256, page - line.first, zoom] = picture
        while len(self._pictures) > 1 and sum(each.sizeInBytes() for each in self._pictures.values()) > KEPT:
            self._pictures.pop(next(iter(self._pictures)))
        if (page, zoom) == (self._page, self._zoom):
            self._late.stop()
            self._said = words("efile-ui.page-unreadable") if picture.isNull() else None
            self._picture.put(picture)
            self._say()

    def _say_coming(self) -> None:
        """A page that is not drawn at once is not an empty one."""
        self._said = words("efile-ui.page-coming")
        self._say()

    def _failed(self, page: int, error: AppError) -> None:
        if page == self._page:
            self._late.stop()
            self._said = explain(error)
            self._picture.put(QImage())
            self._say()

    def _line_of(self, page: int) -> Correspondence | None:
        return next((each for each in self._lines if each.first <= page <= each.last), None)

    def _chosen(self) -> None:
        line = self._contents.current()
        if line is not None and not line.first <= self._page <= line.last:
            self.go_to(line.first)

    def _say(self) -> None:
        last = max((each.last for each in self._lines), default=0)
        self._where.setText(
            self._speech.word("efile-ui.page-of", page=self._page, pages=last) if self._page else ""
        )
        self._told.setText(self._speech.say(self._said) if self._said else "")
        self._told.setVisible(self._said is not None)

    def _pages_of(self, line: Correspondence) -> str:
        pages = f"{line.first}" if line.first == line.last else f"{line.first}-{line.last}"
        return f"{self._speech.word('efile-ui.page-cite-sign')} {pages}"

    def _listing(self) -> Listing[Correspondence]:
        speech = self._speech
        columns = (
            ("efile-ui.column-pages", self._pages_of),
            ("efile-ui.column-title", lambda each: each.title),
            ("efile-ui.column-kind", self._kind_of),
            ("efile-ui.column-on", lambda each: day_words(each.on)),
        )
        found = Listing[Correspondence](
            speech, "efile.contents", columns, "efile-ui.contents-unchosen", self, wide=1
        )
        found.view.horizontalHeader().setResizeContentsPrecision(MEASURED)
        found.chosen.connect(self._chosen)
        speech.bind(found.view.setAccessibleName, "efile-ui.contents", found)
        return found

    def _kind_of(self, page: Correspondence) -> str:
        """A letter whose signature does not hold is marked, wherever it lies."""
        said = self._speech.word(f"efile-ui.kind-{page.kind}")
        return f"{said} ✗" if page.flawed else said

    def _lay_out(self) -> None:
        back, on = self._turner("back", "‹", -1), self._turner("next", "›", 1)
        line = QHBoxLayout()
        for each in (back, self._where, on):
            line.addWidget(each)
        line.addStretch(1)
        cite = self._chip("cite", "", self.cite)
        self._speech.bind(cite.setText, "efile-ui.page-cite-sign", cite)
        for each in (
            cite,
            self._chip("smaller", "−", partial(self.zoom, -1)),
            self._chip("larger", "+", partial(self.zoom, 1)),
            self._chip("large", "⤢", self.large_asked.emit),
        ):
            line.addWidget(each)
        below, under = QWidget(self), QVBoxLayout()
        below.setLayout(under)
        under.setContentsMargins(0, 0, 0, 0)
        scroll = PageScroll(below)
        scroll.turned.connect(self.turn)
        scroll.zoomed.connect(self.zoom)
        self.setFocusProxy(scroll)
        self._speech.bind(scroll.setAccessibleName, "efile-ui.page", scroll)
        scroll.setObjectName("efile.page")
        scroll.setWidget(self._picture)
        scroll.setWidgetResizable(True)
        for widget in (self._told, scroll):
            under.addWidget(widget, 1 if widget is scroll else 0)
        under.insertLayout(0, line)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self._contents)
        split.addWidget(below)
        FewRows(split, self._contents.view)
        box = QVBoxLayout(self)
        box.setContentsMargins(SIZES.step, SIZES.step, SIZES.step, SIZES.step)
        box.addWidget(split)

    def _turner(self, name: str, sign: str, by: int) -> QPushButton:
        return self._chip(name, sign, partial(self.turn, by))

    def _chip(self, name: str, sign: str, pressed: Callable[[], object]) -> QPushButton:
        found = QPushButton(sign, self)
        found.setObjectName(f"efile.page.{name}")
        found.setProperty("kind", "chip")
        found.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        found.clicked.connect(pressed)
        for told in (found.setAccessibleName, found.setToolTip):
            self._speech.bind(told, f"efile-ui.page-{name}", found)
        return found


class PageScroll(QScrollArea):
    """The page, scrolled by keys; at its end Page Down and Space lead to the next one."""

    turned = Signal(int)
    zoomed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        bar, key = self.verticalScrollBar(), event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoomed.emit(1)
        elif key == Qt.Key.Key_Minus:
            self.zoomed.emit(-1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self._go(bar, 1, bar.maximum(), bar.minimum())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace):
            self._go(bar, -1, bar.minimum(), bar.minimum())
        else:
            super().keyPressEvent(event)

    def _go(self, bar: QScrollBar, by: int, end: int, start: int) -> None:
        if bar.value() == end:
            self.turned.emit(by)
            bar.setValue(start)
        else:
            bar.setValue(bar.value() + by * bar.pageStep() * 9 // 10)


class PagePicture(QWidget):
    """A page as wide as its pane; scrolling moves what is drawn already."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image, self._fitted = QImage(), QPixmap()
        self._times = 1.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_blank(self) -> bool:
        return self._image.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def magnify(self, times: float) -> None:
        """Be so many times as wide as the pane."""
        self._times = times
        self.fit()

    def fit(self) -> None:
        """Take the pane's width, as often as it was magnified."""
        pane = self.parentWidget()
        self.setMinimumWidth(round(pane.width() * self._times) if pane and self._times > 1 else 0)

    def put(self, image: QImage) -> None:
        self._image, self._fitted = image, QPixmap()
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        return 0 if self._image.isNull() else round(width * self._image.height() / self._image.width())

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(320, self.heightForWidth(320))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        wanted = round(self.width() * ratio)
        if self._fitted.width() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._fitted = QPixmap.fromImage(self._image.scaledToWidth(wanted, smooth))
            self._fitted.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._fitted)
        painter.end()
