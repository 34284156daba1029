"""The second net for danger: what the safety room did not see before the engine, and the engine did."""

from dataclasses import replace

from bot.actions.answering import answer
from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox
from bot.safety.replies import HELP_LINES, topics


def danger(turn: Turn, tools: Toolbox) -> Outcome:
    """The help lines, then what the knowledge base says of it; the lines are not said twice."""
    lines = tools.answers.topic_reply(topics(turn.city).get(HELP_LINES, ""), turn.language, turn.city)
    found = answer(turn, tools)
    if lines is None:
        return found
    more = tuple(reply for reply in found.replies if reply.topic != lines.topic)
    return Outcome((replace(lines, emergency=True), *more), found.slots)
