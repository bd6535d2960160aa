"""Which screen a place of the rail is; a room's screens are imported when one of them is first visited."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.office import Office
    from ui.places import Place
    from ui.tasks import Tasks
    from ui.words import Speech

    Make = Callable[[Office, Tasks, Speech, QWidget], Place]

AT_STAFF = ("staff", "offices", "readiness")
OF_FILES = ("my-day", "diary", "token", "register", "check")


def screen_of(name: str) -> "Make":
    """Return the screen of a place. Raises: KeyError, for what is none."""
    if name in AT_STAFF:
        return _of_staff()[name]
    return (_of_files() if name in OF_FILES else _at_counter())[name]


def _at_counter() -> "dict[str, Make]":
    from ui.places.account import AccountPlace
    from ui.places.attention import AttentionPlace
    from ui.places.doctor import DoctorPlace
    from ui.places.find import FindPlace
    from ui.places.outbox import OutboxPlace
    from ui.places.printing import PrintingPlace
    from ui.places.shelf import ShelfPlace
    from ui.places.training import TrainingPlace

    return {
        "shelf": ShelfPlace,
        "outbox": OutboxPlace,
        "attention": AttentionPlace,
        "find": FindPlace,
        "printing": PrintingPlace,
        "account": AccountPlace,
        "training": TrainingPlace,
        "doctor": DoctorPlace,
    }


def _of_files() -> "dict[str, Make]":
    from ui.efile.check_place import CheckPlace
    from ui.efile.diary import DiaryPlace
    from ui.efile.dsc_place import RegisterPlace
    from ui.efile.my_day import MyDayPlace
    from ui.efile.token_place import TokenPlace

    return {
        "my-day": MyDayPlace,
        "diary": DiaryPlace,
        "token": TokenPlace,
        "register": RegisterPlace,
        "check": CheckPlace,
    }


def _of_staff() -> "dict[str, Make]":
    from ui.offices.place import OfficesPlace
    from ui.readiness.place import ReadinessPlace
    from ui.staff.desk import StaffPlace

    return {"staff": StaffPlace, "offices": OfficesPlace, "readiness": ReadinessPlace}
