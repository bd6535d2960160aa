"""What stands between the officer and a signature? Told from what two witnesses saw, before any try is spent."""

from collections.abc import Sequence

from app.ports.signing import Diagnosis, Loading, ModuleTried, Readiness, Token
from dsc.watcher import Seen


def diagnosis(tokens: Sequence[Token], modules: Sequence[ModuleTried], seen: Seen) -> Diagnosis:
    return Diagnosis(_readiness(tokens, modules, seen), tuple(tokens), seen.readers, tuple(modules))


def _readiness(tokens: Sequence[Token], modules: Sequence[ModuleTried], seen: Seen) -> Readiness:
    """PKCS#11 is the truth: a token that it reads is ready, whatever the smart card service says."""
    if tokens:
        return Readiness.READY
    if not seen.is_known:
        asked = any(each.loading is Loading.SAW_NONE for each in modules)
        return Readiness.NO_TOKEN if asked else Readiness.NO_DRIVER
    if not seen.has_service:
        return Readiness.NO_SERVICE
    if not seen.readers:
        return Readiness.NO_READER
    has_card = any(each.has_card for each in seen.readers)
    return Readiness.NO_DRIVER if has_card else Readiness.NO_TOKEN
