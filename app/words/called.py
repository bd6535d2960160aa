"""How a printer is called before people: the built-in ones in words, the others as a person named them."""

from collections.abc import Mapping

from app.base.words import Words
from app.errors import DeviceError
from app.words import explain, words

OWN = "receipt-printer"
"""How a desk's printer of slips is named in the settings where nobody has named one."""

_BUILT_IN = {
    "virtual": "counter-ui.printer-virtual",
    "pdf": "counter-ui.printer-pdf",
    OWN: "counter-ui.printer-own",
}


def printer_called(name: str) -> Words:
    return words(_BUILT_IN[name]) if name in _BUILT_IN else Words(name, name)


def explain_printer(key: str, facts: Mapping[str, str | int], printer: str) -> Words:
    """Return what is the matter with `printer`, called as people call it, and what to do."""
    named = printer_called(printer)
    hindi, english = (
        explain(DeviceError(**{**facts, "reason": key, "printer": name})) for name in (named.hi, named.en)
    )
    return Words(hindi.hi, english.en)
