"""What the rules will read once the answers that stand in the form are recorded, so that no field comes too late."""

from collections.abc import Mapping
from datetime import datetime

from app.packs.model import Answer, Answers
from ui.counter.choices import ChoiceEditor, ManyEditor
from ui.counter.editors import DateEditor, Editor


def foreseen(recorded: Answers, editors: Mapping[str, Editor]) -> Answers:
    """Return the recorded answers with what is chosen, and which days are written, beside it."""
    known = {name: editor for name, editor in editors.items() if isinstance(editor, _CLEAR)}
    written = {name: _answer(editor) for name, editor in known.items()}
    rest = {name: answer for name, answer in recorded.items() if name not in written}
    return rest | {name: answer for name, answer in written.items() if answer not in (None, "", ())}


_CLEAR = (ChoiceEditor, ManyEditor, DateEditor)  # whose answer is clear before anybody has checked it


def _answer(editor: Editor) -> Answer | None:
    if isinstance(editor, ChoiceEditor) and editor.refused:
        return None
    return _day(editor.typed()) if isinstance(editor, DateEditor) else editor.typed()


def _day(typed: object) -> str | None:
    try:
        return datetime.strptime(str(typed), "%d-%m-%Y").date().isoformat()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None
