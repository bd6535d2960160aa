"""PySide6 must not take references away from None and True: on CPython 3.11 they die, and the process with them."""

import os
import subprocess
import sys

PROBE = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Bell(QObject):
    rung = Signal()

app = QApplication([])
label, bell = QLabel(), Bell()
for thing, call in ((None, lambda: label.setText("x")), (True, bell.rung.emit)):
    call()
    before = sys.getrefcount(thing)
    for _ in range(100):
        call()
    lost = before - sys.getrefcount(thing)
    assert lost < 50, f"100 calls took {lost} references away from {thing}"
"""


def test_a_hundred_calls_take_no_reference_from_none_or_true():
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
