"""What is told of a sheet that was taken in: how many it brought, changed and left."""

from app.base.words import Words
from app.staff.model import Batch, Taken
from app.words import words


def taken_words(batch: Batch, brought: Taken, *, leaves_out: bool) -> tuple[Words, str]:
    """Return what is told, and in which tone. `leaves_out`: who is not in the new sheet was left out with it."""
    if brought.joined == batch.rows:
        key = "taken-wrong" if batch.errors else "taken-clean"
        return words(f"staff-ui.{key}", rows=batch.rows, errors=batch.errors), ""
    facts = {"joined": brought.joined, "changed": brought.changed, "same": brought.same}
    if brought.mends_kept and not brought.left:
        return words("staff-ui.taken-kept", **facts, kept=brought.mends_kept), "good"
    stay = bool(brought.left) and not leaves_out
    key = "taken-left-out" if brought.left and not stay else "taken"
    return words(f"staff-ui.{key}", **facts, left=len(brought.left)), "wait" if stay else "good"
