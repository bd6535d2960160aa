"""What the desks are told of an application, a payment, a challan and a notice: the documents of the feed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.base.identity import masked_mobile
from central.model import Application, AppState, Challan, ChallanState, Notice, Payment

Document = dict[str, Any]


def _application(found: Application) -> Document | None:
    if found.state == AppState.CANCELLED:
        return None  # the desk that cancelled it knows
    return {
        "id": found.id,
        "state": found.state,
        "application_number": found.number,
        "registration_number": found.registration,
        "objection": found.objection,
        "reason_hi": found.reason_hi,
        "reason_en": found.reason_en,
    }


def payment_document(found: Payment) -> Document:
    return {
        "key": found.key,
        "application": found.application,
        "state": found.state,
        "gateway_ref": found.gateway_ref,
        "confirmed_at": found.confirmed_at,
        "refund_ref": found.refund_ref,
    }


def _challan(found: Challan) -> Document | None:
    if found.state in {ChallanState.ISSUED, ChallanState.CANCELLED}:
        return None  # the desk's own acts
    return {
        "number": found.number,
        "application": found.application,
        "state": found.state,
        "reason_hi": found.reason_hi,
        "reason_en": found.reason_en,
    }


def _notice(found: Notice) -> Document:
    return {
        "id": found.id,
        "application": found.application,
        "text": found.text,
        "template": found.template,
        "mobile": masked_mobile(found.mobile),
        "state": found.state,
        "at": found.at,
    }


TOLD: Mapping[type, tuple[str, Callable[[Any], Document | None]]] = MappingProxyType(
    {
        Application: ("application", _application),
        Payment: ("payment", payment_document),
        Challan: ("challan", _challan),
        Notice: ("notice", _notice),
    }
)
"""The collection of each kind of thing, and what of it the wire carries (None: nothing)."""


def feed_row(thing: Any, key: str) -> dict[str, Any] | None:
    """Return the feed's row for a thing that changed, or None where desks are not told."""
    if type(thing) not in TOLD:
        return None
    collection, told = TOLD[type(thing)]
    document = told(thing)
    if document is None:
        return None
    place = {"scope": thing.office, "collection": collection, "id": key}
    return {**place, "version": thing.version, "deleted": False, "document": document}
