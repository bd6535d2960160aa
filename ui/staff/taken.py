"""What is told of a sheet that was taken in: how many it brought, changed and left."""

from app.base.words import Words
from app.staff.model import Batch, Taken
from app.words import words


def taken_words(batch: Batch, brought: Taken) -> tuple[Words, str]:
    """Return what is told, and in which tone."""
    said, tone = _said(batch, brought)
    if not brought.returning:
        return said, tone
    also = words("staff-ui.taken-returning", count=brought.returning)
    return Words(f"{said.hi} {also.hi}", f"{said.en} {also.en}"), "wait"


def _said(batch: Batch, brought: Taken) -> tuple[Words, str]:
    if brought.joined == batch.rows + brought.returning:
        key = "taken-wrong" if batch.errors else "taken-clean"
        return words(f"staff-ui.{key}", rows=batch.rows, errors=batch.errors), ""
    facts = {"joined": brought.joined, "changed": brought.changed, "same": brought.same}
    if brought.mends_kept and not brought.left:
        return words("staff-ui.taken-kept", **facts, kept=brought.mends_kept), "good"
    if not brought.left:
        return words("staff-ui.taken-whole", **facts), "good"
    stay = len(brought.left) - brought.left_out
    key = ("taken-some-left-out" if stay else "taken-left-out") if brought.left_out else "taken"
    gone = {"gone": brought.left_out} if stay and brought.left_out else {}
    left = stay or len(brought.left)
    return words(f"staff-ui.{key}", **facts, left=left, **gone), "wait" if stay else "good"
