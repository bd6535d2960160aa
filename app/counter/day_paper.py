"""The day's account on paper: a page with every paper for the file, a slip with the sums for the cash box."""

from collections.abc import Iterator

from app.base.days import IST, day_words
from app.base.document import (
    Block,
    Document,
    Kind,
    Line,
    Notice,
    Pair,
    Rule,
    Shape,
    Signature,
    Table,
    Title,
    Total,
    Weight,
)
from app.base.money import Paise, figures
from app.base.words import Words
from app.counter.day_model import DayAccount, Due, Receipt, Sum, Used
from app.counter.papers import Stamp, issuer

_NONE = Words("", "")
_COUNT, _AMOUNT = Words("संख्या", "Count"), Words("राशि", "Amount")
_NUMBER, _NOTE = Words("सं०", "No."), Words("टिप्पणी", "Note")
_KINDS = {
    Kind.BOARD_FEE: "शुल्क रसीद",
    Kind.USER_CHARGE: "यूजर चार्ज",
    Kind.REFUND: "वापसी",
    Kind.CHALLAN: "चालान",
    Kind.ACKNOWLEDGEMENT: "पावती",
    Kind.PROVISIONAL: "अनन्तिम पर्ची",
}
_UNLIKE = Words(
    "रसीदों का योग बही से नहीं मिलता या कोई संख्या छूटी है: ई-डिस्ट्रिक्ट मैनेजर को बताएँ",
    "The receipts do not come to the book, or a number is missing: tell the e-District manager",
)


_OPERATOR = Words("संचालक", "Operator")
_REPLACES = Words("इसकी जगह है", "In place of")
_NO_MATTER = frozenset({_OPERATOR, _REPLACES})
_WHO, _SUM = Words("किसने", "Who"), Words("योग", "Sum")
_LEFT, _IN_CASH = Words("शेष", "Left"), Words("इसमें नकद", "Of it cash")
_LENT = Words(
    "केन्द्र के अपने पैसे से लौटाया, विभाग से लेना है",
    "Given back from the centre's own money, to be claimed from the department",
)
_NO_MORE_LENT = Words(
    "पहले केन्द्र के पैसे से लौटाया; अब विभाग से नहीं, ग्राहक से लेना है",
    "Given back earlier from the centre's own money; to be asked from the customer now, not the department",
)
_WITHOUT_PAPER = Words(
    "इस दिन के काग़ज़ के बिना (पहले का चालान, लौटाने को आया भुगतान)",
    "Without a paper of this day (an earlier challan, a payment owed back)",
)


def day_page(account: DayAccount, stamp: Stamp, replaces: str = "") -> Document:
    """Build the A4 page: the sums, what is due, the numbers used, every paper of the day by its number.

    `replaces` names what was printed earlier of the day and does not hold any more.
    """
    return stamp.paper(
        Kind.DAY_ACCOUNT,
        Shape.PAGE,
        [
            *_head(account, replaces),
            *_sums(Words("प्राप्त", "Taken"), account.taken),
            Total(Words("कुल प्राप्त", "Taken in all"), account.total_taken),
            *_sums(Words("लौटाया", "Given back"), account.back),
            *_closing(account),
            *_hands(account),
            *_due(account.due),
            *_numbers(account.used),
            *_receipts(account),
            Rule(),
            *issuer(stamp),
            Signature(Words("संचालक के हस्ताक्षर", "Operator's signature")),
            Signature(Words("जाँचकर्ता के हस्ताक्षर व दिनांक", "Inspector's signature and date")),
        ],
    )


def day_slip(account: DayAccount, stamp: Stamp, replaces: str = "") -> Document:
    """Build the slip: the same sums and numbers, the receipts by their last number alone."""
    return stamp.paper(
        Kind.DAY_ACCOUNT,
        Shape.SLIP,
        [
            *_head(account, replaces),
            *_short_sums(Words("प्राप्त", "Taken"), account.taken),
            Total(Words("कुल प्राप्त", "Taken in all"), account.total_taken),
            *_short_sums(Words("लौटाया", "Given back"), account.back),
            *_closing(account),
            *_short_hands(account),
            *_short_due(account.due),
            *_short_receipts(account),
            *(Pair(Words("संख्याएँ", "Numbers"), _range(each), Weight.SMALL) for each in account.used),
            Rule(),
            *issuer(stamp),
            Signature(Words("संचालक के हस्ताक्षर", "Operator's signature")),
        ],
    )


def says_the_same(one: Document, other: Document) -> bool:
    """Say whether two accounts of one shape hold the same, whoever printed them, when, and in place of which."""
    return _matter(one) == _matter(other)


def _matter(paper: Document) -> tuple[Block, ...]:
    return tuple(each for each in paper.blocks if not (isinstance(each, Pair) and each.label in _NO_MATTER))


def _head(account: DayAccount, replaces: str) -> list[Block]:
    wrong = [] if account.whole else [Notice(_UNLIKE)]
    return [
        Title(Words("दिन का हिसाब", "Day's account")),
        Pair(Words("दिन", "Day"), day_words(account.day), Weight.STRONG),
        *([Pair(_REPLACES, replaces, Weight.STRONG)] if replaces else []),
        *wrong,
        Pair(Words("आवेदन दर्ज", "Applications filed"), str(account.filed)),
        Pair(Words("उनमें से रद्द, अस्वीकृत", "Of them cancelled, refused"), str(account.ended)),
        *_unsent(account),
        Pair(Words("पावती", "Acknowledged"), str(account.acknowledged)),
        Pair(Words("छपी प्रतिलिपियाँ", "Duplicates printed"), str(account.duplicates)),
        Rule(),
    ]


def _unsent(account: DayAccount) -> list[Block]:
    """Return how many of them have not gone to the centre, where any have not."""
    told = Words("उनमें से केन्द्र को भेजना बाकी", "Of them yet to be sent to the centre")
    return [Pair(told, str(account.unsent))] if account.unsent else []


def _sums(title: Words, sums: tuple[Sum, ...]) -> list[Block]:
    if not sums:
        return []
    rows = tuple((each.head.both, each.way.both, str(each.count), figures(each.amount)) for each in sums)
    return [Table((title, Words("प्रकार", "Mode"), _COUNT, _AMOUNT), rows, right=(2, 3))]


def _short_sums(title: Words, sums: tuple[Sum, ...]) -> list[Block]:
    """Return two columns: a slip has room for no more, nor for both languages in a row."""
    rows = tuple((f"{each.head.hi}, {each.way.hi} ({each.count})", figures(each.amount)) for each in sums)
    return [Table((title, _AMOUNT), rows, right=(1,))] if rows else []


def _closing(account: DayAccount) -> list[Block]:
    return [
        Pair(Words("कुल लौटाया", "Given back in all"), figures(account.total_back)),
        Pair(Words("शेष", "Left"), figures(account.left), Weight.STRONG),
        Pair(Words("इसमें नकद पेटी में", "Of it in the cash box"), figures(account.cash), Weight.STRONG),
        *([Pair(_LENT, figures(account.lent))] if account.lent > 0 else []),
        *([Pair(_NO_MORE_LENT, figures(Paise(-account.lent)))] if account.lent < 0 else []),
        Rule(),
    ]


def _hands(account: DayAccount) -> list[Block]:
    """Return who took and gave back how much, and the sum of it, which is the day's."""
    if not account.hands:
        return []
    columns = (_WHO, _COUNT, Words("प्राप्त", "Taken"), Words("लौटाया", "Given back"), _LEFT, _IN_CASH)
    rows = [
        (each.person.both, str(each.count), *map(figures, (each.taken, each.back, each.left, each.cash)))
        for each in account.hands
    ]
    count = str(sum(each.count for each in account.hands))
    sums = map(figures, (account.total_taken, account.total_back, account.left, account.cash))
    return [Table(columns, (*rows, (_SUM.both, count, *sums)), right=(1, 2, 3, 4, 5)), Rule()]


def _short_hands(account: DayAccount) -> list[Block]:
    """Return what is left with each person, and of it the cash: a slip has room for no more."""
    rows = tuple(
        (f"{each.person.hi} ({each.count}), नकद {figures(each.cash)}", figures(each.left))
        for each in account.hands
    )
    return [Table((_WHO, _LEFT), rows, right=(1,)), Rule()] if rows else []


def _due(due: tuple[Due, ...]) -> list[Block]:
    if not due:
        return [Pair(Words("बाकी", "Due"), "—"), Rule()]
    rows = tuple((each.what.both, str(each.count), figures(each.amount)) for each in due)
    return [Table((Words("बाकी", "Due"), _COUNT, _AMOUNT), rows, right=(1, 2)), Rule()]


def _short_due(due: tuple[Due, ...]) -> list[Block]:
    rows = tuple((f"{each.what.hi} ({each.count})", figures(each.amount)) for each in due)
    return [Table((Words("बाकी", "Due"), _AMOUNT), rows, right=(1,)), Rule()] if rows else []


def _receipts(account: DayAccount) -> Iterator[Block]:
    if not account.receipts:
        yield Line("इस दिन कोई काग़ज़ नहीं बना / No paper on this day")
        return
    columns = (_NUMBER, Words("काग़ज़", "Paper"), Words("आवेदक", "Applicant"), _NOTE, _AMOUNT)
    rows = tuple(
        (_short(each.number), _paper(each), each.applicant, _note(each), _moved(each))
        for each in account.receipts
    )
    yield Table(columns, rows, right=(4,))
    yield from _sum_of_papers(account)


def _sum_of_papers(account: DayAccount) -> Iterator[Block]:
    """Yield what their column comes to, and what is left besides: so the two can be compared by hand."""
    yield Pair(Words("इन काग़ज़ों का योग", "Sum of these papers"), figures(account.by_papers), Weight.STRONG)
    if account.without_paper:
        yield Pair(_WITHOUT_PAPER, figures(account.without_paper))


def _short_receipts(account: DayAccount) -> Iterator[Block]:
    """Yield the papers about money; a slip names the others by their first and last number alone."""
    rows = tuple(
        (f"{_short(each.number)} {_note(each)}".strip(), _moved(each))
        for each in account.receipts
        if each.amount is not None
    )
    if rows:
        yield Table((_NUMBER, _AMOUNT), rows, right=(1,))
        yield from _sum_of_papers(account)


def _numbers(used: tuple[Used, ...]) -> Iterator[Block]:
    if used:
        columns = (Words("नंबरों की किताब", "Book of numbers"), Words("पहली–अन्तिम", "First–last"), _COUNT)
        rows = tuple((each.book, _from_to(each), str(each.count)) for each in used)
        yield Table(
            (*columns, Words("छूटी", "Missing")),
            tuple((*row, _missing(each)) for row, each in zip(rows, used, strict=True)),
            right=(2, 3),
        )


def _range(each: Used) -> str:
    series = each.book.rpartition("/")[2]
    return f"{series} {_from_to(each)} = {each.count}, छूटी / missing: {_missing(each)}"


def _from_to(each: Used) -> str:
    return f"{each.first:06d}–{each.last:06d}"


def _missing(each: Used) -> str:
    return ", ".join(f"{serial:06d}" for serial in each.missing) or "0"


def _short(number: str) -> str:
    """Return the series and serial; the book is named with its numbers."""
    return "/".join(number.split("/")[-2:])


def _paper(each: Receipt) -> str:
    return f"{_KINDS[each.kind]}, {each.at.astimezone(IST):%H:%M}"


def _moved(each: Receipt) -> str:
    return "—" if each.moved is None else figures(each.moved)


def _note(each: Receipt) -> str:
    """Return what became of it, as it was written, what it asks for, and how often it was printed again."""
    asked = "" if each.asked is None else figures(each.asked)
    by = each.by.hi if each.by else ""
    again = f"प्रतिलिपि / DUPLICATE {each.duplicates}" if each.duplicates else ""
    return " · ".join(filter(None, (by, each.note.hi if each.note else "", asked, again)))
