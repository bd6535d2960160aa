"""A second start finds the window of its own home, and nobody else."""

import socket
import threading

from PySide6.QtCore import QObject

from ui.front import FrontDoor, knock


def test_a_number_that_went_to_another_program_is_no_window(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        threading.Thread(target=_take, args=(stranger,), daemon=True).start()
        (tmp_path / "window.port").write_text(str(stranger.getsockname()[1]), "ascii")
        assert not knock(tmp_path)
    assert not knock(tmp_path)  # and nobody listens there any more


def test_a_window_hears_every_start_on_its_home(qtbot, tmp_path):
    owner, found = QObject(), []
    door = FrontDoor(tmp_path, owner)
    for _ in range(2):
        with qtbot.waitSignal(door.asked):
            threading.Thread(target=lambda: found.append(knock(tmp_path)), daemon=True).start()
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found == [True, True]


def _take(stranger):
    stranger.accept()[0].close()
