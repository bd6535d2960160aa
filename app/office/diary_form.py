"""The diary's form as it is being filled in, for the screen: kept a moment after each key, and brought back."""

from collections.abc import Mapping

from app.efile.actions import diary_form
from app.efile.at import At
from app.office.desk import Desk


class DiaryForm:
    """Of whoever acts. The last words are kept though the desk was locked in the middle of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(self, form: Mapping[str, str]) -> None:
        """Keep the form, text by field; one without a text forgets it."""
        with self._desk.records.write() as session:
            diary_form.keep_form(session, self._at(), form)

    def kept(self) -> Mapping[str, str]:
        with self._desk.records.read() as session:
            return diary_form.kept_form(session, self._at())

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock, self._desk.records.home)
