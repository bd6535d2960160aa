"""What is plugged in, as an officer chooses from it: every certificate, and what is known of it before any PIN."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.base.days import day_words, office_day
from app.base.words import Words
from app.efile.walk import Enrolled
from app.ports.signing import Certificate, CertificateState, Diagnosis, PinState, Revocation, Token

if TYPE_CHECKING:
    from app.office import Office

USABLE = frozenset(
    {
        CertificateState.FINE,
        CertificateState.EXPIRES_IN_60,
        CertificateState.EXPIRES_IN_30,
        CertificateState.EXPIRES_IN_7,
    }
)
ENROLLABLE = USABLE | {CertificateState.WRONG_PERSON}


@dataclass(frozen=True, slots=True)
class Choice:
    """A certificate on a token, and what is known of it before any try is spent."""

    token: Token
    certificate: Certificate
    state: CertificateState
    revocation: Revocation
    as_of: datetime | None
    held_by: Words | None  # another person for whom it is written down
    standing: Enrolled | None = None  # in the register, for whoever sits here
    is_named_so: bool = True  # whether it is in the name of whoever sits here
    ends: CertificateState = CertificateState.FINE  # how soon it ends, where that is near

    @property
    def is_doubtful(self) -> bool:
        """Whether it is in another's name, and the keeper of the register has not taken it as this person's."""
        return not self.is_named_so and self.standing is not Enrolled.APPROVED

    def may_be_tried(self, *, enrolling: bool) -> bool:
        """Whether a PIN is of any use for it."""
        usable = ENROLLABLE if enrolling else USABLE
        may = enrolling or self.standing is Enrolled.APPROVED
        return self.state in usable and may and self.token.pin is not PinState.LOCKED


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found when the token was looked at. `open_already`: a PIN given before still holds.

    `lost_by` is the message key of why one given before holds no more, where that need be told.
    """

    diagnosis: Diagnosis | None
    choices: tuple[Choice, ...]
    open_already: bool
    lost_by: str = ""


def is_locked(choices: tuple[Choice, ...]) -> bool:
    """Say whether every token that is here has locked itself: then none is ready, whatever its certificates are."""
    return bool(choices) and all(each.token.pin is PinState.LOCKED for each in choices)


def look(office: "Office") -> Seen:
    """Look at what is plugged in. Blocks. Raises: DeviceError, DeviceMissing("token.none-here")."""
    signing = office.efile.signing
    if signing.unlocked is not None:
        return Seen(None, (), open_already=True)
    found = signing.diagnose()
    return Seen(found, choices_of(office, found), open_already=False, lost_by=signing.lost_by)


def choices_of(office: "Office", found: Diagnosis) -> tuple[Choice, ...]:
    """Say of every certificate on every token how it stands. Blocks.

    Those that may sign come first, then those that may be enrolled; of equal ones those in this person's name,
    and of these the one that lasts longest.
    """
    told = []
    for token in found.tokens:
        for certificate in token.certificates:
            known = office.efile.signing.before_pin(certificate)
            stands = (known.state, known.revocation, known.revocation_as_of, known.held_by)
            told.append(Choice(token, certificate, *stands, known.standing, known.is_named_so, known.ends))
    return tuple(sorted(told, key=rank))


def rank(choice: Choice) -> tuple[bool, bool, bool, bool, float]:
    """Return where a certificate stands among those that are here: the likeliest one is the smallest."""
    unfit, unknown = choice.state not in ENROLLABLE, choice.state not in USABLE
    doubts = choice.held_by is not None, choice.is_doubtful
    return unfit, unknown, *doubts, -choice.certificate.not_after.timestamp()


def named(choice: Choice, *, of_several: bool) -> str:
    """Return a certificate as a person knows it: whose, until when; on which token, of several; and if it cannot sign.

    A token often holds a second one, for encryption, with the same name and the same last day.
    """
    found = choice.certificate
    until = day_words(office_day(found.not_after))
    unfit = "" if choice.state in ENROLLABLE else "✗ "
    token = f" · {choice.token.label}" if of_several else ""
    return f"{unfit}{found.common_name} · {until}{token}"


def all_named(choices: tuple[Choice, ...]) -> list[str]:
    """Return the names of all; a token is told only where there is more than one."""
    of_several = len({each.token.serial for each in choices}) > 1
    return [named(each, of_several=of_several) for each in choices]
