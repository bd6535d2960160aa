"""Office days and moments: moments are UTC, days are India's, the year runs April to March."""

from datetime import UTC, date, datetime, timedelta, timezone

IST = timezone(timedelta(hours=5, minutes=30), "IST")
APRIL = 4


def office_day(moment: datetime) -> date:
    """Return the calendar day in India on which `moment` (aware) falls."""
    return moment.astimezone(IST).date()


def financial_year(day: date) -> str:
    """Return the April-March year of `day` as offices write it: `2026-27`."""
    first = day.year if day.month >= APRIL else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def clock_words(moment: datetime) -> str:
    """Return the moment as papers show it, in Indian time: `30-09-2026 14:05`."""
    return moment.astimezone(IST).strftime("%d-%m-%Y %H:%M")


def day_words(day: date) -> str:
    """Return the day as papers show it: `30-09-2026`."""
    return day.strftime("%d-%m-%Y")


def kept_day_words(kept: str) -> str:
    """Return a day that is kept as ISO text as papers show it; what is no day stays as it was typed."""
    try:
        day = date.fromisoformat(kept)
    except ValueError:
        return kept
    return day_words(day) if day.isoformat() == kept else kept


def age_on(day: date, born: date) -> int:
    """Return full years lived on `day`; the birthday itself counts."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def iso(moment: datetime) -> str:
    """Return the moment as the wire writes it: UTC, microseconds, `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """Read what `iso` wrote."""
    return datetime.fromisoformat(text)
