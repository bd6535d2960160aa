"""Where a thing is opened that an entry is about, and what the button says that leads there."""

from PySide6.QtWidgets import QPushButton

from app.sync.model import Lies, Thing
from ui.words import Speech

ROOMS = {
    Lies.APPLICATIONS: "counter",
    Lies.FILES: "efile",
    Lies.TOKENS: "token",
    Lies.SHEETS: "staff",
    Lies.OFFICES: "offices",
    Lies.READINESS: "readiness",
}
"""The place of the rail at which it is found."""


def offer_to_open(button: QPushButton, speech: Speech, thing: Thing | None) -> None:
    """Let the button say what it opens; where there is nothing to open, it is not offered."""
    lies = thing.lies if thing is not None else None
    button.setVisible(lies is not None)
    if lies is not None:
        speech.bind(button.setText, f"ui.open-{lies.value}", button)
