"""What need not be typed once more: a name in Latin letters, a bank and a code that were written before."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.packs.model import Field, FieldKind
from ui.counter.editors import Editor, HindiEditor, TextEditor

_ENGLISH = "_english"  # ends the id of the field that asks for another's name in English
_CODES = frozenset({FieldKind.IFSC, FieldKind.PIN_CODE})  # of a bank's branch, of a village: no one person's
_MOST = 200


class WrittenBefore:
    """The codes and banks that were written since the window was opened, the latest first; kept nowhere else."""

    def __init__(self) -> None:
        self._lists: dict[str, QStringListModel] = {}

    def complete(self, fields: Sequence[Field], editors: Mapping[str, Editor]) -> None:
        """Let the rest stand, marked, behind the first letters: Enter takes it, typing on goes over it."""
        for asked, after in pairwise((*fields, None)):
            editor = editors[asked.id] if asked else None
            if asked and _is_shared(asked, after) and isinstance(editor, QLineEdit):
                completer = QCompleter(self._lists.setdefault(asked.id, QStringListModel()), editor)
                completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
                if asked.kind in _CODES:
                    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                editor.setCompleter(completer)

    def note(self, field: str, answer: object) -> None:
        """Remember what was taken, of a field that is completed."""
        known = self._lists.get(field)
        if known is not None and answer:
            rest = [each for each in known.stringList() if each != answer]
            known.setStringList([str(answer), *rest][:_MOST])


def _is_shared(asked: Field, after: Field | None) -> bool:
    """Say whether many people give the same answer that tells of none of them: a code, or the bank before its code."""
    is_bank = asked.kind is FieldKind.TEXT and after is not None and after.kind is FieldKind.IFSC
    return asked.kind in _CODES or is_bank


def offer_english(editors: Mapping[str, Editor], name: str) -> None:
    """Write a name in English as its Hindi was typed, marked, so that it is read, and typed over where it is not so."""
    hindi, english = editors.get(name.removesuffix(_ENGLISH)), editors[name]
    if not (name.endswith(_ENGLISH) and isinstance(hindi, HindiEditor) and isinstance(english, TextEditor)):
        return
    latin = hindi.in_latin(hindi.text()).upper()
    if latin and not english.text():
        english.setText(latin)
        english.selectAll()
        english.dirty = True
