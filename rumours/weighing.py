"""A rumour, a question, or both? The rumours heard in a message weighed against what the knowledge base would answer."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.messages import Decision, Reply
from matching.items import Candidate
from rumours.hearing import Heard

BESIDE = 0.6  # probability from which the rest of a message is a question of its own
Answering = Callable[[str], Reply]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is to be answered of a message: these rumours, if any, and the question beside them, by this reply."""

    rumours: tuple[Candidate, ...] = ()
    beside: Reply | None = None


def weigh(text: str, heard: Heard, answer: Answering) -> Weighed:
    """`answer` gives the knowledge base's reply to a text. An entry surer than the rumour is a question with the same words."""
    if not heard.sure:
        return Weighed()
    if beside := _beside(heard, answer):
        return Weighed(heard.sure, beside)
    return Weighed() if _sureness(answer(text)) > heard.sure[0].probability else Weighed(heard.sure)


def _beside(heard: Heard, answer: Answering) -> Reply | None:
    """The surest answer to a piece that carries no rumour; None when none is sure enough."""
    surest = max(map(answer, heard.rest), key=_sureness, default=None)
    return surest if surest and _sureness(surest) >= BESIDE else None


def _sureness(reply: Reply) -> float:
    return (reply.probability or 0.0) if reply.decision is Decision.ANSWER else 0.0
