"""How an error is said on the command line."""

import sys

from app.errors import AppError


def told(error: AppError) -> int:
    """Say an error on the error stream; return its exit code."""
    from app.words import explain

    words = explain(error)
    print(f"{words.hi}\n{words.en}\n[{error}]", file=sys.stderr)
    return error.exit_code
