"""What an editor holds for one field, as a person gave it, and which choices of a list are near to it."""

from difflib import SequenceMatcher

from app.base.names import sound
from app.packs.model import Choice

Typed = str | bool | tuple[str, ...]
_NEAR, _MARGIN = (
    0.5,
    0.15,
)  # less in common than that is chance; what is so much farther than the nearest is none


def nearest(choices: tuple[Choice, ...], typed: str, most: int = 2) -> tuple[Choice, ...]:
    """Return the choices that look or sound most like what was typed, the nearest first; none, where none is near."""
    likeness = {choice: _likeness(choice, typed) for choice in choices}
    least = max(_NEAR, max(likeness.values(), default=0.0) - _MARGIN)
    near = [choice for choice in choices if likeness[choice] >= least]
    return tuple(sorted(near, key=lambda choice: -likeness[choice])[:most])


def _likeness(choice: Choice, typed: str) -> float:
    text = typed.casefold()
    seen = [SequenceMatcher(None, text, part).ratio() for part in _parts(choice)]
    heard = sound(typed).replace(" ", "")
    sounds = [SequenceMatcher(None, heard, sound(part).replace(" ", "")).ratio() for part in _parts(choice)]
    return max(*seen, *(sounds if heard else ()))


def _parts(choice: Choice) -> list[str]:
    """Return the names of a choice, whole and word by word: people type the word that matters."""
    names = [choice.words.hi.casefold(), choice.words.en.casefold()]
    return [*names, *(word.strip("(),") for name in names for word in name.split() if len(word) > 2)]  # noqa: PLR2004  of, or
