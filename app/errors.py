"""Every failure this program can explain.

AppError
├── InputError              a person can correct it on this screen            exit 2
│   ├── WrongStep             the walk does not allow this step now
│   ├── FileRefused           a file that was handed in cannot be taken
│   ├── PackError             a service pack is wrong: file, line, nearest key
│   └── NotAllowed            this person's role does not include the act
├── DeviceError             something plugged in needs a hand                 exit 10
│   ├── DeviceMissing
│   ├── DeviceBusy            retryable
│   ├── PaperOut              retryable
│   ├── CoverOpen             retryable
│   ├── PaperJam              retryable
│   ├── NotAPrinter           something else answers at that address
│   └── ScanFailed            retryable
├── CentralError            the far side                                      exit 20
│   ├── CentralUnreachable    retryable: the outbox keeps the work
│   ├── CentralStrange        retryable: what answered is not our centre
│   ├── CentralVersion        the centre speaks another version
│   ├── LoginNeeded           the centre asks who we are
│   └── CentralRefused        a person must look at it
├── RecordsError            our own records cannot be used                    exit 30
│   ├── RecordsLocked         retryable: somebody else writes
│   ├── RecordsDamaged
│   ├── RecordsReadOnly
│   ├── DiskFull
│   └── BookMissing           no number book is left for this series and year
└── Cancelled               a person stopped it: not a failure                exit 130

`code` with the fact `reason` is the message key: `app.words` owns the words, in every language.
`facts` may be logged, so no name, number or document of a citizen goes in.
"""

from typing import ClassVar


class AppError(Exception):
    """The root: raise one of its leaves."""

    code: ClassVar[str] = "app.failed"
    exit_code: ClassVar[int] = 1
    retryable: ClassVar[bool] = False

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.facts.items())])

    @property
    def key(self) -> str:
        """The message key: the reason where one is given (it is dotted too), else the code."""
        return str(self.facts.get("reason", self.code))


class InputError(AppError):
    """A value that a person typed or chose cannot be accepted."""

    code, exit_code = "input.refused", 2


class WrongStep(InputError):
    """The walk does not allow this step from where the application stands."""

    code = "walk.wrong-step"


class FileRefused(InputError):
    """A file that was handed in cannot be taken as a paper."""

    code = "file.refused"


class PackError(InputError):
    """A service pack cannot be read. Facts: `file`, `line`, `key`, `nearest` where known."""

    code = "pack.wrong"


class NotAllowed(InputError):
    """The person's role does not include this act."""

    code = "role.not-allowed"


class DeviceError(AppError):
    """A printer, scanner or token could not do its part."""

    code, exit_code = "device.failed", 10


class DeviceMissing(DeviceError):
    """Nothing answers where the device should be."""

    code, retryable = "device.missing", True


class DeviceBusy(DeviceError):
    """Another program holds the device."""

    code, retryable = "device.busy", True


class PaperOut(DeviceError):
    """The roll, tray or feeder is empty."""

    code, retryable = "device.paper-out", True


class CoverOpen(DeviceError):
    """The cover of the device is open."""

    code, retryable = "device.cover-open", True


class PaperJam(DeviceError):
    """A sheet is stuck."""

    code, retryable = "device.paper-jam", True


class NotAPrinter(DeviceError):
    """Something answers at the printer's address, but not as a printer does."""

    code = "device.not-a-printer"


class ScanFailed(DeviceError):
    """The scanner stopped before the page was whole."""

    code, retryable = "device.scan-failed", True


class CentralError(AppError):
    """The central service could not do its part."""

    code, exit_code = "central.failed", 20


class CentralUnreachable(CentralError):
    """No answer in time; the outbox keeps the work."""

    code, retryable = "central.unreachable", True


class CentralStrange(CentralError):
    """What answered does not speak as our centre does (a captive portal, a proxy page)."""

    code, retryable = "central.strange", True


class CentralVersion(CentralError):
    """The centre speaks a version of the wire that this program does not."""

    code = "central.version"


class LoginNeeded(CentralError):
    """The centre does not know this device or person (any more)."""

    code = "central.login-needed"


class CentralRefused(CentralError):
    """The centre read it and said no; a person must look at it."""

    code = "central.refused"


class RecordsError(AppError):
    """Our own records cannot be used or trusted."""

    code, exit_code = "records.failed", 30


class RecordsLocked(RecordsError):
    """Another program holds the records, or other work of this one."""

    code, retryable = "records.locked", True


class RecordsDamaged(RecordsError):
    """The database does not read as ours."""

    code = "records.damaged"


class RecordsReadOnly(RecordsError):
    """The home folder cannot be written."""

    code = "records.read-only"


class DiskFull(RecordsError):
    """There is no room left; nothing of the last step was kept."""

    code, retryable = "records.disk-full", True


class BookMissing(RecordsError):
    """No leased number book is left for this series and year."""

    code, retryable = "records.book-missing", True


class Cancelled(AppError):
    """A person stopped the work. Not a failure; nothing is half-done."""

    code, exit_code = "work.cancelled", 130
