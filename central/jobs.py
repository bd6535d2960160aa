"""What happens by itself: verifications, registrations and late confirmations when their time comes, and notices."""

import logging
import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy import select

from central import board, devices, gateway, refunds, remembered
from central.centre import Centre
from central.due import is_due, take_due
from central.model import Application, Challan, Payment
from central.sheet import Sheet
from central.sms import SmsGateway, carry_notices
from central.tables import challan

log = logging.getLogger(__name__)
_AT_ONCE = 50
_LONGEST_SLEEP = 1.0


def run_due(centre: Centre, sms: SmsGateway) -> int:
    """Do all that is due; return how much was done."""
    done = 0
    while count := _run_one(centre) + carry_notices(centre, sms, _AT_ONCE):
        done += count
    return done


def decide_due(centre: Centre) -> None:
    """Take every decision that is due; asked before a desk is answered, so that it never sees a late state."""
    while _run_one(centre):
        pass


class Runner:
    """The thread that does what is due, and sleeps until something is."""

    def __init__(self, centre: Centre, sms: SmsGateway) -> None:
        self._centre, self._sms = centre, sms
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="centre-jobs", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let the present round finish, and end."""
        self._stopping.set()
        self._centre.wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                run_due(self._centre, self._sms)
            except Exception:
                log.exception("jobs")
            self._centre.wake.wait(_LONGEST_SLEEP)
            self._centre.wake.clear()


def _register(sheet: Sheet, subject: str) -> None:
    sheet.load([subject])
    found = sheet.get(Application, subject)
    if found is not None:
        board.register(sheet, found)


def _verify_challan(sheet: Sheet, subject: str) -> None:
    application = sheet.connection.scalar(select(challan.c.application).where(challan.c.number == subject))
    sheet.load([str(application)])
    found = sheet.get(Challan, subject)
    if found is not None:
        board.verify_challan(sheet, found)


def _confirm_payment(sheet: Sheet, subject: str) -> None:
    known = gateway.find_payment(sheet.connection, subject)
    if known is None:
        return
    devices.hold(sheet.connection, known.device)  # it may be filing just now what this pays for
    sheet.load([known.application])
    board.confirm(sheet, sheet.get(Payment, subject) or known)


def _send_back(sheet: Sheet, subject: str) -> None:
    known = gateway.find_payment(sheet.connection, subject)
    if known is not None:
        sheet.load([known.application])
        refunds.sent_back(sheet, sheet.get(Payment, subject) or known)


DECISIONS: Mapping[str, Callable[[Sheet, str], None]] = MappingProxyType(
    {
        board.REGISTER: _register,
        board.VERIFY_CHALLAN: _verify_challan,
        board.CONFIRM_PAYMENT: _confirm_payment,
        refunds.SEND_BACK: _send_back,
        remembered.TELL_AGAIN: remembered.tell_again,
        remembered.TELL_MONEY_AGAIN: remembered.tell_money_of,
    }
)


def _run_one(centre: Centre) -> int:
    """Take the decision that is due first, in a transaction of its own: with two, it could wait in a ring."""
    with centre.store.read() as connection:
        if not is_due(centre, connection, DECISIONS):
            return 0
    with centre.store.write() as connection:
        due = take_due(centre, connection, DECISIONS, 1)
        sheet = Sheet(centre, connection)
        for each in due:
            DECISIONS[each.kind](sheet, each.subject)
        sheet.save()
    return len(due)
