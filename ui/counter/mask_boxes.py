"""The boxes that will be covered on a page, in fractions of it: put, moved, sized and taken away, one at a time."""

from PySide6.QtCore import QPointF, QRectF, QSizeF

PAGE = QRectF(0, 0, 1, 1)
LEAST = 0.01  # of the page's width or height; what is smaller was no box
FIRST = QRectF(0.27, 0.67, 0.31, 0.12)
"""Low in the middle: the first eight digits of a card that fills its page."""


class MaskBoxes:
    """`active` is the box that the arrows move, -1 where there is none; `touched`: a person has put or moved one."""

    def __init__(self) -> None:
        self.boxes: list[QRectF] = []
        self.active = -1
        self.touched = False
        self._first = FIRST
        self._from = QPointF()
        self._held: QRectF | None = None  # the box as it was when it was taken hold of
        self._edges = (0, 0)  # which side is drawn: -1 left or top, 1 right or bottom; (0, 0) moves it whole

    @property
    def is_held(self) -> bool:
        return self._held is not None

    def begin(self, boxes: tuple[QRectF, ...]) -> None:
        self.boxes, self.active, self.touched = [QRectF(each) for each in boxes], len(boxes) - 1, False
        self._held, self._first = None, boxes[0] if boxes else FIRST

    def edges_at(self, at: QPointF, near: QSizeF) -> tuple[int, tuple[int, int]]:
        """Return the box at a point, -1 for none, and which of its sides are no farther than `near`."""
        for place in [self.active, *range(len(self.boxes))]:
            if place >= 0 and _wider(self.boxes[place], near).contains(at):
                box = self.boxes[place]
                across = _side(at.x(), box.left(), box.right(), near.width())
                return place, (across, _side(at.y(), box.top(), box.bottom(), near.height()))
        return -1, (0, 0)

    def hold(self, at: QPointF, near: QSizeF) -> None:
        """Take hold of the box at a point, by a side or whole; where there is none, begin a new one."""
        self.touched = True
        place, self._edges = self.edges_at(at, near)
        if place < 0:
            self.boxes.append(QRectF(at, at))
            place, self._edges = len(self.boxes) - 1, (1, 1)
        self.active, self._from, self._held = place, at, QRectF(self.boxes[place])

    def drag(self, at: QPointF) -> None:
        if self._held is None:
            return
        by, (across, down) = at - self._from, self._edges
        if self._edges == (0, 0):
            self.boxes[self.active] = _moved(self._held, by)
            return
        left, right = (by.x() if across == side else 0.0 for side in (-1, 1))
        top, bottom = (by.y() if down == side else 0.0 for side in (-1, 1))
        self.boxes[self.active] = self._held.adjusted(left, top, right, bottom).normalized() & PAGE

    def let_go(self) -> None:
        """Leave the box where it is; a mere click draws none."""
        self._held = None
        box = self.boxes[self.active]
        if box.width() < LEAST or box.height() < LEAST:
            self.remove()

    def nudge(self, by: QPointF, *, sizes: bool) -> None:
        """Move the active box, or its right and lower sides; the first nudge of all puts one."""
        if not self.boxes:
            self.begin((self._first,))
            self.touched = True
            return
        self.touched = True
        box = self.boxes[self.active]
        moved = box.adjusted(0, 0, by.x(), by.y()) & PAGE if sizes else _moved(box, by)
        if min(moved.width(), moved.height()) >= LEAST:
            self.boxes[self.active] = moved

    def turn(self, by: int) -> None:
        """Go to another box; the one that the mouse holds is let go."""
        self._held = None
        if self.boxes:
            self.active = (self.active + by) % len(self.boxes)

    def remove(self) -> None:
        self.touched, self._held = True, None
        if self.boxes:
            del self.boxes[self.active]
            self.active = len(self.boxes) - 1


def _wider(box: QRectF, near: QSizeF) -> QRectF:
    return box.adjusted(-near.width(), -near.height(), near.width(), near.height())


def _side(at: float, low: float, high: float, near: float) -> int:
    if abs(at - high) <= near:
        return 1
    return -1 if abs(at - low) <= near else 0


def _moved(box: QRectF, by: QPointF) -> QRectF:
    """Return the box moved as far as the page goes."""
    left = min(max(0.0, box.left() + by.x()), 1 - box.width())
    top = min(max(0.0, box.top() + by.y()), 1 - box.height())
    return QRectF(left, top, box.width(), box.height())
