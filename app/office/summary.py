"""What a person reads once the demo is over: every number and paper, in Hindi and then in English."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.base.words import Language
from app.words import say

_STORIES = ("online", "challan", "offline")


def summary(found: Mapping[str, Any], out: Path) -> str:
    """Return what `Demo.run` told, as lines of text."""
    return "\n".join(line for language in Language for line in _lines(found, out, language))


def _lines(found: Mapping[str, Any], out: Path, language: Language) -> Iterator[str]:
    yield say("demo.done", language, folder=out)
    if found["earlier_applications"]:
        yield say("demo.continues", language, applications=found["earlier_applications"])
    for name in _STORIES:
        told = found[name]
        numbers = {key: told[key] or "—" for key in ("application_number", "registration_number")}
        yield f"  {say('demo.story', language, story=say(f'demo.{name}', language), **numbers)}"
        yield from (f"    {number}" for number in told["numbers"].values())
    yield f"  {say('demo.day', language, number=found['day_account']['number'])}"
    waits = {name: found[name] for name in ("outbox_waiting", "needs_attention")}
    yield f"  {say('demo.waits', language, **waits)}"
    yield ""
