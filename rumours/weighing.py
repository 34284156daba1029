"""A rumour, a question, or both? The rumours heard in a message weighed against what the knowledge base would answer."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.messages import Decision, Reply
from matching.items import Candidate
from rumours.hearing import Heard

BESIDE = 0.6  # probability from which a piece without a rumour is a question of its own
ASKED = 0.5  # the same of the whole message, where something is asked
SURER = 0.05  # how much surer than the rumour an entry must be to win: who asks how to register must not be told what others say
MOST_ASKED = 3  # pieces that are tried, the last ones: people say what they heard, then ask
Answering = Callable[[str], Reply]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is to be answered of a message: these rumours, if any, and the question beside them, by this reply."""

    rumours: tuple[Candidate, ...] = ()
    beside: Reply | None = None


def weigh(text: str, heard: Heard, answer: Answering) -> Weighed:
    """`answer` gives the knowledge base's reply to a text. An entry much surer than the rumour is a question with the same words."""
    if not heard.sure:
        return Weighed()
    whole = answer(text)
    if beside := _beside(whole, heard, answer):
        return Weighed(heard.sure, beside)
    return Weighed() if _sureness(whole) > heard.sure[0].probability + SURER else Weighed(heard.sure)


def _beside(whole: Reply, heard: Heard, answer: Answering) -> Reply | None:
    """The surest answer to what is asked beside the rumour; None when nothing is asked, or no answer is sure enough.

    A question may need the words of the claim ("... and what papers do I need for it?"), so the whole message counts too.
    """
    found = [reply for reply in map(answer, heard.rest[-MOST_ASKED:]) if _sureness(reply) >= BESIDE]
    found += [whole] if heard.asks and _sureness(whole) >= ASKED else []
    return max(found, key=_sureness, default=None)


def _sureness(reply: Reply) -> float:
    return (reply.probability or 0.0) if reply.decision is Decision.ANSWER else 0.0
