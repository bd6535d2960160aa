"""What a person may type into a field, key by key."""

import pytest
from app.base.words import Language, Words
from app.packs.model import Choice, Field, FieldKind
from app.words import words
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.counter.choices import ChoiceEditor
from ui.counter.editors import DateEditor, LinesEditor, editor_for
from ui.counter.fewer_keys import WrittenBefore, offer_english
from ui.counter.foreseen import foreseen
from ui.words import Speech

WORK = {"धोबी": "Washerman", "दर्जी": "Tailor", "नाई": "Barber", "माली": "Gardener"}


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("15081990", "15-08-1990"),
        ("15-08-1990", "15-08-1990"),
        ("15/08/1990", "15-08-1990"),
        ("15.08.1990", "15-08-1990"),
        ("5-8-1990", "5-8-1990"),
        ("5/08/1990", "5-08-1990"),
    ],
)
def test_a_date_may_be_typed_with_or_without_what_stands_between(
    qtbot, speech: Speech, keys: str, shown: str
):
    editor = DateEditor(speech)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, keys)
    assert editor.text() == shown


def test_a_letter_or_another_sign_is_no_part_of_a_day_and_is_told_of(qtbot, speech: Speech):
    editor = DateEditor(speech)
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.letter_typed):
        QTest.keyClicks(editor, "-,&")
    with qtbot.waitSignal(editor.letter_typed):
        QTest.keyClicks(editor, "durghatna")
    QTest.keyClicks(editor, "2011")
    assert editor.text() == "20-11-"


def test_a_typed_hyphen_can_be_taken_back(qtbot, speech: Speech):
    editor = DateEditor(speech)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, "150")
    editor.backspace()
    editor.backspace()
    assert editor.text() == "15"


@pytest.fixture
def work(qtbot, speech: Speech) -> ChoiceEditor:
    choices = [
        Choice(str(number), Words(f"{hi} {number}", f"{en} {number}"))
        for number in range(4)
        for hi, en in WORK.items()
    ]
    plain = tuple(Choice(en.lower(), Words(hi, en)) for hi, en in WORK.items())
    editor = ChoiceEditor(speech, (*plain, *choices))
    qtbot.addWidget(editor)
    return editor


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("dhobi", "washerman"), ("nai", "barber"), ("Tail", "tailor"), ("धोबी", "washerman")],
)
def test_a_choice_is_found_by_its_sound_and_by_a_part_of_its_name(
    work: ChoiceEditor, typed: str, chosen: str
):
    work.setEditText(typed)
    work.settle()
    assert work.typed() == chosen


@pytest.mark.parametrize(
    ("typed", "meant"), [("Tailer", "दर्जी"), ("darzi", "दर्जी"), ("Barbar", "नाई"), ("Washer man", "धोबी")]
)
def test_what_is_typed_and_not_in_the_list_stays_and_its_nearest_is_named(
    work: ChoiceEditor, typed: str, meant: str
):
    work.setEditText(f"{typed} ji")
    work.settle()
    assert work.currentText() == work.typed() == f"{typed} ji"
    assert work.why_refused().hi.index("।") < work.why_refused().hi.index(meant)


def test_for_what_is_like_nothing_in_the_list_no_nearest_is_named(work: ChoiceEditor):
    work.setEditText("xyzzy")
    work.settle()
    assert work.typed() == "xyzzy"
    assert work.why_refused() == words("counter-ui.not-in-list-at-all", typed="xyzzy")


def test_a_choice_after_a_wrong_entry_is_the_choice(work: ChoiceEditor):
    work.setEditText("xyzzy")
    work.settle()
    work.setEditText("nai")
    work.settle()
    assert (work.typed(), work.refused) == ("barber", "")


def field(kind: FieldKind, language: Language | None) -> Field:
    return Field("field", kind, Words("पता", "Address"), Words("", ""), language=language)


@pytest.mark.parametrize("kind", [FieldKind.ADDRESS, FieldKind.TEXT])
def test_an_address_and_a_bank_are_written_by_sound_where_the_pack_says_hindi(
    qtbot, speech: Speech, kind: FieldKind
):
    editor = editor_for(field(kind, Language.HINDI), speech)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, "12/4 gram sadar, ")
    assert editor.typed() == "12/4 ग्राम सदर, "
    QTest.keyClick(editor, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "SBI ")
    assert editor.typed() == "12/4 ग्राम सदर, SBI "


@pytest.mark.parametrize("kind", [FieldKind.ADDRESS, FieldKind.TEXT])
def test_where_the_pack_names_no_language_the_keys_stay_as_they_are(qtbot, speech: Speech, kind: FieldKind):
    editor = editor_for(field(kind, None), speech)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, "gram sadar ")
    assert editor.typed() == "gram sadar "


def test_a_word_in_an_address_is_taken_back_by_undo_and_finished_by_leaving(qtbot, speech: Speech):
    editor = editor_for(field(FieldKind.ADDRESS, Language.HINDI), speech)
    assert isinstance(editor, LinesEditor)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, "sadar")
    assert editor.is_mid_word()
    editor.finish_word()
    assert editor.typed() == "सदर"
    editor.undo()
    assert editor.typed() == "sadar"


def test_an_arrow_opens_the_list_and_chooses_nothing_until_enter(qtbot, work: ChoiceEditor):
    work.show()
    assert work.lineEdit().placeholderText() == "चुनें"
    QTest.keyClicks(work, "9")
    work.settle()
    QTest.keyClick(work, Qt.Key.Key_Down)
    assert work.view().isVisible()
    assert work.currentIndex() == -1
    QTest.keyClick(work.view(), Qt.Key.Key_Down)
    QTest.keyClick(work.view(), Qt.Key.Key_Down)
    assert work.currentIndex() == -1
    QTest.keyClick(work.view(), Qt.Key.Key_Return)
    assert work.typed() == "barber"


def test_a_long_list_is_shown_in_the_screens_language_and_searched_in_both(
    qtbot, speech: Speech, work: ChoiceEditor
):
    work.show()
    assert work.itemText(1) == "दर्जी"
    QTest.keyClicks(work, "tail")
    popup = work.completer().popup()
    assert popup.isVisible() and popup.model().index(0, 0).data() == "दर्जी"
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert (work.currentText(), work.typed()) == ("दर्जी", "tailor")
    speech.speak(Language.ENGLISH)
    assert (work.currentText(), work.typed()) == ("Tailor", "tailor")


def test_a_choice_that_is_typed_by_its_sound_is_offered_from_its_first_letters(qtbot, work: ChoiceEditor):
    work.show()
    QTest.keyClicks(work, "dho")
    popup = work.completer().popup()
    assert popup.isVisible() and popup.model().index(0, 0).data() == "धोबी"
    work.settle()
    assert work.typed() == "washerman"


def test_a_name_in_english_is_offered_as_its_hindi_was_typed_and_typed_over(qtbot, speech: Speech):
    hindi, english = (
        editor_for(field(kind, None), speech) for kind in (FieldKind.NAME_HINDI, FieldKind.NAME_ENGLISH)
    )
    for each in (hindi, english):
        qtbot.addWidget(each)
    editors = {"name": hindi, "name_english": english}
    QTest.keyClicks(hindi, "sita devi ")
    offer_english(editors, "name_english")
    assert (english.text(), english.selectedText(), english.dirty) == ("SITA DEVI", "SITA DEVI", True)
    QTest.keyClicks(english, "SEETA")
    offer_english(editors, "name_english")
    assert english.text() == "SEETA"
    english.clear()
    hindi.insert("कुमारी")
    offer_english(editors, "name_english")
    assert english.text() == ""  # a word that nobody typed in Latin letters is not guessed at


def test_a_bank_and_its_code_that_were_written_before_stand_after_their_first_letters(qtbot, speech: Speech):
    said = Words("", "")
    bank = Field("bank", FieldKind.TEXT, said, said, language=Language.HINDI)
    code, about = Field("code", FieldKind.IFSC, said, said), Field("about", FieldKind.TEXT, said, said)
    fields, before = (bank, code, about), WrittenBefore()
    editors = {each.id: editor_for(each, speech) for each in fields}
    before.complete(fields, editors)
    for code_ in ("SBIN0009999", "SBIN0001234"):
        before.note("code", code_)
    before.note("bank", "भारतीय स्टेट बैंक, मलिहाबाद")
    before.note("about", "durghatna")
    typed = {"bank": "bhartiya ", "code": "sbin0009", "about": "d"}
    for name, editor in editors.items():
        qtbot.addWidget(editor)
        editor.show()
        editor.activateWindow()
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        QTest.keyClicks(editor, typed[name])
    assert editors["bank"].typed() == "भारतीय स्टेट बैंक, मलिहाबाद"
    assert editors["code"].typed().upper() == "SBIN0009999"
    assert editors["about"].typed() == "d"  # what one person told is offered to no other


def test_a_year_field_takes_a_pasted_date_whole(qtbot, speech: Speech):
    editor = editor_for(field(FieldKind.NUMBER, None), speech)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, "15-08-2015")
    assert editor.typed() == "15-08-2015"


def test_an_address_is_as_high_as_it_needs_and_no_higher_than_six_lines(qtbot):
    editor = LinesEditor(phonetic=True)
    qtbot.addWidget(editor)
    editor.show()
    low = editor.height()
    editor.put("\n".join("ग्राम" for _ in range(5)), "")
    five = editor.height()
    editor.put("\n".join("ग्राम" for _ in range(12)), "")
    line = editor.fontMetrics().lineSpacing()
    assert (five - low, editor.height() - low) == (2 * line, 3 * line)


@pytest.mark.parametrize("kind", [FieldKind.NAME_HINDI, FieldKind.TEXT])
def test_a_text_longer_than_its_line_shows_its_beginning(qtbot, speech: Speech, kind: FieldKind):
    editor = editor_for(field(kind, None), speech)
    qtbot.addWidget(editor)
    editor.put("श्रीमती राजकुमारी देवी विश्वकर्मा उपाध्याय चतुर्वेदी श्रीवास्तव", "")
    assert editor.cursorPosition() == 0


def test_what_is_chosen_and_dated_holds_before_it_is_recorded(qtbot, speech: Speech, work: ChoiceEditor):
    born = DateEditor(speech)
    qtbot.addWidget(born)
    editors = {"work": work, "born": born}
    recorded = {"work": "barber", "born": "1988-11-05", "name": "सीता"}
    assert foreseen(recorded, editors) == {"name": "सीता"}  # what was emptied holds no more
    work.setEditText("dhobi")
    work.settle()
    QTest.keyClicks(born, "05112012")
    assert foreseen(recorded, editors) == {"name": "सीता", "work": "washerman", "born": "2012-11-05"}
    work.setEditText("xyzzy")
    work.settle()
    born.backspace()
    assert foreseen(recorded, editors) == {"name": "सीता"}
