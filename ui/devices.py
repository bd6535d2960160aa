"""How a printer is called on the screen, and what is said of a print that does not come out."""

from app.base.words import Words
from app.papers.model import JobState, JobView
from app.words import words
from app.words.called import explain_printer, printer_called
from ui.words import Speech


def printer_words(speech: Speech, name: str) -> str:
    return speech.say(printer_called(name))


def why_not_out(job: JobView) -> Words | None:
    """Return why a print has not come out, and what a person does; None where nothing is known against it."""
    if job.state is JobState.EXPIRED:
        return words("ui.job-expired-how")
    return explain_printer(job.code, job.facts, job.printer) if job.code else None
