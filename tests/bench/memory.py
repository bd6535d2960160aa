"""What the program holds after one whole registration, over a bare window: both in processes of their own."""

from tests.bench.desk import empty_home
from tests.bench.figure import Reading
from tests.bench.window import run, told_by

_KILO = 1024


def after_a_registration() -> Reading:
    """Resident memory of the window's process, in MB; the centre is another process and does not count."""
    with empty_home() as home:
        ours = told_by("tests.bench.during", "registration", str(home))["kilobytes"] / _KILO
    floor = run("bare")["kilobytes"] / _KILO
    return Reading(ours - floor, ours, floor, "MB")
