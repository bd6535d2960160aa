"""Hindi from Latin keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from ui import phonetic
from ui.phonetic import PhoneticEdit, to_hindi
from ui.phonetic_lines import PhoneticLines
from ui.spellings import Offered


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shramik", "श्रमिक"),
        ("Kumar", "कुमार"),
        ("SHARMA", "शर्मा"),
        ("chandra", "चंद्रा"),
        ("ambika", "अंबिका"),
        ("kshatriya", "क्षत्रिया"),
        ("chaunk", "चौंक"),
        ("raajkumaar", "राजकुमार"),
        ("dharmendr", "धर्मेंद्र"),
        ("munnaa", "मुन्ना"),
        ("pyaare", "प्यारे"),
        ("aTal", "अटल"),
        ("seema devi", "सीमा देवी"),
        ("12/4 gram sadar", "12/4 ग्राम सदर"),
        ("पहले se", "पहले से"),
        ("kripya swikriti hetu prastut", "कृपया स्वीकृति हेतु प्रस्तुत"),
        ("adhikari ki tippani", "अधिकारी की टिप्पणी"),
        ("vriksh kriya mantri hriday trilok", "वृक्ष क्रिया मंत्री हृदय त्रिलोक"),
        ("bharatiya state bank, bakshi ka talab", "भारतीय स्टेट बैंक, बक्शी का तालाब"),
        ("rajkumar upadhyay chaudhary shrivastava", "राजकुमार उपाध्याय चौधरी श्रीवास्तव"),
        ("sitapur barabanki hardoi hamirpur", "सीतापुर बाराबंकी हरदोई हमीरपुर"),
        ("lakhimpur rampur itaunja", "लखीमपुर रामपुर इटौंजा"),
        ("beti ki shadi", "बेटी की शादी"),
        ("aakhiri tareekh nikal gayi", "आख़िरी तारीख़ निकल गई"),
        ("akhiri tarikh, kaagaz phat gaya", "आख़िरी तारीख़, कागज़ फट गया"),
        ("SBI sitapur, PNB aur LIC", "SBI सीतापुर, PNB और LIC"),
        ("RAM UMA BANK", "राम उमा बैंक"),
        ("UP shasan, up nideshak, Up", "UP शासन, उप निदेशक, उप"),
        ("DM SDM BDO UPSSB", "DM SDM BDO UPSSB"),
        ("SHARMA KANPUR", "शर्मा कानपुर"),
        ("ramu kalu pyarelal hiralal gyan", "रामू कालू प्यारेलाल हीरालाल ज्ञान"),
        ("shivpyari kshetrapal lali madhu", "शिवप्यारी क्षेत्रपाल लाली मधु"),
        ("ramsevak tulsidas alipur sikandarabad", "रामसेवक तुलसीदास अलीपुर सिकंदराबाद"),
        ("bhupendra gajendra brijlal anurag javed", "भूपेंद्र गजेंद्र बृजलाल अनुराग जावेद"),
        ("noorjahan shahjahan abdul rahman", "नूरजहाँ शाहजहाँ अब्दुल रहमान"),
        ("sushma ritu krishn ramkrishn durghatna", "सुषमा रितु कृष्ण रामकृष्ण दुर्घटना"),
        ("habibullah abdurrahman mehrunnisha zeeshan", "हबीबुल्लाह अब्दुर्रहमान मेहरुन्निशा ज़ीशान"),
        ("sanaullah saifullah jahangirabad", "सनाउल्लाह सैफ़ुल्लाह जहाँगीराबाद"),
        ("sbi bakshi ka talab, pnb, hdfc bank", "SBI बक्शी का तालाब, PNB, HDFC बैंक"),
        ("toot grahak nirikshak mangi udas vyakti", "टूट ग्राहक निरीक्षक मांगी उदास व्यक्ति"),
        ("bhejein bhejenge bhejkar bhejna", "भेजें भेजेंगे भेजकर भेजना"),
        ("jaye jayegi jayenge jata jakar", "जाए जाएगी जाएँगे जाता जाकर"),
        ("karna karana karayen karwaye", "करना कराना कराएँ करवाए"),
        ("sudharna mangayein banaya lautayen", "सुधारना मँगाएँ बनाया लौटाएँ"),
        ("raste ki bat uske sath thodi der bad", "रास्ते की बात उसके साथ थोड़ी देर बाद"),
        ("hamara hisab jaldi yahan panch ke pas", "हमारा हिसाब जल्दी यहाँ पंच के पास"),
        ("likhiye dekhkar rakhenge pahunchayen", "लिखिए देखकर रखेंगे पहुँचाएँ"),
        ("kendron karyalayon adhikariyon yojanaon", "केन्द्रों कार्यालयों अधिकारियों योजनाओं"),
        ("sevayen shikayaten suchiyan tippaniyon", "सेवाएँ शिकायतें सूचियाँ टिप्पणियों"),
        ("kamron ladkon sadkon gharon", "कमरों लड़कों सड़कों घरों"),
        ("doosri teesre masik varshik", "दूसरी तीसरे मासिक वार्षिक"),
        ("token online form lakhanau rs 500", "टोकन ऑनलाइन फ़ॉर्म लखनऊ रु० 500"),
        ("Bank of Baroda", "बैंक ऑफ़ बड़ौदा"),
        ("BADLA HUA LEKH", "बदला हुआ लेख"),
        ("lata jaya pati jati", "लता जया पति जाति"),
    ],
)
def test_words_are_written_as_they_sound(typed, meant):
    assert to_hindi(typed) == meant


def test_a_name_in_capitals_is_hindi_even_where_it_is_short(qtbot):
    assert to_hindi("DULU") == "DULU"
    edit = PhoneticEdit(keeps_short=False)
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "DULU ")
    assert edit.text() == "दुलू "


def test_a_word_turns_to_hindi_when_it_ends_and_comes_back_on_undo(qtbot):
    edit = PhoneticEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "shramik")
    assert edit.text() == "shramik"
    qtbot.keyClick(edit, Qt.Key.Key_Space)
    assert edit.text() == "श्रमिक "
    edit.undo()
    assert edit.text().strip() == "shramik"


def test_a_field_that_is_left_tells_of_the_hindi(qtbot):
    edit = PhoneticEdit()
    qtbot.addWidget(edit)
    told = []
    edit.textEdited.connect(told.append)
    qtbot.keyClicks(edit, "devi")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), told[-1]) == ("देवी", "देवी")


@pytest.mark.parametrize("kind", [PhoneticEdit, PhoneticLines])
def test_a_line_and_a_page_of_lines_are_typed_alike(qtbot, kind: type[PhoneticEdit | PhoneticLines]):
    edit = kind()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "UP ka gram, seva")
    assert edit.is_mid_word()
    qtbot.keyClick(edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert not edit.is_mid_word()
    qtbot.keyClicks(edit, "12 Seva ")
    text = edit.text() if isinstance(edit, PhoneticEdit) else edit.toPlainText()
    assert text == "UP का ग्राम, seva12 Seva "


def test_the_other_spellings_are_offered_while_a_name_is_typed_and_chosen_by_key(qtbot):
    edit = PhoneticEdit(keeps_short=False)
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "sushila madni")
    offered = edit.findChild(Offered)
    assert offered.isVisible()
    assert "मादनी" in offered.text()
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert edit.text() == "सुशीला मादनी"
    qtbot.keyClicks(edit, " ")
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert edit.text() != "सुशीला मादनी "
    for _ in offered.text().split("&nbsp;")[2:]:
        qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert edit.text() == "सुशीला मादनी "
    qtbot.keyClicks(edit, "12 ")
    assert not offered.isVisible()
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert edit.text() == "सुशीला मादनी 12 "


@pytest.mark.parametrize(
    ("typed", "meant"), [("ritu", "ऋतु"), ("shahjahan", "शाहजहां"), ("kamal", "कमाल"), ("urghatna", "उरघत्ना")]
)
def test_a_spelling_that_is_as_good_is_among_those_that_are_offered(qtbot, typed: str, meant: str):
    edit = PhoneticEdit(keeps_short=False)
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, typed)
    edit.finish_word()
    for _ in range(10):
        if edit.text() == meant:
            break
        edit.respell()
    assert edit.text() == meant


def test_the_spellings_go_with_the_cursor(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    edit, following = PhoneticEdit(page), QLineEdit(page)
    page.show()
    page.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "madni")
    assert edit.findChild(Offered).isVisible()
    following.setFocus()
    assert not edit.findChild(Offered).isVisible()

    edit.returnPressed.connect(following.setFocus)
    edit.setFocus()
    qtbot.keyClicks(edit, " madni")
    assert edit.findChild(Offered).isVisible()
    qtbot.keyClick(edit, Qt.Key.Key_Return)  # the key itself moves the focus on
    assert not edit.findChild(Offered).isVisible()

    edit.setFocus()
    qtbot.keyClicks(edit, " madni")
    page.hide()
    assert not edit.findChild(Offered).isVisible()


def test_in_a_text_of_lines_a_word_is_respelt_when_it_is_asked_for(qtbot):
    lines = PhoneticLines()
    qtbot.addWidget(lines)
    lines.show()
    lines.activateWindow()
    lines.setFocus()
    qtbot.waitUntil(lines.hasFocus)
    qtbot.keyClicks(lines, "madni ")
    assert lines.findChild(Offered) is None
    qtbot.keyClick(lines, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert lines.toPlainText() == "मादनी "
    assert lines.findChild(Offered).isVisible()


def test_what_is_only_read_shows_no_script(qtbot):
    lines = PhoneticLines()
    qtbot.addWidget(lines)
    lines.show()
    lines.setReadOnly(True)
    assert not lines.findChild(QToolButton).isVisible()
    lines.setReadOnly(False)
    assert lines.findChild(QToolButton).isVisible()


def test_switched_off_it_leaves_english_alone(qtbot):
    edit = PhoneticEdit()
    qtbot.addWidget(edit)
    with qtbot.waitSignal(edit.switched):
        qtbot.keyClick(edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(edit, "Ram Lal ")
    assert edit.text() == "Ram Lal "


def test_no_common_word_stands_twice():
    lines = Path(phonetic.__file__).with_name("phonetic_words.txt").read_text("utf-8").splitlines()
    words = [line.split()[0] for line in lines if not line.startswith("#")]
    assert sorted(set(words)) == sorted(words)
