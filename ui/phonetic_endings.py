"""What does an ending add to a word that is known: `kendron` of `kendra`, `bhejenge` of the root `bhej`?

Nobody types the length of a vowel, so that a list has to know words; but not each of them eleven times.
"""

from collections.abc import Callable, Iterator

Known = Callable[[str], str | None]
ROOT = "+"  # the mark of a verb's root in the list: `bhej+`

_SHORTEST_ROOT = 2  # letters: ja, la, pa
_AFTER_ANY = {"na": "ना", "ne": "ने", "ni": "नी", "ta": "ता", "te": "ते", "ti": "ती", "kar": "कर", "ke": "के"}
_AFTER_CONSONANT = _AFTER_ANY | {
    "a": "ा", "aa": "ा", "e": "े", "i": "ी", "ee": "ी", "en": "ें", "ein": "ें", "ega": "ेगा", "egi": "ेगी",
    "enge": "ेंगे", "engi": "ेंगी", "einge": "ेंगे", "eingi": "ेंगी", "o": "ो", "oge": "ोगे", "unga": "ूँगा",
    "ungi": "ूँगी", "iye": "िए", "iyega": "िएगा",
}  # fmt: skip
_AFTER_VOWEL = _AFTER_ANY | {
    "": "", "ya": "या", "e": "ए", "ye": "ए", "i": "ई", "yi": "ई", "yee": "ई", "en": "एँ", "yen": "एँ", "ein": "एँ",
    "yein": "एँ", "ega": "एगा", "yega": "एगा", "egi": "एगी", "yegi": "एगी", "enge": "एँगे", "yenge": "एँगे",
    "engi": "एँगी", "yengi": "एँगी", "o": "ओ", "oge": "ओगे", "unga": "ऊँगा", "ungi": "ऊँगी", "iye": "इए",
    "iyega": "इएगा",
}  # fmt: skip
_PLURALS = {
    "iyan": {"ि": "ियाँ", "ी": "ियाँ"},
    "iyaan": {"ि": "ियाँ", "ी": "ियाँ"},
    "on": {"": "ों", "ा": "ाओं", "ि": "ियों", "ी": "ियों", "ु": "ुओं", "ू": "ुओं"},
    "en": {"": "ें", "ा": "ाएँ"},
    "ein": {"": "ें", "ा": "ाएँ"},
}
"""What stands for the last vowel of a noun under each ending; a consonant's is none."""


def with_ending(latin: str, known: Known) -> str | None:
    """Return a word that is not listed, in Devanagari, by the listed one that it is a form of; else None."""
    return _verb(latin, known) or _noun(latin, known)


def _verb(latin: str, known: Known) -> str | None:
    """The longest root is the right one: `karana` is कराना, `karna` करना."""
    for length in range(len(latin), _SHORTEST_ROOT - 1, -1):
        root = known(latin[:length] + ROOT)
        endings = _AFTER_CONSONANT if root and _is_consonant(root) else _AFTER_VOWEL
        if root and (ending := endings.get(latin[length:])) is not None:
            return root + ending
    return None


def _noun(latin: str, known: Known) -> str | None:
    for ending, lasts in _PLURALS.items():
        if latin.endswith(ending):
            stem = latin.removesuffix(ending)
            heard = (_shown(hindi, lasts, loses=loses) for hindi, loses in _words(stem, known))
            if found := next((form for form in heard if form), None):
                return found
    return None


def _words(stem: str, known: Known) -> Iterator[tuple[str, bool]]:
    """Yield the words it may be a form of, and whether each lost its last letter: kamr(on) is of kamra."""
    kept = (stem, stem.removesuffix("y"), f"{stem[:-1]}a{stem[-1:]}")
    lost = (stem + "a", stem + "i", stem + "ee")
    for listed in (*kept, *lost):
        if hindi := known(listed):
            yield hindi, listed in lost


def _shown(hindi: str, lasts: dict[str, str], *, loses: bool) -> str | None:
    """A thing's or a woman's ा stays before what is added (योजनाओं), a man's is lost (कमरों): the letters tell."""
    if _is_consonant(hindi):
        return hindi + lasts[""] if "" in lasts else None
    if loses and hindi[-1] == "ा":
        return hindi[:-1] + lasts[""] if "" in lasts else None
    return hindi[:-1] + lasts[hindi[-1]] if hindi[-1] in lasts else None


def _is_consonant(hindi: str) -> bool:
    return "क" <= hindi[-1] <= "ह" or hindi[-1] == "\u093c"
