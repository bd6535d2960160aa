"""Why is nothing written where the cursor stands?"""

from app.base.words import Words
from app.staff.model import Batch, BatchState, Row, RowState
from app.words import words

_OPENS_AGAIN = frozenset({BatchState.CONFIRMED, BatchState.CERTIFIED})


def why_closed(batch: Batch, row: Row | None = None) -> Words | None:
    """Say why a row of the sheet, or none of them, changes, and what opens it; None, where they are mended."""
    if batch.state is BatchState.WORKING:
        return words("staff-ui.closed-row") if row and row.state is RowState.LEFT_OUT else None
    if batch.state not in _OPENS_AGAIN:
        return words("staff-ui.closed")
    return words("staff.locked" if batch.made_here else "staff-ui.closed-here")
