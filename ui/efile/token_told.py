"""What is said of a token and of the certificate chosen on it, before a PIN is asked; each with its tone."""

from PySide6.QtWidgets import QLabel

from app.base.days import clock_words
from app.base.practice import PRACTICE
from app.base.words import Words
from app.efile.walk import Enrolled
from app.ports.signing import CertificateState, PinState
from app.words import words
from ui.efile.token_seen import ENROLLABLE, USABLE, Choice, Seen, is_locked, named
from ui.theme import restyle
from ui.words import Speech

GONE, IDLE = words("efile-ui.token-gone"), words("token.idle")
NO_PRACTICE = words("token.none-practice")
LOST = (GONE, IDLE, words("token.removed"))
_TONES = {CertificateState.FINE: "good", PinState.FINE: "good", PinState.LOW: "wait"}
_UNDECIDED = {Enrolled.ASKED: "dsc.waits-approval", Enrolled.REFUSED: "dsc.refused"}
_OVER = {Enrolled.REPLACED: "dsc.replaced", Enrolled.SURRENDERED: "dsc.surrendered"}
_ENDS_SOON = USABLE - {CertificateState.FINE}
FITS = 26
"""Letters that the box of the certificates shows beside a text; a longer name is said whole under it."""
Told = tuple[str, str]
NOTHING: Told = "", ""
_READY: Told = "readiness.ready", "good"


def problem_told(speech: Speech, problem: Words) -> Told:
    """A token that lay idle locks itself: nothing went wrong."""
    return speech.say(problem), "wait" if problem in (IDLE, NO_PRACTICE) else "wrong"


def both(before: Words | None, now: Words) -> Words:
    """Return what came of a try with what stops the next one: a try that was spent is told first."""
    if before is None or before in (*LOST, now):
        return now
    return Words(f"{before.hi} {now.hi}", f"{before.en} {now.en}")


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


def ready_told(seen: Seen, choice: Choice | None) -> Told:
    """Return what is said of a token that can be read, as a message key: never that it is ready beside a warning."""
    if is_locked(seen.choices):
        return "pin.state-locked", "wrong"
    if choice is None:
        is_bare = seen.diagnosis is not None and not seen.choices
        return ("efile-ui.token-no-certificate", "wrong") if is_bare else _READY
    if choice.held_by is not None or choice.is_doubtful or choice.state not in ENROLLABLE:
        return "efile-ui.step-not-yours", "wrong"
    is_held = choice.standing in _UNDECIDED or choice.standing in _OVER
    return ("efile-ui.step-undecided", "wait") if is_held else _READY


def state_told(speech: Speech, choice: Choice, *, enrolling: bool) -> Told:
    if choice.held_by is not None:
        key = "certificate-of-another" if enrolling else "certificate-not-yours"
        return speech.word(f"efile-ui.{key}", name=speech.say(choice.held_by)), "wrong"
    if choice.state in ENROLLABLE and choice.standing in _UNDECIDED:
        return speech.word(_UNDECIDED[choice.standing]), "wait"
    if choice.state in ENROLLABLE and choice.is_doubtful:
        return speech.word("certificate.other-name", holder=choice.certificate.common_name), "wrong"
    if choice.state in ENROLLABLE and choice.standing is not Enrolled.APPROVED:
        return _may_be_enrolled(speech, choice) if enrolling else _may_not_sign(speech, choice)
    tone = _TONES.get(choice.state, "wait" if choice.state in USABLE else "wrong")
    return speech.word(f"certificate.{choice.state.value}"), tone


def _may_not_sign(speech: Speech, choice: Choice) -> Told:
    if choice.standing in _OVER:
        return speech.word(_OVER[choice.standing]), "wrong"
    is_nobodys = choice.state is not CertificateState.WRONG_PERSON
    return speech.word("dsc.not-enrolled" if is_nobodys else "certificate.wrong-person"), "wrong"


def _may_be_enrolled(speech: Speech, choice: Choice) -> Told:
    """Whoever enrols a certificate knows before that it will soon be over, or was over for them before."""
    is_over = choice.standing in _OVER
    said = speech.word(f"efile-ui.certificate-{'again' if is_over else 'new'}")
    if choice.ends in _ENDS_SOON:
        return f"{said} {speech.word(f'certificate.{choice.ends.value}')}", "wait"
    return said, "wait" if is_over else "good"


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


def tell(widget: QLabel, said: str, tone: str) -> None:
    """State is told by words; the colour only helps."""
    widget.setText(said)
    widget.setVisible(bool(said))
    restyle(widget, "role", "heading" if tone else "hint")
    restyle(widget, "tone", tone)
