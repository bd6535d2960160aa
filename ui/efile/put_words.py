"""Words are put into an editor without moving the cursor of whoever writes there."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


def put_words(editor: QLineEdit | QPlainTextEdit, words: str) -> None:
    """Show these words, where others stand there now; a cursor stays as far from the beginning as it was.

    A blank that was typed around them stays: whoever types on would else write two words in one.
    """
    if isinstance(editor, QLineEdit):
        if editor.text().strip() != words:
            place = (
                editor.cursorPosition() if editor.hasFocus() else 0
            )  # what is too long shows its beginning
            editor.setText(words)
            editor.setCursorPosition(place)
    elif editor.toPlainText().strip() != words:
        place = editor.textCursor().position() if editor.hasFocus() else 0
        editor.setPlainText(words)
        cursor = QTextCursor(editor.document())
        cursor.setPosition(min(place, len(words)))
        editor.setTextCursor(cursor)
