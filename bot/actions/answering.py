"""The acts that the knowledge base answers: a question, a chosen topic, a follow-up, something heard, something outside."""

from collections.abc import Callable
from dataclasses import replace

from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox
from bot.messages import Decision, Reply

Action = Callable[[Turn, Toolbox], Outcome]

SURE = 0.8  # the matcher's probability from which a message is a question, whatever act the engine read in it
DOUBTFUL = 0.75  # the engine's confidence under which an act gives way to a question that the matcher is sure of


def answer(turn: Turn, tools: Toolbox) -> Outcome:
    """The reply to a question, and the topic to come back to."""
    attempt = int(turn.slot("unknown_count") or 0)
    reply, *second = tools.answers.replies(turn.text, turn.text_language, turn.language, turn.city, attempt)
    if reply.decision is not Decision.ANSWER:
        reply = _in_context(turn, tools) or reply
    count = str(attempt + 1) if reply.decision is Decision.NONE else None
    return Outcome((reply, *second), _remembered(reply) | {"unknown_count": count})


def answer_topic(turn: Turn, tools: Toolbox) -> Outcome:
    """The reply of the topic whose button was pressed."""
    reply = tools.answers.topic_reply(turn.entity("topic") or "", turn.language, turn.city)
    return Outcome((reply,), _remembered(reply)) if reply else answer(turn, tools)


def whole_entry(turn: Turn, tools: Toolbox) -> Outcome:
    """The long text of an entry below its title, for channels that keep it behind a button."""
    topic = turn.entity("more") or ""
    reply = tools.answers.topic_reply(topic, turn.language, turn.city)
    if reply is None:
        return answer(turn, tools)
    return Outcome((replace(reply, text=tools.answers.title(topic, turn.language, turn.city)),))


def answer_aspect(turn: Turn, tools: Toolbox) -> Outcome:
    """A follow-up on the last topic; what it asks may have an entry of its own, which then is the better answer."""
    topic = turn.slot("last_topic")
    if topic is None:
        return answer(turn, tools)
    aspect = turn.entity("aspect")
    reply = tools.answers.follow_up(turn.text, topic, aspect, turn.text_language, turn.language, turn.city)
    return Outcome((reply,), _remembered(reply)) if reply else answer(turn, tools)


def affirm(turn: Turn, tools: Toolbox) -> Outcome:
    """ "Yes" after "did you mean": the first of what was offered."""
    offered = turn.slot("offered_topic")
    reply = tools.answers.topic_reply(offered, turn.language, turn.city) if offered else None
    if reply is None:
        return Outcome((tools.say(turn.language, "affirm", "padron_check", "human"),))
    return Outcome((reply,), _remembered(reply))


def out_of_scope(turn: Turn, tools: Toolbox) -> Outcome:
    """What is not ours: said plainly, unless the matcher is sure that it is ours."""
    reply = tools.answers.reply(turn.text, turn.text_language, turn.language, turn.city)
    if _is_sure(reply):
        return Outcome((reply,), _remembered(reply))
    return Outcome((replace(tools.say(turn.language, "out_of_scope", "padron_check", "human"), decision=Decision.NONE),))


def heard_rumour(turn: Turn, tools: Toolbox) -> Outcome:
    """Something heard about migrants: handed to the rumours room, with the nearest entry that is known."""
    replies = tools.rumours.received(turn.text, turn.text_language, turn.language, turn.city)
    return Outcome(replies, _remembered(replies[-1]))


def unless_question(action: Action) -> Action:
    """The action, unless the engine doubted that act and the matcher is sure of a question."""

    def guarded(turn: Turn, tools: Toolbox) -> Outcome:
        if turn.confidence < DOUBTFUL and len(turn.text.split()) > 2:
            reply = tools.answers.reply(turn.text, turn.text_language, turn.language, turn.city)
            if _is_sure(reply):
                return Outcome((reply,), _remembered(reply))
        return action(turn, tools)

    return guarded


def _in_context(turn: Turn, tools: Toolbox) -> Reply | None:
    """What the question means about the last topic, when it names a part of it ("and how much is it?"); else None."""
    topic, aspect = turn.slot("last_topic"), turn.entity("aspect")
    if topic is None or aspect is None:
        return None
    return tools.answers.follow_up(turn.text, topic, aspect, turn.text_language, turn.language, turn.city)


def _is_sure(reply: Reply) -> bool:
    return reply.decision is Decision.ANSWER and (reply.probability or 0) >= SURE


def _remembered(reply: Reply) -> dict[str, str | None]:
    """Slots after a reply: the topic to come back to, or the first of those offered."""
    if reply.topic:
        return {"last_topic": reply.topic, "offered_topic": None}
    if reply.decision is Decision.ASK:
        return {"offered_topic": reply.candidates[0]}
    return {}
