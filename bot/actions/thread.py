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


def shown_services(turn: Turn) -> list[str]:
    """The ids of the services shown last, while nothing else was answered and no danger was told since."""
    return [] if turn.danger_topic else (turn.slot("shown_services") or "").split()


def remembered(reply: Reply) -> dict[str, str | None]:
    """Slots after a reply: the topic to come back to, or those offered, best first. A card of a rumour leads to the first entry it names."""
    topic = reply.topic or (_first_named(reply) if reply.rumour else None)
    if topic:
        return {"last_topic": topic, "offered_topic": None, "shown_services": None}
    if reply.decision is Decision.ASK and reply.candidates:
        return {"offered_topic": " ".join(reply.candidates)}
    return {}


def _first_named(reply: Reply) -> str | None:
    payloads = (button.payload for button in reply.buttons)
    return next((payload.removeprefix("topic:") for payload in payloads if payload.startswith("topic:")), None)
