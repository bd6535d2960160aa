"""Today's list, asked in SQLite's own words: the window shows it while the rest is still being loaded."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from app.base.days import IST, office_day
from app.base.identity import masked_mobile
from app.base.words import Words
from app.counter.model import NextStep, Row
from app.counter.next_step import step_in_list
from app.counter.walk import State
from app.packs.model import Pack

Ask = Callable[[str, tuple[Any, ...]], Iterable[tuple[Any, ...]]]
"""Runs a statement with its values on the records and gives the rows, whoever has them open."""

_MOST = 300
_AS_LISTED = (
    "SELECT id, service, applicant, mobile, state, updated_at, application_number, registration_number, "
    "id IN (SELECT subject FROM outbox WHERE state = 'set-aside' AND state <> 'done'), "
    "id IN (SELECT subject FROM outbox WHERE state IN ('pending', 'in-flight') AND state <> 'done' "
    "AND kind IN ('application.filed', 'application.corrected', 'challan.deposited')) FROM application "
)
_TODAY = _AS_LISTED + "WHERE updated_at >= ? ORDER BY created_at DESC LIMIT ?"
_UNFINISHED = (
    _AS_LISTED + "WHERE state IN ('draft', 'ready') AND version > 1 ORDER BY updated_at DESC LIMIT 1"
)
_MOMENT = "%Y-%m-%d %H:%M:%S.%f"  # as the records keep one, in UTC


def today(ask: Ask, packs: Mapping[str, Pack], now: datetime) -> tuple[Row, ...]:
    """Return what was begun or touched on this day of the office, newest first."""
    midnight = datetime.combine(office_day(now), time(), IST).astimezone(UTC)
    return tuple(_row(packs, *told) for told in ask(_TODAY, (midnight.strftime(_MOMENT), _MOST)))


def unfinished(ask: Ask, packs: Mapping[str, Pack]) -> Row | None:
    """Return the application that was filled last and never filed, whatever the day; one nobody typed into is none."""
    return next((_row(packs, *told) for told in ask(_UNFINISHED, ())), None)


def _row(packs: Mapping[str, Pack], id: str, service: str, applicant: str, mobile: str, *rest: Any) -> Row:
    state, updated_at, application_number, registration_number, refused, unsent = rest
    return in_list(
        packs,
        id=id,
        service=service,
        applicant=applicant,
        mobile=mobile,
        state=State(state),
        updated_at=datetime.fromisoformat(updated_at).replace(tzinfo=UTC),
        application_number=application_number,
        registration_number=registration_number,
        refused=bool(refused),
        unsent=bool(unsent),
    )


def in_list(
    packs: Mapping[str, Pack],
    *,
    id: str,
    service: str,
    applicant: str,
    mobile: str,
    state: State,
    updated_at: datetime,
    application_number: str,
    registration_number: str,
    refused: bool = False,
    unsent: bool = False,
) -> Row:
    """Return an application as a list shows it."""
    pack = packs.get(service)
    return Row(
        id=id,
        service=pack.name if pack else Words(service, service),
        applicant=applicant,
        mobile_masked=masked_mobile(mobile) if mobile else "",
        state=state,
        next_step=NextStep.MEND_REFUSED if refused else step_in_list(state),
        updated_at=updated_at,
        application_number=application_number,
        registration_number=registration_number,
        refused=refused,
        unsent=unsent,
    )
