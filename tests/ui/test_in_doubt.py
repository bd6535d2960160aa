"""Payments in doubt are asked about by themselves, and what goes wrong with that is not kept quiet."""

from typing import Any

import pytest
from app.errors import AppError, CentralStrange, CentralUnreachable
from PySide6.QtCore import QObject
from ui.in_doubt import InDoubt


class Centre(QObject):
    """Answers as it is bid, and counts how often it was asked."""

    def __init__(self, *replies: AppError) -> None:
        super().__init__()
        self.replies, self.asked, self.told = list(replies), 0, list[AppError]()

    def ask(self) -> None:
        self.asked += 1
        if self.replies:
            raise self.replies.pop(0)


@pytest.mark.parametrize(
    ("wrong", "said"), [(CentralStrange(), 1), (CentralUnreachable(), 0)], ids=["strange", "no line"]
)
def test_what_went_wrong_is_told_unless_it_is_the_line_and_asked_again_later(
    qtbot: Any, tasks: Any, monkeypatch: Any, wrong: AppError, said: int
) -> None:
    monkeypatch.setattr("ui.in_doubt.AGAIN_MS", 20)
    centre = Centre(wrong)
    in_doubt = InDoubt(centre.ask, centre.told.append, tasks, centre)
    in_doubt.hear(online=False)
    in_doubt.hear(online=True)
    in_doubt.hear(online=True)
    qtbot.waitUntil(lambda: centre.asked == 2)
    qtbot.wait(60)
    assert (centre.asked, len(centre.told)) == (2, said)
