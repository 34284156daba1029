"""The thread of a talk: what the engine's slots say of the turns before, and what they keep of a reply."""

from dataclasses import replace

from bot.actions.protocol import Turn
from bot.messages import Decision, Reply
from knowledge_base.question import Question


def message_of(turn: Turn) -> Question:
    """The message as if nothing had been said before it."""
    return Question(turn.text, turn.text_language, turn.language, turn.city)


def question_of(turn: Turn) -> Question:
    """The message as a question in its talk."""
    return replace(
        message_of(turn),
        after=last_topic(turn),
        aspect=turn.entity("aspect"),
        attempt=int(turn.slot("unknown_count") or 0),
        asked=unanswered(turn),
    )


def last_topic(turn: Turn) -> str | None:
    """The topic that the talk is about: a danger told just before, the first of those offered last, or the one answered last."""
    return turn.danger_topic or next(iter(offered(turn)), turn.slot("last_topic"))


def unanswered(turn: Turn) -> str:
    """What was asked last, when it was not answered but asked back or not known; else nothing."""
    return turn.asked if turn.slot("unknown_count") or offered(turn) else ""


def offered(turn: Turn) -> list[str]:
    """The topics offered last, best first, while none of them was taken and no danger was told since."""
    return [] if turn.danger_topic else (turn.slot("offered_topic") or "").split()


def remembered(reply: Reply) -> dict[str, str | None]:
    """Slots after a reply: the topic to come back to, or those offered, best first."""
    if reply.topic:
        return {"last_topic": reply.topic, "offered_topic": None}
    if reply.decision is Decision.ASK and reply.candidates:
        return {"offered_topic": " ".join(reply.candidates)}
    return {}
