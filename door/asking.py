"""How the command line is described: every text is a message key, said in Hindi and then in English.

The catalogue is read when somebody asks for help, and only then.
"""

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from app.errors import InputError

_HEADINGS = {"positional arguments": "help.given", "options": "help.options"}
"""The two headings that argparse itself gives."""
_WRONG = (
    ("command.missing", re.compile(r"the following arguments are required: (?P<what>.+)")),
    ("command.unknown", re.compile(r"unrecognized arguments: (?P<what>.+)")),
    ("command.ambiguous", re.compile(r"ambiguous option: (?P<what>\S+) could match (?P<among>.+)")),
    (
        "command.no-such",
        re.compile(r"argument (?P<where>.+?): invalid choice: (?P<what>.+) \(choose from (?P<among>.+)\)"),
    ),
    ("command.bad-value", re.compile(r"argument (?P<where>.+?): invalid \S+ value: (?P<what>.+)")),
    ("command.no-value", re.compile(r"argument (?P<where>.+?): expected .+")),
)
"""What argparse, which speaks English alone, says of a wrong command line, and which message that is."""


class CommandLine(argparse.ArgumentParser):
    """A task's description. `more`: lines for the end of its help, asked for only then.

    A wrong command line is told of as any other wrong input.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(add_help=False, formatter_class=_InBothLanguages, **given)
        self.more: Callable[[], Iterable[str]] = tuple
        self.add_argument("-h", "--help", action="help", help="help.help")

    def error(self, message: str) -> NoReturn:
        for reason, form in _WRONG:
            if found := form.fullmatch(message):
                facts = {name: fact.replace("'", "") for name, fact in found.groupdict().items()}
                raise InputError(reason=reason, field="command line", program=self.prog, **facts)
        raise InputError(reason="command.wrong", field="command line", program=self.prog, said=message)

    def format_help(self) -> str:
        return super().format_help() + "".join(f"{line}\n" for line in self.more())


class _InBothLanguages(argparse.HelpFormatter):
    """Looks each key up; what is laid out in lines keeps its lines."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        begun = f"{_both('help.usage')}: " if prefix is None else prefix
        super().add_usage(usage, actions, groups, begun)

    def add_text(self, text: str | None) -> None:
        from app.words import words

        if text and text is not argparse.SUPPRESS:
            said = words(text)
            super().add_text(said.hi)
            super().add_text(said.en)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_both(_HEADINGS.get(heading, heading)) if heading else None)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return _both(action.help).replace("%", "%%") if action.help else None

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return "".join(indent + line for line in text.splitlines(keepends=True))
        return super()._fill_text(text, width, indent)


def _both(key: str) -> str:
    from app.words import words

    return words(key).both
