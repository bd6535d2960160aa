"""The box that covers Aadhaar digits: where it begins, and how it is moved and sized."""

from io import BytesIO

import pytest
from app.attachments.digits import first_eight
from app.ports.scanning import Colour
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from scanners.specimens import AADHAAR, scanned
from ui.counter.mask_boxes import FIRST
from ui.counter.mask_view import MaskView, NUDGE

DPI = 150


PICTURE = scanned(AADHAAR, "aadhaar_card", DPI, Colour.COLOUR)


def card() -> QImage:
    page = BytesIO()
    PICTURE.save(page, "PNG")
    return QImage.fromData(page.getvalue())


def found_on_it() -> tuple[QRectF, ...]:
    return tuple(
        QRectF(each.left, each.top, each.right - each.left, each.bottom - each.top)
        for each in first_eight(PICTURE)
    )


@pytest.fixture
def view(qtbot) -> MaskView:
    found = MaskView()
    qtbot.addWidget(found)
    found.resize(600, 440)
    found.show()
    page = card()
    found.show_image(page, found_on_it())
    found.begin_mask()
    return found


def only(view: MaskView) -> QRectF:
    (box,) = view._boxes.boxes
    return box


def at(view: MaskView, across: float, down: float) -> QPoint:
    area = view._area()
    return QPoint(round(area.left() + across * area.width()), round(area.top() + down * area.height()))


def drag(view: MaskView, begin: tuple[float, float], end: tuple[float, float]) -> None:
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at(view, *begin))
    QTest.mouseMove(view, at(view, *end))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at(view, *end))


def test_the_arrows_move_it_and_with_shift_size_it_no_farther_than_the_page_goes(view: MaskView):
    before = only(view)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    moved = only(view)
    assert (moved.left(), moved.width()) == pytest.approx((before.left() - NUDGE, before.width()))
    assert moved.height() == pytest.approx(before.height() - NUDGE)
    for _ in range(300):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert (only(view).left(), only(view).width()) == pytest.approx((0, before.width()))


def test_the_mouse_moves_it_whole_and_sizes_it_by_a_side(view: MaskView):
    before = only(view)
    middle = before.center()
    drag(view, (middle.x(), middle.y()), (middle.x() + 0.1, middle.y()))
    moved = only(view)
    assert moved.left() == pytest.approx(before.left() + 0.1, abs=0.01)
    assert moved.width() == pytest.approx(before.width())
    drag(view, (moved.right(), middle.y()), (moved.right() + 0.05, middle.y()))
    assert only(view).width() == pytest.approx(before.width() + 0.05, abs=0.01)
    assert only(view).left() == pytest.approx(moved.left())


def test_another_is_drawn_beside_it_tab_goes_between_them_and_delete_takes_one_away(view: MaskView):
    before = only(view)
    drag(view, (0.1, 0.1), (0.3, 0.2))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at(view, 0.9, 0.1))  # a mere click draws none
    assert len(view._boxes.boxes) == 2
    assert view._boxes.active == 1
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view._boxes.boxes[0].left() == pytest.approx(before.left() + NUDGE)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert only(view).left() == pytest.approx(0.1, abs=0.01)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.keyClick(view, Qt.Key.Key_Up)  # the first arrow puts one again, where the digits are
    assert only(view) == before


def test_a_box_taken_away_while_the_mouse_holds_it_is_gone(view: MaskView):
    middle = only(view).center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at(view, middle.x(), middle.y()))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.mouseMove(view, at(view, 0.2, 0.2))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at(view, 0.2, 0.2))
    assert view._boxes.boxes == []


def test_a_page_that_comes_late_never_moves_the_box_that_a_person_put(view: MaskView):
    view.forget()
    view.begin_mask()
    assert not view.cover()
    page = card()
    view.show_image(page, (FIRST,))
    assert only(view) == FIRST
    QTest.keyClick(view, Qt.Key.Key_Down)
    put = only(view)
    view.show_image(page, found_on_it())
    assert only(view) == put


def test_a_box_that_comes_with_its_page_is_told_for_that_there_was_none_has_been_said(qtbot):
    late = MaskView()
    qtbot.addWidget(late)
    late.begin_mask()
    with qtbot.waitSignal(late.boxed):
        late.show_image(card(), found_on_it())
