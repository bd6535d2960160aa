"""How an error is said on the command line, and what happens when nobody listens any more."""

import json
import os
import sys
from collections.abc import Collection

from app.errors import AppError


def told(error: AppError, arguments: Collection[str] = ()) -> int:
    """Say an error on the error stream; return its exit code.

    A person reads words alone; `--debug` adds the code and its facts, and `--json` gives all of it to a program.
    """
    from app.words import explain

    words = explain(error)
    if "--debug" in arguments:
        print(f"{words.hi}\n{words.en}\n[{error}]", file=sys.stderr)
    elif "--json" in arguments:
        refused = {
            "error": error.key,
            "code": error.code,
            "facts": error.facts,
            "hi": words.hi,
            "en": words.en,
        }
        print(json.dumps(refused, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"{words.hi}\n{words.en}", file=sys.stderr)
    return error.exit_code


def heard(code: int) -> int:
    """Return `code` once all that was printed is out. Raises: BrokenPipeError, where whoever read it has gone."""
    if sys.stdout is not None:  # a window that was started without a terminal has none
        sys.stdout.flush()
    return code


def unheard() -> int:
    """Return the exit code of `main.py ... | head`, as a shell counts a broken pipe; the rest goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141  # 128 + SIGPIPE
