"""How a printer is called on the screen: the built-in ones in words, the others as a person named them."""

from ui.words import Speech

_BUILT_IN = {"virtual": "counter-ui.printer-virtual", "pdf": "counter-ui.printer-pdf"}


def printer_words(speech: Speech, name: str) -> str:
    return speech.word(_BUILT_IN[name]) if name in _BUILT_IN else name
