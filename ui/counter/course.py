"""Which one action comes next for the open application, which ways stand beside it, and on which page it is done."""

from dataclasses import dataclass, replace

from app.attachments.model import SlotState
from app.base.money import figures
from app.base.words import Words
from app.counter.model import Application, NextStep, Objection, Row
from app.counter.walk import PAYING, Event, State, allows
from ui.counter.beside import beside_ways, owed_beside
from ui.counter.make import said, said_with
from ui.counter.next_bar import END_KEY, OTHER_KEY, Question, Way
from ui.counter.print_strip import paper_called, print_in_doubt
from ui.counter.rights import is_operators
from ui.counter.standing import is_over, unchanged_words

COMING = "page-coming"  # the page that a person is to look at is on its way
_HARMLESS = frozenset({"likeness", "reprint", "keep-registered", "asked-back", "was-cash"})
_MENDING = frozenset({NextStep.CORRECT, NextStep.MEND_REFUSED})
_WAITED = frozenset(
    {NextStep.ASK_PAYMENT, NextStep.WAIT_CENTRE, NextStep.WAIT_VERIFICATION, NextStep.TAKE_FEE}
)
_AT_PAPERS = frozenset({NextStep.ATTACH_PAPERS, NextStep.SETTLE_LIKENESS})
_FORM = _MENDING | {NextStep.FILL_FORM}


@dataclass(frozen=True, slots=True)
class Course:
    """`action` is what F9 does: a NextStep's value, or a word of the counter's own (`CounterDesk._do`)."""

    words: Words
    action: str
    page: int
    ways: tuple[Way, ...] = ()
    field: str = ""
    why: Words | None = None  # why F9 does not send
    keeps: str = ""  # the place objected to that F8 says is right
    keeps_asked: Words = Words("", "")  # why it is right
    owed: str = ""  # what goes back once the application is cancelled


def question(id: str, of: Course | None = None) -> Question:
    """Return the question that a way `of` a course, or the next action, asks before it acts."""
    if id == "keep-place" and of is not None:
        how = said("reason-help-keep-place")
        return Question(id, of.keeps_asked, said("reason-yes-keep-place"), danger=False, help=how)
    if id in ("upi", "was-upi"):
        ask, yes, how = said("reason-upi"), said(f"reason-yes-{id}"), said(f"reason-help-{id}")
        return Question(id, ask, yes, danger=False, help=how, may_be_empty=True, is_number=True)
    if id == "cancel" and of is not None and of.owed:
        yes, how = (
            said("reason-yes-cancel-paid", amount=of.owed),
            said("reason-help-cancel-paid", amount=of.owed),
        )
        return Question(id, said("reason-cancel"), yes, help=how)
    if id == "cancel-challan":
        how = said("reason-help-cancel-challan")
        return Question(id, said(f"reason-{id}"), said(f"reason-yes-{id}"), help=how)
    if id in _HARMLESS:
        return Question(id, said(f"reason-{id}"), said(f"reason-yes-{id}"), danger=False)
    return Question(id, said(f"reason-{id}"), said(f"reason-yes-{id}"))


def start_words(half_filled: Row | None) -> Words:
    """Return what F9 says while no application is open: go on with the one that was half filled, else choose."""
    if half_filled is None:
        return said("do-start")
    name = Words(half_filled.applicant, half_filled.applicant) if half_filled.applicant else said("no-name")
    return said_with("do-resume", name=name, service=half_filled.service)


def papers_page(found: Application) -> int:
    return len(found.pack.steps)


def money_page(found: Application) -> int:
    return len(found.pack.steps) + 1


def page_of(found: Application, first: tuple[int, str] | None) -> int:
    """Return the page on which the work goes on."""
    if found.next_step in _FORM and first is not None:
        return first[0]
    if found.next_step in _MENDING and found.objection:
        return _page_of_objection(found, found.objection)
    return papers_page(found) if found.next_step in _AT_PAPERS else money_page(found)


def comes_by_itself(before: str, now: str) -> bool:
    """Say whether money came to be asked while something else was waited for: a press may have been meant for that."""
    return now != before and before in _WAITED and asks_money(now)


def turns_up(before: str, now: str) -> bool:
    """Say whether F9 came to do something else by itself: a press that was meant for what it did before is not taken.

    Besides money, a print turns out to hang while the next customer was to be called, and the page comes that somebody
    is to look at.
    """
    hangs = (before, now) == (NextStep.NOTHING, "print-again")
    return hangs or (before == COMING != now) or comes_by_itself(before, now)


def asks_money(action: str) -> bool:
    return action in (NextStep.TAKE_FEE, NextStep.TAKE_CHARGE)


def is_looked_through(before: Application | None, found: Application, slot: str) -> bool:
    """Say whether the papers became whole by a person's look at the last one, `slot`: then nothing is left there.

    One that was only scanned or brought is looked at first, and so is where a paper that may be there is not.
    """
    if before is None or before.id != found.id or before.next_step is not NextStep.ATTACH_PAPERS:
        return False
    by_look = {view.slot.id for view in before.slots if view.state is SlotState.NEEDS_MASK}
    whole = all(view.state is SlotState.GOOD for view in found.slots)
    return slot in by_look and whole and found.next_step is NextStep.TAKE_FEE


def objected_pages(found: Application) -> frozenset[int]:
    """Return the pages that hold what is objected to and stands as it was."""
    objection = found.objection
    return frozenset(_page_of_place(found, place) for place in objection.left) if objection else frozenset()


def _page_of_objection(found: Application, objection: Objection) -> int:
    """Return the page of the first place that stands as it was; the last page, where all are mended."""
    return min((_page_of_place(found, place) for place in objection.left), default=money_page(found))


def _page_of_place(found: Application, place: str) -> int:
    """Return the page that holds a field, else the papers' page."""
    pages = (at for at, step in enumerate(found.pack.steps) if place in {each.id for each in step.fields})
    return next(pages, papers_page(found))


def course(found: Application, page: int, slot: str, first: tuple[int, str] | None) -> Course:
    """Return what comes next, seen from `page`. `slot` and `first` name the first paper and field that want a hand."""
    owed = figures(found.board_fee.amount) if found.fee_is_in and found.board_fee else ""
    return replace(_course(found, page, slot, first), owed=owed)


def _course(found: Application, page: int, slot: str, first: tuple[int, str] | None) -> Course:
    ways = _ways(found)
    if is_operators(found):
        return Course(said("do-nothing"), NextStep.NOTHING.value, money_page(found), ways)
    if found.form_refused and is_over(found):
        return Course(said("do-end"), "end", money_page(found))
    if found.next_step in _FORM and first is not None:
        return _fill(found, page, first, ways)
    if _answers(found) and found.objection and found.objection.wants_reason:
        return _mend(found, found.objection, page, ways)
    return _after_form(found, page, slot, ways)


def _after_form(found: Application, page: int, slot: str, ways: tuple[Way, ...]) -> Course:
    if found.next_step is NextStep.FILL_FORM:
        return Course(said("not-eligible"), "refused", money_page(found), ways)
    if found.next_step is NextStep.ATTACH_PAPERS:
        return _attach(found, page, slot, ways)
    if found.next_step is NextStep.NOTHING and (job := print_in_doubt(found.not_out)):
        fine = Way("print-fine", said("print-fine"), "F8")
        again = said_with("do-print-again", paper=paper_called(job))
        return Course(again, "print-again", money_page(found), (fine, *ways))
    if found.next_step is NextStep.SETTLE_LIKENESS:
        return _alike(found, page, ways)
    if found.next_step is NextStep.TAKE_FEE and page != money_page(found):
        return Course(said("do-money"), "go", money_page(found), ways)
    return Course(_words(found), found.next_step.value, money_page(found), ways)


def _fill(found: Application, page: int, first: tuple[int, str], ways: tuple[Way, ...]) -> Course:
    step, name = first
    if step != page:
        key = "do-fill-step" if step > page else "do-fill-back"
        words = _with(said(key, step="{}"), found.pack.steps[step].name)
    else:
        label = next(field.label for field in found.pack.steps[step].fields if field.id == name)
        words = _with(said("do-fill-form", field="{}"), label)
    return Course(words, "fill", step, ways, field=name)


def _mend(found: Application, objection: Objection, page: int, ways: tuple[Way, ...]) -> Course:
    """Lead to a place that the department names and nobody changed, so it is not sent: to one of another page, where
    the person stands before one already. F8 speaks of the place that is seen.
    """
    if not objection.left:
        return Course(
            said("do-mend"), "unchanged", page_of(found, None), ways, why=unchanged_words(found, "")
        )
    here = [place for place in objection.left if _page_of_place(found, place) == page]
    away = [place for place in objection.left if place not in here]
    to, seen = (away if here and away else objection.left)[0], (here or objection.left)[0]
    label = found.label_of(seen)
    if len(objection.left) > 1:
        right = Way("keep-place", _with(said("else-keep-place", place="{}"), label), OTHER_KEY)
        ways = (right, *ways)
    return Course(
        _with(said("do-mend-place", place="{}"), found.label_of(to)),
        "unchanged",
        _page_of_place(found, to),
        ways,
        why=unchanged_words(found, to),
        keeps=seen,
        keeps_asked=_with(said("reason-keep-place", place="{}"), label),
    )


def _attach(found: Application, page: int, slot: str, ways: tuple[Way, ...]) -> Course:
    here = papers_page(found)
    view = next((each for each in found.slots if each.slot.id == slot), None)
    if page != here or view is None:
        return Course(said("do-attach-papers"), "go", here, ways)
    if view.state is SlotState.NEEDS_MASK and all(each.masked for each in view.pages):
        more = Way("mask", said("else-mask"), "F8")
        return Course(said("do-covered"), "covered", here, (more, *ways))
    if view.state is SlotState.NEEDS_MASK:
        return Course(_with(said("do-mask", paper="{}"), view.slot.label), "mask", here, ways)
    return Course(_with(said("do-scan", paper="{}"), view.slot.label), "scan", here, ways)


def _alike(found: Application, page: int, ways: tuple[Way, ...]) -> Course:
    """What is like it is shown on every page, and settled on any."""
    if found.same_again:
        other = Way("likeness", said("else-other-person"), OTHER_KEY)
        return Course(said("do-same-again"), "same-again", page, (other, *ways))
    return Course(said("do-settle-likeness"), found.next_step.value, page, ways)


def _words(found: Application) -> Words:
    """Return the words of the next step; where money moves they name the amount."""
    step = found.next_step
    if step is NextStep.TAKE_FEE and found.board_fee is None:
        return said("do-file")
    if step in (NextStep.TAKE_FEE, NextStep.GIVE_REFUND):
        return said(f"do-{step.value}", amount=figures(found.board_fee.amount) if found.board_fee else "")
    if step is NextStep.TAKE_CHARGE:
        return said("do-take-charge", amount=figures(found.user_charge.amount))
    if step is NextStep.MEND_REFUSED and not found.form_refused:
        return said("do-send-again")
    return said(f"do-{step.value}")


def _ways(found: Application) -> tuple[Way, ...]:
    ways = []
    if found.next_step is NextStep.TAKE_FEE and found.board_fee:
        ways.append(Way("challan", said("else-challan"), "F8"))
    if found.next_step is NextStep.TAKE_CHARGE:
        ways.append(Way("upi", said("else-upi"), "F8"))
    if found.next_step in _MENDING and found.objection and _goes_as_it_is(found.objection):
        ways.append(Way("unchanged", _as_it_is(found, found.objection), OTHER_KEY))
    if found.next_step is NextStep.MEND_REFUSED and found.state in PAYING:
        ways.append(Way("ask-payment", said("do-ask-payment")))
    if found.next_step is NextStep.MEND_REFUSED and not found.form_refused and found.may_supervise:
        ways.append(Way("leave", said("else-leave"), OTHER_KEY))
    if found.waits_without_paper and found.refused is None:
        ways.append(Way("slip", said("else-slip"), "" if found.objection else OTHER_KEY))
    if owed_beside(found) and found.next_step is not NextStep.GIVE_REFUND and found.may_supervise:
        ways.append(Way("refund", said("payment-refund" if found.owes_payment else "deposit-refund")))
    ways += beside_ways(found)
    if found.next_step is NextStep.SETTLE_REGISTERED and found.may_supervise:
        ways.append(Way("void-registered", said("else-void-registered"), "F8"))
    ways += _challan_ways(found)
    if found.may_cancel:
        ways.append(Way("cancel", said("else-cancel"), END_KEY))
    return tuple(ways)


def _answers(found: Application) -> bool:
    """Say whether F9 answers the objection, for the first time or after the centre refused the answer."""
    return found.next_step is NextStep.CORRECT or (
        found.next_step is NextStep.MEND_REFUSED and found.form_refused
    )


def _goes_as_it_is(objection: Objection) -> bool:
    """Say whether one reason is all that is missing: of two places each is said to be right by itself."""
    return objection.unchanged and len(objection.left) <= 1


def _as_it_is(found: Application, objection: Objection) -> Words:
    """Return what sends the form although a place that is named stands as it was; half mended, which place. Where it
    had a reason already, that one goes by itself.
    """
    if objection.still_because:
        return said("else-other-reason")
    named = len(objection.fields) + len(objection.documents)
    if 0 < len(objection.left) < named:
        return _with(said("else-place-right", place="{}"), found.label_of(objection.left[0]))
    return said("else-unchanged")


def with_deposit(course: Course, *, late: bool) -> Course:
    """Return the course, but that F9 records the deposit under a withdrawn challan while that is written down."""
    if not late:
        return course
    ways = tuple(way for way in course.ways if way.id != "paid-in")
    if (
        course.action != NextStep.NOTHING
    ):  # there F9 does something else, that is wanted where nothing was paid in
        rest = (way for way in ways if way.key != OTHER_KEY)
        ways = (Way("not-paid-in", said("else-not-paid-in"), OTHER_KEY), *rest)
    record = NextStep.RECORD_DEPOSIT.value
    return replace(course, words=said(f"do-{record}"), action=record, ways=ways)


def _challan_ways(found: Application) -> list[Way]:
    if found.may_be_paid_in and found.state in (State.CANCELLED, State.REJECTED):
        return [Way("paid-in", said("else-paid-in"), OTHER_KEY)]
    if found.may_be_paid_in and found.state is not State.CHALLAN_ISSUED:
        return [Way("paid-in", said("else-paid-in-before"))]
    may_cancel = allows(found.state, Event.CHALLAN_CANCELLED)
    return [Way("cancel-challan", said("else-cancel-challan"))] if may_cancel else []


def _with(words: Words, name: Words) -> Words:
    """Fill the one gap of a message with a name, each in its own language."""
    return Words(words.hi.replace("{}", name.hi), words.en.replace("{}", name.en))
