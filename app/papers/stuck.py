"""Which of some papers do not come out of the printer, and what holds each."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.papers.model import JobState, JobView

STUCK = frozenset({JobState.NEEDS_OPERATOR, JobState.FAILED_RETRYABLE, JobState.EXPIRED})


_UNDER_WAY = frozenset({JobState.QUEUED, JobState.RENDERED, JobState.SENDING})


def printing_again(jobs: Iterable[JobView]) -> frozenset[str]:
    """Return the papers of which a further try is under way, since the first did not come out."""
    return frozenset(job.document for job in jobs if job.attempt > 1 and job.state in _UNDER_WAY)


def stuck(jobs: Iterable[JobView], documents: Collection[str]) -> tuple[JobView, ...]:
    """Return the prints of `documents` that do not come out. `jobs`: all that are not over, oldest first.

    One that waits behind a print for which there is no paper has no paper either.
    """
    found = []
    held: dict[str, JobView] = {}
    for job in jobs:
        if job.state is JobState.FAILED_RETRYABLE:
            held.setdefault(job.printer, job)
        if job.document not in documents:
            continue
        before = held.get(job.printer)
        if job.state in STUCK:
            found.append(job)
        elif job.state is JobState.QUEUED and before is not None:
            found.append(replace(job, state=before.state, code=before.code, facts=before.facts))
    return tuple(found)
