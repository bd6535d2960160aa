"""An officer who types a note and a letter without a pause, until somebody kills the program.

`python -m tests.ui.efile.typist HOME URL FILE`: says `typed` after the last key.
"""

import sys
from pathlib import Path

from app.base.words import Language
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from ui.efile.drafts_sheet import DraftsSheet
from ui.efile.yellow_note import YellowNote
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.officers import open_officer

NOTE, LETTER = "aadeshaarth", "kripayaa"
KEY_MS = 60


def type_until_killed(home: Path, url: str, file: str) -> None:
    app = QApplication(sys.argv[:1])
    officer = open_officer(home, url, "anil")
    told, around = officer.efile.file(file), QWidget()
    tasks, speech = Tasks(around), Speech(Language.HINDI, around)
    note = YellowNote(officer.office, tasks, speech, around)
    drafts = DraftsSheet(officer.office, tasks, speech, around)
    note.show_file(told)
    drafts.begin(told)
    letter = around.findChild(QWidget, "efile.drafts.text")
    for editor, keys in ((letter, LETTER), (note.text, NOTE)):
        editor.phonetic = False
        QTest.keyClicks(editor, keys, delay=KEY_MS)
    print("typed", flush=True)
    app.exec()


if __name__ == "__main__":
    type_until_killed(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
