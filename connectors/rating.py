"""The two buttons with which a person says whether an answer helped; every channel puts them where they do not crowd it."""

from bot.messages import Reply
from connectors.channel import Wording

KINDS = ("helped", "not_helped")


def rating_of(reply: Reply, words: Wording) -> list[tuple[str, str]]:
    """(title, payload) of yes and no; none for what may not be rated."""
    if not (reply.may_be_rated and reply.topic):
        return []
    return [(words.get(reply.language, f"buttons.{kind}"), f"{kind}:{reply.topic}") for kind in KINDS]
