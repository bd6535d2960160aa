"""Who had a file for how long, from the lines of its movement register."""

from datetime import UTC, datetime, timedelta

from app.base.words import Language, Words
from app.efile.addressee import PostName
from app.efile.held_by import held_by
from app.efile.model import Movement

START = datetime(2026, 4, 1, 6, tzinfo=UTC)


def post(id: str, holder: str) -> PostName:
    return PostName(id, Words(id, id), Words("कार्यालय", "Office"), Words(holder, holder), id)


HAND, OFFICER, HEAD = post("hand", "Kavita"), post("officer", "Anil"), post("head", "Vikram")


def line(day: int, act: str, by: PostName, to: PostName | None = None, who: str = "") -> Movement:
    name = Words(who, who) if who else by.holder
    assert name is not None
    return Movement(START + timedelta(days=day), act, name, by, to, "", physical=False)


def test_each_post_has_it_from_when_it_came_until_it_went_on_and_who_acted_there_is_named():
    register = (
        line(0, "created", HAND),
        line(2, "sent", HAND, HEAD),
        line(3, "pulled-back", HAND),
        line(3, "sent", HAND, OFFICER),
        line(5, "opened", OFFICER, who="Ravi, who sat there for Anil"),
        line(9, "sent", OFFICER, HAND),
    )
    now = START + timedelta(days=20)
    told = [
        (
            each.post.id,
            [who.in_language(Language.ENGLISH) for who in each.people],
            each.touched,
            each.days(now),
        )
        for each in held_by(register)
    ]
    assert told == [
        ("hand", ["Kavita"], True, 2),
        ("head", ["Vikram"], False, 1),  # nobody opened it
        ("hand", ["Kavita"], True, 0),
        ("officer", ["Ravi, who sat there for Anil", "Anil"], True, 6),
        ("hand", ["Kavita"], False, 11),
    ]


def test_what_is_closed_lies_with_nobody_until_it_is_opened_again():
    register = (line(0, "created", HAND), line(4, "closed", HAND), line(90, "reopened", HAND))
    now = START + timedelta(days=91)
    assert [each.days(now) for each in held_by(register)] == [4, 1]
