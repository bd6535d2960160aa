"""What does a PKCS#11 error mean to the person at the token?"""

from collections.abc import Iterator
from contextlib import contextmanager

from pkcs11 import exceptions as p11

from app.errors import AppError, DeviceBusy, DeviceError, DeviceMissing, InputError
from app.ports.signing import PinState

# A token that was pulled and put back answers to none of the old names, and each library says so in its own way.
_REMOVED = (
    p11.DeviceRemoved,
    p11.TokenNotPresent,
    p11.TokenNotRecognised,
    p11.SessionHandleInvalid,
    p11.SessionClosed,
    p11.ObjectHandleInvalid,
    p11.KeyHandleInvalid,
    p11.SlotIDInvalid,
)
_LOGGED_OUT = (p11.UserNotLoggedIn,)
_HELD_BY_ANOTHER = (
    p11.SessionCount,
    p11.UserAlreadyLoggedIn,
    p11.AnotherUserAlreadyLoggedIn,
    p11.OperationActive,
)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the library raises into an error with words."""
    try:
        yield
    except p11.PKCS11Error as error:
        raise fault(error) from error


def fault(error: p11.PKCS11Error) -> AppError:
    if isinstance(error, _REMOVED):
        return DeviceMissing(reason="token.removed")
    if isinstance(error, _LOGGED_OUT):
        return DeviceMissing(reason="token.locked")
    if isinstance(error, _HELD_BY_ANOTHER):
        return DeviceBusy(reason="token.busy")
    return DeviceError(reason="token.failed", said=type(error).__name__)


def login_fault(error: p11.PKCS11Error, pin: PinState) -> AppError:
    """`pin` is the state read again after the try: some libraries show a lock-out only there."""
    if isinstance(error, p11.PinLocked) or pin is PinState.LOCKED:
        return DeviceError(reason="pin.locked")
    if isinstance(error, p11.PinIncorrect | p11.PinLenRange | p11.PinInvalid):
        last = pin is PinState.FINAL_TRY
        return InputError(reason="pin.last-try-left" if last else "pin.wrong", field="pin")
    return _not_the_pin(error)


def _not_the_pin(error: p11.PKCS11Error) -> AppError:
    if isinstance(error, p11.PinExpired | p11.UserPinNotInitialized):
        return DeviceError(reason="pin.not-set")
    if isinstance(error, p11.FunctionCancelled | p11.FunctionRejected):
        return DeviceError(reason="pin.not-entered")
    if isinstance(error, p11.GeneralError | p11.DeviceError | p11.FunctionFailed):
        return DeviceError(reason="pin.unclear", said=type(error).__name__)
    return fault(error)
