"""The acts that the knowledge base answers: a question, a chosen topic, a follow-up, something heard, something outside."""

from collections.abc import Callable
from dataclasses import replace

from bot.actions.protocol import Outcome, Turn
from bot.actions.thread import message_of, offered, question_of, remembered
from bot.actions.toolbox import Toolbox
from bot.messages import Decision, Reply
from matching.choices import picked
from matching.normalisation import content_words

Action = Callable[[Turn, Toolbox], Outcome]

SURE = 0.8  # the matcher's probability from which a message is a question, whatever act the engine read in it
NEAR = 0.3  # probability from which a rumour is offered to who asked something that no entry answers: a recipe is not asked back
FEWEST_WORDS = 1  # content words up to which a follow-up without a topic says too little to be answered
LONGEST_CHOICE = 4  # words of a message that picks one of those offered
DOUBTFUL = 0.75  # the engine's confidence under which an act gives way to a question that the matcher is sure of


def answer(turn: Turn, tools: Toolbox) -> Outcome:
    """The reply to a question, and the topic to come back to; a choice when some were offered."""
    if chosen := _chosen(turn, tools):
        return Outcome((chosen,), remembered(chosen))
    if told := _told(turn, tools):
        return told
    question = question_of(turn)
    replies = tools.answers.replies(question)
    if replies[0].decision is Decision.ASK and question.aspect and (on := tools.answers.follow_up(question)):
        replies = (on,)
    if replies[0].decision is Decision.NONE:
        near = tools.rumours.near(turn.text, turn.text_language, turn.language)
        replies = (near,) if near and near.probability >= NEAR else replies
    count = str(question.attempt + 1) if replies[0].decision is Decision.NONE else None
    return Outcome(replies, remembered(replies[0]) | {"unknown_count": count})


def answer_topic(turn: Turn, tools: Toolbox) -> Outcome:
    """The reply of the topic whose button was pressed."""
    reply = tools.answers.topic_reply(turn.entity("topic") or "", turn.language, turn.city)
    return Outcome((reply,), remembered(reply)) if reply else answer(turn, tools)


def whole_entry(turn: Turn, tools: Toolbox) -> Outcome:
    """The long text of an entry below its title, for channels that keep it behind a button."""
    topic = turn.entity("more") or ""
    reply = tools.answers.topic_reply(topic, turn.language, turn.city)
    if reply is None:
        return answer(turn, tools)
    return Outcome((replace(reply, text=tools.answers.title(topic, turn.language, turn.city)),))


def answer_aspect(turn: Turn, tools: Toolbox) -> Outcome:
    """A follow-up on the last topic; what it asks may have an entry of its own, which then is the better answer."""
    question = question_of(turn)
    if question.after is None:
        return _of_nothing(turn, tools)
    if question.asked and (outcome := answer(turn, tools)).replies[0].decision is Decision.ANSWER:
        return outcome
    reply = tools.answers.follow_up(question)
    return Outcome((reply,), remembered(reply)) if reply else answer(turn, tools)


def affirm(turn: Turn, tools: Toolbox) -> Outcome:
    """ "Yes" after "did you mean": the one that is named, else the first of what was offered."""
    topics = offered(turn)
    reply = _chosen(turn, tools) or (tools.answers.topic_reply(topics[0], turn.language, turn.city) if topics else None)
    if reply is None:
        return Outcome((tools.say(turn.language, "affirm", "padron_check", "human"),))
    return Outcome((reply,), remembered(reply))


def out_of_scope(turn: Turn, tools: Toolbox) -> Outcome:
    """What is not ours: said plainly, unless a matcher is sure that it is ours."""
    if told := _told(turn, tools):
        return told
    if reply := _surely(turn, tools):
        return Outcome((reply,), remembered(reply))
    return Outcome((replace(tools.say(turn.language, "out_of_scope", "padron_check", "human"), decision=Decision.NONE),))


def heard_rumour(turn: Turn, tools: Toolbox) -> Outcome:
    """Something heard about migrants: handed to the rumours room, with the nearest entry that is known."""
    replies = tools.rumours.received(message_of(turn))
    return Outcome(replies, remembered(replies[-1]))


def rumour_card(turn: Turn, tools: Toolbox) -> Outcome:
    """The card whose button was pressed."""
    reply = tools.rumours.card_reply(turn.entity("rumour") or "", turn.language, turn.city)
    return Outcome((reply,), remembered(reply)) if reply else answer(turn, tools)


def unless_question(action: Action) -> Action:
    """The action, unless the engine doubted that act and a matcher is sure of a rumour or of a question."""

    def guarded(turn: Turn, tools: Toolbox) -> Outcome:
        doubted = turn.confidence < DOUBTFUL and len(turn.text.split()) > 2
        if doubted and (told := _told(turn, tools)):
            return told
        if doubted and (reply := _surely(turn, tools)):
            return Outcome((reply,), remembered(reply))
        return action(turn, tools)

    return guarded


def unless_leaning(action: Action, below: float = DOUBTFUL) -> Action:
    """The action, unless the engine was less sure than `below` and the message asks on about the last topic ("so it is free, yes?")."""

    def guarded(turn: Turn, tools: Toolbox) -> Outcome:
        doubted = turn.confidence < below and len(turn.text.split()) > 2 and not offered(turn)
        if doubted and turn.slot("last_topic") and tools.answers.leans(turn.text, turn.city):
            return answer_aspect(turn, tools)
        return action(turn, tools)

    return guarded


def unless_heard(action: Action) -> Action:
    """The action, unless the message carries a rumour: what is said in anger is answered too."""

    def guarded(turn: Turn, tools: Toolbox) -> Outcome:
        return _told(turn, tools) or action(turn, tools)

    return guarded


def _of_nothing(turn: Turn, tools: Toolbox) -> Outcome:
    """A follow-up without a topic: what it may be about is asked back, unless it says enough to be a question."""
    outcome = answer(turn, tools)
    first = outcome.replies[0]
    if first.decision is not Decision.ANSWER or len(content_words(turn.text, turn.text_language)) > FEWEST_WORDS:
        return outcome
    asked = tools.answers.choices(first.candidates, turn.language, turn.city)
    return Outcome((asked,), remembered(asked))


def _told(turn: Turn, tools: Toolbox) -> Outcome | None:
    """What is known of the rumours that a message surely carries, with the answer to its question; None when it carries none."""
    replies = tools.rumours.told(message_of(turn))
    return Outcome(replies, remembered(replies[-1])) if replies else None


def _chosen(turn: Turn, tools: Toolbox) -> Reply | None:
    """The entry that a short message picks from those offered, by its number ("the second one") or by words of its title."""
    topics = offered(turn)
    if not topics or len(turn.text.split()) > LONGEST_CHOICE:
        return None
    number = picked(turn.text, turn.text_language) or 0
    topic = topics[number - 1] if 0 < number <= len(topics) else tools.answers.named(turn.text, topics, turn.language, turn.city)
    return tools.answers.topic_reply(topic, turn.language, turn.city) if topic else None


def _surely(turn: Turn, tools: Toolbox) -> Reply | None:
    """The answer that the matcher is sure of, or None."""
    reply = tools.answers.reply(question_of(turn))
    return reply if reply.decision is Decision.ANSWER and (reply.probability or 0) >= SURE else None
