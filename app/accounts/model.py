"""People, posts, offices and roles. A post is the addressee; a person holds it for a while."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.base.words import Words
from app.errors import NotAllowed


class OfficeType(StrEnum):
    KENDRA = "kendra"  # Jan Seva Kendra
    DISTRICT = "district"
    TEHSIL = "tehsil"
    BLOCK = "block"
    HEAD_OF_DEPARTMENT = "hod"
    SECRETARIAT = "secretariat"
    POLICE_STATION = "police-station"
    GUEST_HOUSE = "guest-house"
    BOARD = "board"


class Role(StrEnum):
    OPERATOR = "operator"
    COUNTER_STAFF = "counter-staff"
    CENTRE_OWNER = "centre-owner"
    E_DISTRICT_MANAGER = "e-district-manager"
    BOARD_OFFICER = "board-officer"
    DIARIST = "diarist"  # the central registry unit (CRU): letters come in and go out here
    DEALING_HAND = "dealing-hand"
    SECTION_OFFICER = "section-officer"
    SENIOR_OFFICER = "senior-officer"
    EMD_MANAGER = "emd-manager"
    DESTO = "desto"
    CDO = "cdo"
    SUPER_ADMIN = "super-admin"
    AUDITOR = "auditor"


_ANYONE = frozenset({"person.signed-in", "person.locked"})
_COUNTER = frozenset(
    {
        "application.filed",
        "application.corrected",
        "payment.intended",
        "payment.settled",
        "challan.issued",
        "challan.deposited",
        "challan.cancelled",
        "acknowledgement.issued",
        "receipt.issued",
        "refund.due",
        "refund.sent",
        "charge.taken",
        "paper.printed",
        "paper.reprinted",
        "paper.handed-over",
    }
)
_SUPERVISE = frozenset(
    {
        "application.cancelled",
        "application.withdrawn",
        "application.left",
        "refund.made",
        "refund.asked-back",
        "charge.corrected",
    }
)
_FILES = frozenset(
    {
        "receipt.diarised",
        "receipt.sent",
        "receipt.opened",
        "receipt.judged",
        "receipt.pulled-back",
        "receipt.closed",
        "receipt.reopened",
        "file.created",
        "file.sent",
        "file.opened",
        "file.pulled-back",
        "file.parked",
        "file.unparked",
        "file.closed",
        "file.reopened",
        "file.receipt-put",
        "file.enclosed",
        "noting.signed",
        "draft.written",
        "draft.withdrawn",
        "draft.signed",
        "draft.dispatched",
        "draft.acknowledged",
        "certificate.asked",
        "certificate.ended",
    }
)
_APPROVE = frozenset({"draft.approved"})
_REGISTER = frozenset({"certificate.decided"})
_MASTER = frozenset(
    {
        "staff.begun",
        "staff.dropped",
        "staff.untaken",
        "staff.confirmed",
        "staff.reopened",
        "staff.rows",
        "staff.entered",
        "staff.finished",
        "staff.noted",
        "staff.moved",
    }
)
_CERTIFY = frozenset({"staff.certified", "staff.reopened", "staff.noted"})

MAY: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(Role, _ANYONE),
        Role.OPERATOR: _ANYONE | _COUNTER | _SUPERVISE,
        Role.COUNTER_STAFF: _ANYONE | _COUNTER,
        Role.CENTRE_OWNER: _ANYONE | _COUNTER | _SUPERVISE,
        Role.DIARIST: _ANYONE | _FILES,
        Role.DEALING_HAND: _ANYONE | _FILES,
        Role.E_DISTRICT_MANAGER: _ANYONE | _FILES,
        Role.BOARD_OFFICER: _ANYONE | _FILES | _APPROVE,
        Role.SECTION_OFFICER: _ANYONE | _FILES | _APPROVE,
        Role.SENIOR_OFFICER: _ANYONE | _FILES | _APPROVE | _CERTIFY,
        Role.DESTO: _ANYONE | _FILES | _APPROVE | _MASTER,
        Role.CDO: _ANYONE | _FILES | _APPROVE | _CERTIFY,
        Role.EMD_MANAGER: _ANYONE | _FILES | _REGISTER | _MASTER,
        Role.SUPER_ADMIN: _ANYONE | _MASTER,
    }
)
"""Which entry kinds each role may write. The other roles may sign in; their desks are not built yet."""


@dataclass(frozen=True, slots=True)
class Office:
    id: str
    kind: OfficeType
    name: Words
    district: Words
    code: str  # the centre code of a kendra (CSC id), the office code else
    phone: str
    parent: str = ""
    prefix: str = ""  # what its letters are numbered under; its code where it gave none

    @property
    def letters(self) -> str:
        return self.prefix or self.code


@dataclass(frozen=True, slots=True)
class Post:
    id: str
    office: str
    designation: Words
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """`verifier` is an argon2id hash (RFC 9106, encoded form); a password is kept nowhere."""

    id: str
    login: str
    name: Words
    verifier: str


@dataclass(frozen=True, slots=True)
class Posting:
    """A person in a post, from one day until another (open when `until` is None)."""

    person: str
    post: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Acting:
    """The person at the desk now, and the post they act from. Every entry carries both."""

    person: Person
    post: Post
    office: Office

    def require(self, kind: str) -> None:
        """Raise NotAllowed unless a role of the post may write entries of `kind`."""
        if not may(self.post.roles, kind):
            raise NotAllowed(kind=kind, post=self.post.id)


def may(roles: tuple[Role, ...], kind: str) -> bool:
    """Say whether any of `roles` may write an entry of `kind`; the centre asks this again."""
    return any(kind in MAY[role] for role in roles)
