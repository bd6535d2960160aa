"""What comes next while somebody looks at a page for Aadhaar digits, and the way to say that there are none."""

from dataclasses import replace

from app.counter.model import Application
from ui.counter.course import COMING, Course, papers_page
from ui.counter.make import said
from ui.counter.next_bar import Way
from ui.counter.slots import Slots

NONE_HERE = "no-digits"


def with_digits(course: Course, found: Application, slots: Slots, page: int) -> Course:
    """Return the course, but that on what looks like an Aadhaar number F9 covers; a reason is a way beside it."""
    if page != papers_page(found) or not slots.is_asked:
        return course
    ways = tuple(way for way in course.ways if way.id not in ("mask", NONE_HERE) and way.key != "F8")
    if slots.is_awaited:
        return replace(course, words=said("page-coming"), action=COMING, ways=ways)
    if slots.sees_digits:
        none_here = Way(NONE_HERE, said("else-no-digits"), danger=True)
        return replace(course, words=said("do-cover-seen"), action="mask", ways=(none_here, *ways))
    more = Way("mask", said("else-mask" if slots.is_checking else "mask"), "F8")
    words = said("do-covered" if slots.is_checking else "do-no-aadhaar")
    return replace(course, words=words, action="covered", ways=(more, *ways))
