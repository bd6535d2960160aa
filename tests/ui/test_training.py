"""What the training page says of the notices that were sent."""

from app.base.words import Language
from ui.places.training import notice_words
from ui.words import Speech

WRITTEN = "To: 9876543210\nTemplate: TR-1007-0001\nId: 01a213f7\n\nपंजीकरण पूरा हुआ।\n"


def test_a_notice_is_told_by_its_number_template_and_text(speech: Speech):
    assert notice_words(speech, WRITTEN) == "9876543210 को (टेम्पलेट TR-1007-0001):\nपंजीकरण पूरा हुआ।\n"
    speech.speak(Language.ENGLISH)
    assert notice_words(speech, WRITTEN).startswith("To 9876543210 (template TR-1007-0001):\n")
