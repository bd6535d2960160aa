"""How a sheet stands, in the words of its heading."""

from collections.abc import Sequence

from app.accounts.model import Role, may
from app.base.days import clock_words
from app.base.words import Words
from app.staff.model import Batch, BatchState
from app.staff.posts import OfficeCard, Posted
from app.words import words
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
LIES_BACK = frozenset({BatchState.WORKING, BatchState.ELSEWHERE})
_OPENED = LIES_BACK | {BatchState.CONFIRMED}
_MOST = 2  # names: so many fit beside the steps
_CAME = {
    (BatchState.UPLOADING, BatchState.DONE): "all-taken",
    (BatchState.UPLOADING, BatchState.WORKING): "came-back",
    (BatchState.CONFIRMED, BatchState.CERTIFIED): "was-certified",
    (BatchState.CONFIRMED, BatchState.WORKING): "was-given-back",
    (BatchState.CONFIRMED, BatchState.ELSEWHERE): "was-taken-back",
    (BatchState.CERTIFIED, BatchState.ELSEWHERE): "was-taken-back-certified",
}
"""What is told when a sheet's state changed by itself, while somebody looks at it."""


def named(speech: Speech, batch: Batch) -> str:
    """Return whose sheet it is, with its rows; those of one that went back lie with its office."""
    office = speech.say(batch.office_name)
    if batch.state is BatchState.ELSEWHERE and not batch.rows:
        return f"{office} · {batch.file_name}"
    said = speech.word("staff-ui.who", office=office, file=batch.file_name, rows=batch.rows)
    return said + (speech.word("staff-ui.who-left-out", count=batch.left_out) if batch.left_out else "")


def stands(speech: Speech, batch: Batch) -> str:
    """Return where it is on its way, with the signature it has."""
    said = speech.word(f"staff-ui.state-{_state(batch)}")
    signed = batch.certification
    if signed is None or batch.state is BatchState.WORKING:
        return said
    return f"{said} · {speech.word('staff-ui.signed', digest=signed.digest[:12])}"


def is_given_back(batch: Batch) -> bool:
    """Say whether a sheet of another desk went back to it from here, to be mended."""
    why = batch.sent_back
    return batch.state is BatchState.ELSEWHERE and why is not None and not why.late


def tone_of(batch: Batch) -> str:
    return "wait" if is_given_back(batch) else TONES[batch.state]


def sent_back(speech: Speech, batch: Batch, us: str) -> str:
    """Return who gave the sheet back and why, until it is certified anew. `us` is the person who reads it."""
    why = batch.was_opened
    if why is None or batch.state not in _OPENED:
        return ""
    post = f" ({speech.say(why.designation)})" if why.designation else ""
    facts = {"who": speech.say(why.name) + post, "at": clock_words(why.at), "reason": why.reason}
    said = speech.word(f"staff-ui.{_came_back(batch, us)}", **facts)
    return f"{said} {speech.word('staff-ui.signature-void')}" if why.signed and why.is_over else said


def empty_key(batch: Batch) -> str:
    """Return the key of what stands where no row is shown."""
    lie_elsewhere = batch.state is BatchState.ELSEWHERE and not batch.rows
    return "staff-ui.none-lie-here" if lie_elsewhere else "staff-ui.grid-empty"


def certifiers(cards: Sequence[OfficeCard], batch: Batch) -> tuple[Posted, ...]:
    """Return who may certify a sheet: the nearest above its office first, and never who made it."""
    offices, above, found = {each.id: each for each in cards}, batch.office, list[Posted]()
    while (card := offices.pop(above, None)) is not None:
        found += [each for seat in card.seats if _certifies(seat.roles) for each in seat.holders]
        above = card.parent
    made_by = {batch.begun_by, batch.confirmed_by}
    return tuple(each for each in found if each.person not in made_by)


def certifiers_named(speech: Speech, cards: Sequence[OfficeCard], batch: Batch) -> str:
    """Name them by name and post, any one of whom is enough; where nobody may, that is said."""
    named = [
        f"{speech.say(each.named)} ({speech.say(each.designation)})" for each in certifiers(cards, batch)
    ]
    either = f" {speech.word('staff-ui.or')} "
    more = len(named) - _MOST
    shown = [*named[:_MOST], *([speech.word("staff-ui.or-more", count=more)] if more > 0 else [])]
    return either.join(shown) or speech.word("staff-ui.certifies-nobody")


def came_words(before: Batch, now: Batch) -> Words | None:
    """Return what is told where a sheet's state changed by itself; None, where nothing is."""
    told = _CAME.get((before.state, now.state))
    if told is None:
        return None
    if told != "came-back":
        return words(f"staff-ui.{told}")
    at = now.progress
    if not at.refused:  # it was stopped, and what had left before is answered now
        return done_words("cancel", now)
    return words("staff-ui.came-back", count=at.refused)


def nearest_certifier(speech: Speech, cards: Sequence[OfficeCard], batch: Batch) -> str:
    """Name the nearest of them by the name alone, and count the others."""
    found = certifiers(cards, batch)
    if not found:
        return speech.word("staff-ui.certifies-nobody")
    others = len(found) - 1
    more = f" {speech.word('staff-ui.or')} {speech.word('staff-ui.or-more', count=others)}" if others else ""
    return speech.say(found[0].named) + more


def done_words(name: str, batch: Batch, who: str = "") -> Words:
    """Return what is told once a step is done; of a halt, how many rows go nevertheless."""
    at = batch.progress
    left = at.total - at.answered - at.sent
    if name == "confirm":
        return words("staff-ui.done-confirm", who=who)
    if name == "cancel" and at.sent:
        return words("staff-ui.done-cancel-sent", sent=at.sent, left=left)
    if name == "cancel":
        return words("staff-ui.done-cancel", done=at.accepted, left=left)
    if name == "pause" and not left:
        return words("staff-ui.done-pause-nothing")
    if name == "pause" and at.sent:
        return words("staff-ui.done-pause-sent", sent=at.sent)
    return words(f"staff-ui.done-{name}")


def _state(batch: Batch) -> str:
    if is_given_back(batch):
        return "given-back"
    is_paused = batch.state is BatchState.UPLOADING and batch.progress.paused
    return "paused" if is_paused else batch.state.value


def _came_back(batch: Batch, us: str) -> str:
    """Return the key that says whether it was taken back by its own office, or given back to it."""
    why, is_own = batch.was_opened, batch.was_taken_back
    if why is not None and why.late:
        return "sent-back-late"
    if why is not None and why.by == us:
        return "sent-back-by-us" if is_own else "given-back-by-us"
    return "taken-back" if is_own else "sent-back"


def _certifies(roles: tuple[str, ...]) -> bool:
    known = {each.value for each in Role}
    return may(tuple(Role(each) for each in roles if each in known), "staff.certified")


def weighed(batch: Batch) -> tuple[int, int, int]:
    return batch.rows, batch.errors, batch.warnings


def came_anew(before: Batch, now: Batch) -> bool:
    """Say whether another window or the command line took a sheet in."""
    return (before.file_name, before.rows + before.left_out) != (now.file_name, now.rows + now.left_out)
