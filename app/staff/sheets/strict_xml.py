"""Which elements does a part of a spreadsheet hold? Read without entities, without a DTD, and to a limit."""

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from xml.parsers import expat

from app.errors import FileRefused

Attributes = Mapping[str, str]
_DEEPEST = 64


def walk(parts: Generator[bytes, None, None], begin: Callable[[str, Attributes], object]) -> None:
    """Call `begin` for every element, with names that have lost their namespace's prefix.

    Raises: FileRefused, for a DTD, an entity, elements nested too deep, or bytes that are no XML.
    """
    depth = 0

    def begun(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise FileRefused(reason="sheet.xml-bomb")
        begin(_local(name), {_local(key): value for key, value in attributes.items()})

    def ended(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with closing(parts):
            for part in parts:
                parser.Parse(part, False)
        parser.Parse(b"", True)
    except expat.ExpatError as wrong:
        raise FileRefused(reason="sheet.damaged") from wrong


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_doctype: object) -> None:
    raise FileRefused(reason="sheet.xml-bomb")
