"""The house's front: everything a screen or the command line may ask for, ready made.

`main.py` fills an `Office` with the concrete parts; screens receive it and know nothing behind it. Every call blocks
and may raise a leaf of AppError; whoever has a screen to keep alive calls from a lane of its own.
"""

from app.office.counter import Counter
from app.office.desk import Desk, Happened, Settings
from app.office.doctor import Finding
from app.office.link import Link
from app.office.office import Office, enrol_desk, open_office
from app.office.papers import Papers
from app.office.people import People
from app.office.slots import Slots
from app.office.training import PrinterFaults, TrainingCentre

__all__ = [
    "Counter",
    "Desk",
    "Finding",
    "Happened",
    "Link",
    "Office",
    "Papers",
    "People",
    "PrinterFaults",
    "Settings",
    "Slots",
    "TrainingCentre",
    "enrol_desk",
    "open_office",
]
