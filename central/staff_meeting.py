"""Do the days in a meeting's minutes hold together? The centre asks what the desk asks, whoever wrote the entry."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from central.body import Rejected, day, flag, tables, text

_LONGEST = 20_000  # characters of a point


def check_days(minutes: Mapping[str, Any], held: Mapping[str, Any], today: date) -> None:
    """Hold new minutes to the calendar; what was `held` before stays as it was kept.

    Raises: Rejected("staff.meeting-to-come" | "staff.point-before-meeting" | "entry.body-wrong").
    """
    on = day(minutes, "on")
    if on > today and held.get("on") != on.isoformat():
        raise Rejected("staff.meeting-to-come")
    known = {(each["text"], each["due"]) for each in held.get("points", ())}
    for point in tables(minutes, "points"):
        flag(point, "done")
        due, said = day(point, "due"), text(point, "text", least=0, most=_LONGEST)
        if due < on and (said, due.isoformat()) not in known:
            raise Rejected("staff.point-before-meeting")
