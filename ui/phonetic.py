"""How Hindi is typed on a Latin keyboard: `shramik` becomes श्रमिक, word by word.

Common words and parts of names stand in a list, because people type `kumar`, not `kumaar`, and what has an ending of
Hindi is known by the word below it; the rest goes by the sounds, longest first. What none of them can know is
offered: the other spellings of a word.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import letter
from ui.phonetic_endings import with_ending
from ui.spellings import Offered, spellings

VIRAMA, ANUSVARA, NUKTA = "्", "ं", "\u093c"
_WORDS = Path(__file__).with_name("phonetic_words.txt")
_CONSONANTS = {
    "ksh": "क्ष", "chh": "छ", "gny": "ज्ञ", "shr": "श्र", "kh": "ख", "gh": "घ", "ch": "च", "jh": "झ", "th": "थ",
    "dh": "ध", "ph": "फ", "bh": "भ", "sh": "श", "Sh": "ष", "Th": "ठ", "Dh": "ढ", "gy": "ज्ञ", "k": "क", "g": "ग",
    "c": "क", "j": "ज", "t": "त", "d": "द", "n": "न", "p": "प", "f": "फ़", "b": "ब", "m": "म", "y": "य", "r": "र",
    "l": "ल", "v": "व", "w": "व", "s": "स", "h": "ह", "z": "ज़", "q": "क़", "x": "क्स", "T": "ट", "D": "ड", "N": "ण",
    "R": "ड़", "L": "ळ",
}  # fmt: skip
_VOWELS = {
    "aa": ("आ", "ा"), "ai": ("ऐ", "ै"), "au": ("औ", "ौ"), "ee": ("ई", "ी"), "ii": ("ई", "ी"), "oo": ("ऊ", "ू"),
    "uu": ("ऊ", "ू"), "ou": ("औ", "ौ"), "A": ("आ", "ा"), "I": ("ई", "ी"), "U": ("ऊ", "ू"), "a": ("अ", ""),
    "e": ("ए", "े"), "i": ("इ", "ि"), "o": ("ओ", "ो"), "u": ("उ", "ु"), "ri": ("ऋ", "ृ"),
}  # fmt: skip
_BEFORE_RI = {"k", "g", "v", "w", "m", "h", "d"}
_SOUNDS = sorted({*_CONSONANTS, *_VOWELS} - {"ri"}, key=len, reverse=True)
_SOUND = re.compile("|".join(_SOUNDS))
_ALONE = {sign: alone for alone, sign in _VOWELS.values() if sign}
_LAST_LONG = {"a": ("आ", "ा"), "i": ("ई", "ी"), "u": ("ऊ", "ू")}  # sharma, devi, sonu end long
_JOIN_AFTER = {"y", "r", "v", "w"}  # what leans on a consonant before it
_JOIN_BEFORE = {"r", "s", "sh", "Sh", "ksh"}  # what leans on a consonant after it
_JOINED = {("p", "t"), ("k", "t"), ("l", "p"), ("t", "m"), ("d", "m"), ("l", "m"), ("n", "n"), ("m", "m"),
           ("n", "m"), ("n", "h"), ("m", "h"), ("d", "dh"), ("ch", "chh"), ("t", "th"), ("k", "kh"), ("k", "l"),
           ("b", "d"), ("g", "n"), ("t", "n")}  # fmt: skip
_NASAL_BEFORE = {"n": set("kgcjtdTDsz") | {"kh", "gh", "ch", "chh", "jh", "th", "dh", "Th", "Dh", "sh"},
                 "m": {"p", "b", "bh", "ph"}}  # fmt: skip

_SHORTEST_PART = 3  # letters that are left beside a part of a name: `udas` is no `u` and `das`
_LONGEST_SHORT = 4  # letters; a longer word of capitals was typed with Caps Lock on
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_LAST_WORD = re.compile(r"[A-Za-z]+$")
SWITCH = "अ / A  (Ctrl+Space)"


def to_hindi(latin: str, *, keeps_short: bool = True) -> str:
    """Return the text with every word of Latin letters in Devanagari; all else stays as it is.

    `T D N R Sh` are the curled ट ड ण ड़ ष; a capital that only begins a word is read as small. An abbreviation of the
    list (UP, UPSSB) stays Latin; `keeps_short`: so does any short word of capitals (SBI, LIC) that is no common word.
    """
    return re.sub(r"[A-Za-z]+", lambda found: _word(found[0], keeps_short=keeps_short), latin)


def _word(latin: str, *, keeps_short: bool) -> str:
    if listed := _known(latin):
        return listed
    is_short = keeps_short and latin.isupper() and len(latin) <= _LONGEST_SHORT
    if latin.istitle() or latin.isupper():
        latin = latin.lower()
    if listed := _known(latin):
        return listed
    return latin.upper() if is_short else with_ending(latin, _known) or _by_parts(latin)


def _known(latin: str) -> str | None:
    """Return a common word by its small letters, and what stays as it is by its capitals."""
    return next(iter(_listed().get(latin, "").split()), None)


@cache
def _listed() -> dict[str, str]:
    """Return each word of the list with its spellings in one string; read at the first word."""
    lines = (line.split(maxsplit=1) for line in _WORDS.read_text("utf-8").splitlines())
    return {latin: hindi for latin, hindi in lines if latin != "#"}


@cache
def _parts() -> tuple[tuple[str, str], ...]:
    """Return what begins (`ram-`) and what ends (`-lal`) a name written in one word, the longest first."""
    found = [(part, hindi.split()[0]) for part, hindi in _listed().items() if "-" in part]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


def _by_parts(latin: str) -> str:
    """Return pyarelal as pyare and lal, ramsevak as ram and sevak; what has no such part, by its sounds."""
    for part, hindi in _parts():
        name = part.strip("-")
        rest = latin.removesuffix(name) if part.startswith("-") else latin.removeprefix(name)
        if rest == latin or len(rest) < _SHORTEST_PART:
            continue
        if part.startswith("-"):
            return _joined(_known(rest) or _by_parts(rest), hindi)
        if rest[0] not in _VOWELS:
            return hindi + (_known(rest) or _by_parts(rest))
    return _by_sound(latin)


def _joined(begun: str, end: str) -> str:
    """Return both parts of a name in one: after a vowel an end that begins with a vowel has that for itself."""
    leans = end[0] in _ALONE and not ("क" <= begun[-1] <= "ह" or begun[-1] == NUKTA)
    return begun + (_ALONE[end[0]] + end[1:] if leans else end)


def _by_sound(latin: str) -> str:
    sounds = _with_long(_with_ri(_SOUND.findall(latin)))
    out: list[str] = []
    for place, (sound, after) in enumerate(pairwise([*sounds, ""])):
        before = sounds[place - 1] if place else ""
        if sound in _VOWELS:
            out.append(_vowel(sound, before, last=not after and place > 0))
        elif after in _NASAL_BEFORE.get(sound, ()) and before in _VOWELS:
            out.append(ANUSVARA)
        else:
            out.append(_CONSONANTS[sound] + (VIRAMA if _joins(sound, after, first=not place) else ""))
    return "".join(out)


def _with_ri(sounds: list[str]) -> list[str]:
    """Join `r i` to the vowel ऋ where it is one: krishi, griha, vriksh, but kriya, mantri, Priti."""
    out: list[str] = []
    places = iter(range(len(sounds)))
    for place in places:
        before, following = sounds[place - 1 : place], sounds[place + 1 : place + 3]
        is_ri = sounds[place] == "r" and following[:1] == ["i"] and following[1:] not in ([], ["y"])
        if is_ri and set(before) & _BEFORE_RI and following[1] in _CONSONANTS:
            out.append("ri")
            next(places)
        else:
            out.append(sounds[place])
    return out


def _with_long(sounds: list[str]) -> list[str]:
    """Write the long vowel that nobody types twice: dhyan, tyagi, shyamu after a joined y; kalu, nanu as names end."""
    out = list(sounds)
    for place, sound in enumerate(sounds):
        before, following = sounds[max(place - 2, 0) : place], sounds[place + 1 : place + 3]
        open_ahead = (
            following[:1] != [] and following[0] in _CONSONANTS and set(following[1:]) <= _VOWELS.keys()
        )
        if sound == "a" and open_ahead and (_leans_on_y(before) or following[1:] == ["u"] == sounds[3:]):
            out[place] = "aa"
    return out


def _leans_on_y(before: list[str]) -> bool:
    """Say whether the sounds before a vowel are a consonant and the y joined to it; व्य is as often short."""
    return before[-1:] == ["gy"] or (before[1:] == ["y"] and before[0] in _CONSONANTS.keys() - {"v"})


def _vowel(sound: str, before: str, *, last: bool) -> str:
    alone, sign = _LAST_LONG.get(sound, _VOWELS[sound]) if last else _VOWELS[sound]
    return sign if before in _CONSONANTS else alone


def _joins(sound: str, after: str, *, first: bool) -> bool:
    """Say whether two consonants with no vowel between them are written as one."""
    if after not in _CONSONANTS:
        return False
    return (
        first or sound == after or after in _JOIN_AFTER or sound in _JOIN_BEFORE or (sound, after) in _JOINED
    )


class WritesHindi:
    """What every widget has that writes Hindi from Latin keys; the widget says what stands before its cursor.

    A word is finished by what ends it, by Enter and by leaving. It is an edit of its own, so that Ctrl+Z takes it back.
    Alt+Down writes the word in its next spelling.
    """

    phonetic: bool
    _spelt: tuple[str, ...] = ()
    _at = 0
    _keys: Mapping[str, str] = MappingProxyType({})

    def in_latin(self, text: str) -> str:
        """Return a text in the letters that it was typed with here; nothing where a word of it was not."""
        known = [self._keys.get(word, "") for word in text.split()]
        return " ".join(known) if all(known) else ""

    def switch(self) -> None:
        """Write Hindi from Latin keys, or what the keys say."""
        self.phonetic = not self.phonetic
        self._switched()

    def is_mid_word(self) -> bool:
        """Say whether a word stands before the cursor that will be Hindi in a moment."""
        return self.phonetic and _LAST_WORD.search(self._before()) is not None

    def finish_word(self) -> None:
        """Turn the Latin word before the cursor into Hindi."""
        found = _LAST_WORD.search(self._before())
        if self.phonetic and found and self._may_write():
            self._look_up(found[0])
            self._keys = {**self._keys, **dict.fromkeys(self._spelt, found[0])}
            self._put(len(found[0]), self._spelt[0])

    def respell(self) -> None:
        """Write the word before the cursor in its next spelling, after the last again in the first."""
        self.finish_word()
        if self._may_write() and self._stands_spelt():
            before, old = self._before(), self._spelt[self._at]
            self._at = (self._at + 1) % len(self._spelt)
            gap = before[len(before.rstrip()) :]
            self._put(len(old) + len(gap), self._spelt[self._at] + gap)

    def _stands_spelt(self) -> bool:
        """Say whether the word before the cursor is the one whose spellings are known."""
        return len(self._spelt) > 1 and self._before().split()[-1:] == [self._spelt[self._at]]

    def _look_up(self, latin: str) -> None:
        written, listed = self._in_hindi(latin), _listed().get(latin.lower(), "").split()
        self._spelt, self._at = spellings(written, *listed[1:]), 0

    def _takes(self, event: QKeyEvent) -> bool:
        """Finish the word that a key ends; True where the key was the switch or the speller, and is used up."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.switch()
            return True
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.respell()
            return True
        text = event.text()
        if event.key() in _ENDS or (text and text.isprintable() and not text.isalpha()):
            self.finish_word()
        return False

    def _offer(self, editor: QWidget, cursor: QRect) -> None:
        """Show the spellings of the word at hand under the cursor, as long as there are several.

        A key may have moved the focus on: to another field belongs no word of this one.
        """
        found = _LAST_WORD.search(self._before())
        if self.phonetic and found:
            self._look_up(found[0])
        at_hand = self.is_mid_word() or self._stands_spelt()
        if editor.hasFocus() and editor.isVisible() and at_hand and len(self._spelt) > 1:
            offered = editor.findChild(Offered) or Offered(editor)
            offered.offer(self._spelt, self._at, editor.mapToGlobal(cursor.bottomLeft()))
        else:
            self._withdraw(editor)

    def _withdraw(self, editor: QWidget) -> None:
        offered = editor.findChild(Offered)
        if offered:
            offered.hide()

    def _sign(self) -> QIcon:
        return letter("अ" if self.phonetic else "A")

    def _in_hindi(self, latin: str) -> str:
        return to_hindi(latin)

    def _before(self) -> str:
        raise NotImplementedError

    def _may_write(self) -> bool:
        raise NotImplementedError

    def _put(self, letters: int, text: str) -> None:
        """Write the text in place of so many letters before the cursor."""
        raise NotImplementedError

    def _switched(self) -> None:
        raise NotImplementedError


class PhoneticEdit(QLineEdit, WritesHindi):
    """A line that writes Hindi from Latin keys. Ctrl+Space, or a click on अ/A, switches; Ctrl+Z takes a word back.

    `keeps_short`: as `to_hindi` has it.
    """

    switched = Signal(bool)

    def __init__(
        self, parent: QWidget | None = None, *, phonetic: bool = True, keeps_short: bool = True
    ) -> None:
        super().__init__(parent)
        self.phonetic, self._keeps_short = phonetic, keeps_short
        self._action = QAction(self._sign(), "अ / A", self)
        self._action.setToolTip(SWITCH)
        self._action.triggered.connect(self.switch)
        self.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if not self._takes(event):
            super().keyPressEvent(event)
        self._offer(self, self.cursorRect())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """The word at hand is converted first, so that `editingFinished` tells of the Hindi."""
        self.finish_word()
        self._withdraw(self)
        super().focusOutEvent(event)

    def _before(self) -> str:
        return self.text()[: self.cursorPosition()]

    def _may_write(self) -> bool:
        return not (self.isReadOnly() or self.hasSelectedText())

    def _in_hindi(self, latin: str) -> str:
        return to_hindi(latin, keeps_short=self._keeps_short)

    def _put(self, letters: int, text: str) -> None:
        self.setSelection(self.cursorPosition() - letters, letters)
        self.insert(text)

    def _switched(self) -> None:
        self._action.setIcon(self._sign())
        self.switched.emit(self.phonetic)
