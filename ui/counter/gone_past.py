"""Which fields a person had left when a half-filled form is opened again."""

from app.counter.model import Application


def gone_past(found: Application) -> set[str]:
    """Return each step's fields up to the last that was answered; none of a form that was only just begun."""
    if found.updated_at <= found.created_at:
        return set()
    answered = {*found.answers, *found.typed}
    left = set[str]()
    for step in found.pack.steps:
        names = [asked.id for asked in step.fields]
        last = max((place for place, name in enumerate(names, 1) if name in answered), default=0)
        left.update(names[:last])
    return left
