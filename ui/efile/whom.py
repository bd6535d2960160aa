"""How the one to whom something goes is named: name, post, office."""

from app.efile.addressee import PostName
from ui.words import Speech


def whom(speech: Speech, post: PostName) -> str:
    """Return holder, designation and office of a post; an empty post is called so."""
    holder = speech.say(post.holder) if post.holder else speech.word("efile-ui.send-vacant")
    return ", ".join(filter(None, (holder, speech.say(post.designation), speech.say(post.office))))
