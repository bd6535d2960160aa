"""How a sheet stands, in the words of its heading."""

from app.staff.model import Batch, BatchState
from ui.words import Speech

TONES = {
    BatchState.WORKING: "",
    BatchState.CONFIRMED: "wait",
    BatchState.CERTIFIED: "wait",
    BatchState.UPLOADING: "wait",
    BatchState.DONE: "good",
    BatchState.DROPPED: "wrong",
    BatchState.ELSEWHERE: "wrong",
}
CAME = {
    (BatchState.UPLOADING, BatchState.DONE): "all-taken",
    (BatchState.UPLOADING, BatchState.WORKING): "came-back",
    (BatchState.CONFIRMED, BatchState.CERTIFIED): "was-certified",
    (BatchState.CONFIRMED, BatchState.WORKING): "was-given-back",
}
"""What is told when a sheet's state changed by itself, while somebody looks at it."""


def named(speech: Speech, batch: Batch) -> str:
    """Return whose sheet it is, with its rows."""
    office = speech.say(batch.office_name)
    said = speech.word("staff-ui.who", office=office, file=batch.file_name, rows=batch.rows)
    return said + (speech.word("staff-ui.who-left-out", count=batch.left_out) if batch.left_out else "")


def stands(speech: Speech, batch: Batch) -> str:
    """Return where it is on its way, with the signature it has."""
    is_paused = batch.state is BatchState.UPLOADING and batch.progress.paused
    said = speech.word(f"staff-ui.state-{'paused' if is_paused else batch.state.value}")
    signed = batch.certification
    if signed is None or batch.state is BatchState.WORKING:
        return said
    return f"{said} · {speech.word('staff-ui.signed', digest=signed.digest[:12])}"
