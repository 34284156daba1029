"""Answers that need no engine: those that need no memory of the talk, and all others while it is silent. Then buttons still do what they
say and a question is still answered; only the thread of the talk is lost."""

from bot.actions import agents, answering, padron_check, practice, privacy, small_talk
from bot.actions import services as service_actions
from bot.actions.answering import Action
from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox
from bot.messages import Payload, RedactedMessage, Reply
from matching.once import one_turn


def padron_documents(turn: Turn, tools: Toolbox) -> Outcome:
    """The Padrón check needs the engine's memory; without it the entry that the check draws on is the next best."""
    replies = (tools.answers.topic_reply(topic, turn.language, turn.city) for topic in padron_check.SOURCE_TOPICS)
    reply = next(filter(None, replies), None)
    return Outcome((reply,)) if reply else answering.answer(turn, tools)


BY_ACT: dict[str, Action] = {
    "greet": small_talk.greet,
    "talk_to_human": service_actions.talk_to_human,
    "privacy": privacy.privacy,
    "forget_me": privacy.forget_me,
    "helpful": small_talk.helpful,
    "not_helpful": small_talk.not_helpful,
    "change_language": small_talk.change_language,
    "stop": padron_check.stop,
    "start_padron_check": padron_documents,
    "start_practice": practice.closed,
}
BY_KIND: dict[str, Action] = {
    "topic": answering.answer_topic,
    "language": small_talk.change_language,
    "more": answering.whole_entry,
    "rumour": answering.rumour_card,
    "near": service_actions.nearest,
    "unread": small_talk.only_text,
    "agent": small_talk.agent,
    "heard": small_talk.agent,
    "practice": practice.closed,
    "helped": small_talk.helpful,
    "not_helped": small_talk.not_helpful,
}


def replies_without_engine(message: RedactedMessage, text_language: str, tools: Toolbox) -> list[Reply]:
    """At least one reply, from the same actions that the engine would have called, with no memory of the talk."""
    payload = message.payload
    turn = Turn(
        action="",
        text="" if payload else message.text,
        intent="",
        confidence=1.0,
        entities={payload.act: [payload.argument]} if payload else {},
        slots={},
        language=message.language,
        text_language=text_language,
        city=message.city,
        form=None,
        agent=message.agent,
        conversation=message.conversation,
    )
    act = lambda: _action(payload)(turn, tools)  # noqa: E731
    with one_turn():
        return list((agents.for_agent(turn, tools, act) if message.agent and not payload else act()).replies)


def _action(payload: Payload | None) -> Action:
    if payload is None:
        return answering.answer
    if payload.act == "act":
        return BY_ACT.get(payload.argument, small_talk.deny)
    return BY_KIND.get(payload.act, padron_documents)
