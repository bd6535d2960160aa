"""Which pages of a paper somebody looked at for Aadhaar digits before they say that none can be read."""

from collections.abc import Sequence
from pathlib import Path

from app.attachments.model import Page


class Looked:
    """`on`: the person goes through the pages. A page's file has another name once it is covered: it is new then."""

    def __init__(self) -> None:
        self.on = False
        self._because: dict[Path, str] = {}

    def begin(self) -> None:
        self.on, self._because = True, {}

    def end(self) -> None:
        self.on, self._because = False, {}

    def note(self, page: Page, because: str) -> None:
        """Keep that a page was looked at; `because`: why what looks like digits on it is no Aadhaar number."""
        self._because[page.path] = because

    def left(self, pages: Sequence[Page]) -> int | None:
        """Return the place of the first page that was not looked at yet; None when all were."""
        return next((place for place, page in enumerate(pages) if page.path not in self._because), None)

    def because(self, pages: Sequence[Page]) -> str:
        return "; ".join(filter(None, (self._because[page.path] for page in pages)))
