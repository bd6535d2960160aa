"""What is said of a token and of the certificate chosen on it, before a PIN is asked; each with its tone."""

from app.base.days import clock_words
from app.base.words import Words
from app.ports.signing import PRACTICE, CertificateState, PinState
from app.words import words
from ui.efile.token_seen import USABLE, Choice, Seen, is_locked, named
from ui.words import Speech

GONE, IDLE = words("efile-ui.token-gone"), words("token.idle")
NO_PRACTICE = words("token.none-practice")
LOST = (GONE, IDLE, words("token.removed"))
_TONES = {CertificateState.FINE: "good", PinState.FINE: "good", PinState.LOW: "wait"}
FITS = 26
"""Letters that the box of the certificates shows beside a text; a longer name is said whole under it."""
Told = tuple[str, str]
NOTHING: Told = "", ""


def problem_told(speech: Speech, problem: Words) -> Told:
    """A token that lay idle locks itself: nothing went wrong."""
    return speech.say(problem), "wait" if problem in (IDLE, NO_PRACTICE) else "wrong"


def found_told(speech: Speech, seen: Seen, *, must_choose: bool, is_plain: bool) -> Told:
    """Say what was found. `is_plain`: that it is ready is said beside it, or it is not ready for this person."""
    if seen.diagnosis is None or is_locked(seen.choices):
        return NOTHING  # what is locked is said of its PIN
    if seen.diagnosis.tokens and not seen.choices:
        return speech.word("efile-ui.token-no-certificate"), "wrong"
    if must_choose:
        return speech.word("efile-ui.certificate-choose", count=len(seen.choices)), "wait"
    said = speech.word(f"readiness.{seen.diagnosis.readiness.value}")
    if not seen.choices:
        return said, "wait"  # what is to be done next, not what went wrong
    return NOTHING if is_plain else (said, "good")


def state_told(speech: Speech, choice: Choice, *, enrolling: bool) -> Told:
    if choice.held_by is not None:
        key = "certificate-of-another" if enrolling else "certificate-not-yours"
        return speech.word(f"efile-ui.{key}", name=speech.say(choice.held_by)), "wrong"
    if enrolling and choice.state is CertificateState.WRONG_PERSON:
        return speech.word("efile-ui.certificate-new"), "good"
    tone = _TONES.get(choice.state, "wait" if choice.state in USABLE else "wrong")
    return speech.word(f"certificate.{choice.state.value}"), tone


def pin_told(speech: Speech, choice: Choice) -> Told:
    if choice.token.maker == PRACTICE:
        return speech.word("efile-ui.practice-pin"), "wait"
    pin = choice.token.pin
    return speech.word(f"pin.state-{pin.value}"), _TONES.get(pin, "wrong")


def revocation_told(speech: Speech, choice: Choice) -> Told:
    whose = named(choice, of_several=False)
    whole = f"{whose} · " if len(whose) > FITS else ""
    known = f"{whole}{choice.certificate.issuer}: " + speech.word(f"revocation.{choice.revocation.value}")
    if choice.as_of is not None:
        known += " " + speech.word("efile-ui.crl-as-of", at=clock_words(choice.as_of))
    return known, ""
