"""What this desk can reach: records, centre, each printer, scanners, and the card reader's hint."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from app.base.days import clock_words
from app.base.words import Words
from app.errors import AppError, InputError, RecordsDamaged
from app.office.desk import Desk
from app.records.books import void_numbers
from app.records.device import device
from app.records.journal import verify_chain
from app.sync.clock import recorded_later
from app.sync.model import ClockState
from app.words import explain, words
from app.words.called import explain_printer, printer_called

_MOST_VOID = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the desk, whether it is well, and what to say of it."""

    part: str
    well: bool
    words: Words
    exit_code: int = 0  # of the error that made it ill


def examine(desk: Desk) -> tuple[Finding, ...]:
    """Look at every part; a part that fails is told of, and the others are looked at all the same."""
    return (
        _records(desk),
        *_void_numbers(desk),
        _centre(desk),
        _clock(desk),
        *_printers(desk),
        _scanners(desk),
        _card_hint(),
    )


def _records(desk: Desk) -> Finding:
    try:
        with desk.records.read() as session:
            chain, restored = verify_chain(session), device(session).renewal_due
    except AppError as error:
        return Finding("records", well=False, words=explain(error), exit_code=error.exit_code)
    if chain.whole:
        well = "doctor.records-restored" if restored else "doctor.records-well"
        return Finding("records", well=True, words=words(well, entries=chain.entries))
    broken = words("doctor.chain-broken", entry=chain.broken_at, why=chain.reason)
    return Finding("records", well=False, words=broken, exit_code=RecordsDamaged.exit_code)


def _void_numbers(desk: Desk) -> Iterator[Finding]:
    """Numbers that stay void are no illness: they are listed with their reasons for whoever inspects the books."""
    try:
        with desk.records.read() as session:
            count, newest = void_numbers(session, _MOST_VOID)
    except AppError:
        return  # the records told of it already
    if not count:
        yield Finding("books", well=True, words=words("doctor.books-whole"))
        return
    told = "; ".join(f"{number} ({reason})" for number, reason in newest)
    yield Finding("books", well=True, words=words("doctor.books-void", count=count, numbers=told))


def _centre(desk: Desk) -> Finding:
    try:
        desk.centre.health()
        desk.centre.snapshot("", 1)  # whether it knows this desk: its health it tells anybody
    except AppError as error:
        return Finding("centre", well=False, words=explain(error), exit_code=error.exit_code)
    return Finding("centre", well=True, words=words("doctor.centre-well"))


def _clock(desk: Desk) -> Finding:
    """The centre was asked before, so what it says of the time is known."""
    try:
        desk.watch.require_trusted()
        with desk.records.read() as session:
            later = recorded_later(session, desk.clock.now())
    except AppError as error:
        return Finding("clock", well=False, words=explain(error), exit_code=error.exit_code)
    if later is not None:
        told = words("doctor.clock-later", latest=clock_words(later))
        return Finding("clock", well=False, words=told, exit_code=InputError.exit_code)
    if desk.watch.state() is ClockState.WARN:
        told = words("doctor.clock-off")
        return Finding("clock", well=False, words=told, exit_code=InputError.exit_code)
    return Finding("clock", well=True, words=words("doctor.clock-well"))


def _printers(desk: Desk) -> Iterator[Finding]:
    for name, printer in desk.printers.items():
        try:
            printer.check()
        except AppError as error:
            told = explain_printer(error.key, error.facts, name)
            yield Finding(f"printer {name}", well=False, words=told, exit_code=error.exit_code)
        else:
            well = words("doctor.printer-well", printer=printer_called(name))
            yield Finding(f"printer {name}", well=True, words=well)


def _scanners(desk: Desk) -> Finding:
    try:
        count = sum(len(scanner.devices()) for scanner in desk.scanners)
    except AppError as error:
        return Finding("scanners", well=False, words=explain(error), exit_code=error.exit_code)
    return Finding("scanners", well=True, words=words("doctor.scanners", count=count))


def _card_hint() -> Finding:
    """The hint may be absent: tokens are found without it, so that is no illness."""
    there = find_spec("smartcard") is not None
    return Finding("card-hint", True, words("doctor.card-hint" if there else "doctor.no-card-hint"))
