"""Signing in, locking and changing places at this desk, with or without a line to the centre."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts.model import Acting
from app.accounts.people import acting_for, first_with_role, people_here, posts_of
from app.accounts.records import PersonRow
from app.base.days import office_day
from app.errors import InputError
from app.ports.clock import Clock
from app.records.engine import Records
from app.records.journal import write_entry
from app.records.tables import table_of

__all__ = ["enter", "first_with_role", "lock", "people_here", "sign_in", "switch"]
FREE_TRIES = 3
"""So many wrong passwords cost nothing; each later one doubles the wait."""

_FIRST_WAIT, _LONGEST_WAIT = 5.0, 900.0
_PERSON = table_of(PersonRow)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$gDnxnPD/oBCrpySS2vbB/g$pg4CSf8bB766SyoQ5WKZwFK31fZqINoQzDe5bdTj0wg"
"""A verifier that no password fits: an unknown login must take as long as a wrong password."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a login before the password is looked at; `id` is empty for an unknown one."""

    id: str = ""
    verifier: str = _NOBODY
    failures: int = 0
    wait_until: float = 0.0


def sign_in(
    records: Records, login: str, password: str, clock: Clock, *, leaving: Acting | None = None
) -> Acting:
    """Return the person whose login and password these are, in the first post they hold today.

    The stored verifier decides, so it works without a line. `leaving` is who sat here before.
    Raises: InputError("login.wrong"), InputError("login.wait", seconds=...), InputError("login.no-post").
    """
    found = _find(records, login)
    _check_wait(found, clock.now())
    if not _fits(found.verifier, password) or not found.id:
        _count_failure(records, found, clock.now())
        raise InputError(reason="login.wrong", field="password")
    with records.read() as session:
        posts = posts_of(session, found.id, office_day(clock.now()))
        if not posts:
            raise InputError(reason="login.no-post", field="login")
        arriving = acting_for(session, found.id, posts[0].id)
    enter(records, arriving, clock, leaving=leaving)
    return arriving


def enter(records: Records, arriving: Acting, clock: Clock, *, leaving: Acting | None = None) -> None:
    """Write down that a person sits here now, and that the one before has left."""
    with records.write() as session:
        if leaving is not None:
            _note(session, "person.locked", leaving, clock)
        _note(session, "person.signed-in", arriving, clock)
        session.execute(
            update(_PERSON).where(_PERSON.c.id == arriving.person.id).values(failures=0, wait_until=0.0)
        )


def switch(records: Records, leaving: Acting, login: str, password: str, clock: Clock) -> Acting:
    """Put another person in the place of `leaving`, who stays where the password is wrong. Raises as `sign_in`."""
    return sign_in(records, login, password, clock, leaving=leaving)


def lock(records: Records, acting: Acting, clock: Clock) -> None:
    """Write down that the person left the desk locked."""
    with records.write() as session:
        _note(session, "person.locked", acting, clock)


def _find(records: Records, login: str) -> _Found:
    with records.read() as session:
        columns = (_PERSON.c.id, _PERSON.c.document, _PERSON.c.failures, _PERSON.c.wait_until)
        row = session.execute(select(*columns).where(_PERSON.c.login == login.strip())).one_or_none()
    if row is None:
        return _Found()
    return _Found(row.id, row.document["verifier"] or _NOBODY, row.failures, row.wait_until)


def _check_wait(found: _Found, now: datetime) -> None:
    """A clock that was set back must not lock a person out: no wait is longer than the longest."""
    left = found.wait_until - now.timestamp()
    if 0 < left <= _LONGEST_WAIT:
        raise InputError(reason="login.wait", field="password", seconds=int(left) + 1)


def _fits(verifier: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(verifier, password)
    except (InvalidHashError, VerificationError):
        return False


def _count_failure(records: Records, found: _Found, now: datetime) -> None:
    if not found.id:
        return
    beyond = found.failures + 1 - FREE_TRIES
    wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0**beyond) if beyond >= 0 else 0.0
    with records.write() as session:
        session.execute(
            update(_PERSON)
            .where(_PERSON.c.id == found.id)
            .values(failures=_PERSON.c.failures + 1, wait_until=now.timestamp() + wait if wait else 0.0)
        )


def _note(session: Session, kind: str, acting: Acting, clock: Clock) -> None:
    body = {"person": acting.person.id, "post": acting.post.id}
    write_entry(session, acting, kind, f"person:{acting.person.id}", body, clock=clock)
