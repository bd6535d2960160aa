"""The training centre's stage: told to be slow, down or refusing; and the notices it sent."""

from collections.abc import Mapping
from typing import Any

from app.office.desk import Desk

_MOST = 50


class TrainingCentre:
    """Only there in training."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def behaviour(self) -> Mapping[str, Any]:
        return dict(self._desk.centre.behaviour()["behaviour"])

    def set_behaviour(self, **fields: Any) -> Mapping[str, Any]:
        """Change what is named; the rest stays as it is."""
        return dict(self._desk.centre.set_behaviour(fields)["behaviour"])

    def notices(self) -> tuple[str, ...]:
        """Return the SMS texts that the training gateway wrote, newest first."""
        folder = self._desk.settings.sms_folder
        if folder is None or not folder.is_dir():
            return ()
        newest = sorted(folder.glob("*.txt"), reverse=True)[:_MOST]
        return tuple(file.read_text("utf-8") for file in newest)
