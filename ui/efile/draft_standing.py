"""How a draft stands, in a line: its number, why it was withdrawn, what the centre or the receiver found wrong."""

from app.base.days import clock_words
from app.base.words import Words
from app.efile.addressee import Delivery
from app.efile.model import File
from app.efile.outgoing import Dispatched, Draft, DraftVersion, LetterVerdict
from app.efile.walk import DraftState
from app.words import words

STALE = "stale"  # the list of revoked certificates was older than the moment asked about
WRITABLE = frozenset({DraftState.DRAFT, DraftState.APPROVED})
ASKED_AS = {"addressee": "name", "acknowledgement": "reference"}
"""Under which editor of the sheet stands what the office says of a field."""
Said = tuple[Words, str]
"""What is said, and the tone in which."""


def standing(draft: Draft) -> Said | None:
    """Return what its officer must know of a draft beside its state; None for nothing."""
    sent = draft.dispatched
    if draft.state is DraftState.WITHDRAWN:
        key = "draft-withdrawn-void" if draft.number else "draft-withdrawn-because"
        return words(f"efile-ui.{key}", why=draft.withdrawn, number=draft.number), "wait"
    if draft.flaw:
        return _filled(f"efile-ui.{_flawed(sent)}", words(f"signature.{draft.flaw}")), "wrong"
    if sent is not None and sent.verdict is not None:
        return _heard(sent.verdict)
    if draft.number and draft.state is DraftState.APPROVED:
        return words("efile-ui.draft-number", number=draft.number), "good"
    if draft.number and draft.state is DraftState.DRAFT:
        return words("efile-ui.draft-number-kept", number=draft.number), "good"
    return None


def _flawed(sent: Dispatched | None) -> str:
    """The centre holds back what it would deliver itself; what goes by post is not in its hands."""
    if sent is None:
        return "draft-flawed"
    return "draft-undelivered" if sent.by is Delivery.OFFICE else "draft-sent-flawed"


def is_wrong(draft: Draft) -> bool:
    """Say whether a list marks it, so that nobody has to open each."""
    found = standing(draft)
    return found is not None and found[1] == "wrong"


def waits(file: File | None, draft: Draft | None) -> bool:
    """Say whether a draft waits with this post to be approved."""
    return file is not None and file.mine and draft is not None and draft.state is DraftState.DRAFT


def may_approve(file: File | None, draft: Draft | None) -> bool:
    return waits(file, draft) and file is not None and file.may_approve


def may_withdraw(file: File | None, draft: Draft | None) -> bool:
    """Only the post that began a draft gives it up, and only before it is signed."""
    if file is None or draft is None or not file.mine:
        return False
    return draft.versions[0].post.id == file.holder.id and draft.state in WRITABLE


def said_beside(file: File | None, draft: Draft | None, older: DraftVersion | None) -> Said | None:
    """Return what stands over the letter: that it is an older version, who approves it, or how it stands."""
    if older is not None:
        return words("efile-ui.drafts-older", version=older.version), "wait"
    if waits(file, draft) and not may_approve(file, draft):
        return words("efile-ui.draft-to-approve"), "wait"
    return standing(draft) if draft else None


def said_of_saving(before: Draft | None) -> Words:
    """Return what is said of a new version; `before`: the draft as it was."""
    was_approved = before is not None and before.state is DraftState.APPROVED
    return words("efile-ui.drafts-saved-unapproved" if was_approved else "efile-ui.drafts-saved")


def allowed(file: File | None, draft: Draft | None, *, unsaved: bool, older: bool) -> frozenset[str]:
    """Return which acts of the sheet may be done, and "write".

    Nothing is approved, signed or sent while other words stand on the screen than in the draft, and an older version
    on it is only compared.
    """
    if older:
        return frozenset({"compare"})
    mine = file is not None and file.mine
    state = draft.state if draft else DraftState.DRAFT
    to_sign = mine and state is DraftState.APPROVED and not unsaved
    found = {
        "write": mine and state in WRITABLE,
        "save": mine and state in WRITABLE and (unsaved or draft is None),
        "throw": unsaved,
        "compare": draft is not None and len(draft.versions) + unsaved > 1,
        "approve": may_approve(file, draft) and not unsaved,
        "withdraw": may_withdraw(file, draft) and not unsaved,
        "sign": to_sign,
        "save-letter": draft is not None and (bool(draft.sha256) or to_sign),
        "hand-signed": to_sign,
        "dispatch": mine and state is DraftState.SIGNED,
        "acknowledge": mine and state is DraftState.DISPATCHED,
    }
    return frozenset(name for name, may in found.items() if may)


def of_letter(verdict: LetterVerdict | None) -> Said:
    """Return what the receiver is told of the signature of a letter that came from another office."""
    if verdict is None:
        return words("efile-ui.letter-unjudged"), "wait"
    facts = {"who": verdict.signer, "at": clock_words(verdict.at)}
    if verdict.holds:
        said = words("efile-ui.letter-holds", **facts)
        stale = words("revocation.stale") if verdict.revocation == STALE else Words("", "")
        return Words(f"{said.hi} {stale.hi}".strip(), f"{said.en} {stale.en}".strip()), "good"
    if verdict.by_hand:
        return words(verdict.key), "wait"
    return _filled("efile-ui.letter-does-not-hold", words(verdict.key), **facts), "wrong"


def _heard(verdict: LetterVerdict) -> Said:
    """Return what the sender is told of what the receiver found."""
    if verdict.holds:
        return words("efile-ui.draft-received-good", who=verdict.signer), "good"
    if verdict.by_hand:
        return words("efile-ui.draft-received-by-hand"), "good"
    return _filled("efile-ui.draft-received-wrong", words(verdict.key)), "wrong"


def _filled(key: str, why: Words, **facts: str) -> Words:
    return Words(words(key, why=why.hi, **facts).hi, words(key, why=why.en, **facts).en)
