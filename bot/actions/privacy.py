"""What is kept, and forgetting it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions import practice
from bot.actions.padron_check import SLOTS
from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox

ZONE = ZoneInfo("Europe/Madrid")


def privacy(turn: Turn, tools: Toolbox) -> Outcome:
    notice = tools.say(turn.language, "privacy", "forget", "human", operator=tools.operator)
    if tools.keeps_unanswered:
        notice = replace(notice, text=f"{notice.text}\n{tools.texts.get(turn.language, 'privacy_unanswered', days=tools.keeps_unanswered)}")
    if turn.agent:
        notice = replace(notice, text=f"{notice.text}\n{tools.texts.get(turn.language, 'privacy_agents')}")
    return Outcome((notice,))


def forget_me(turn: Turn, tools: Toolbox) -> Outcome:
    """The receipt. The engine drops the whole conversation after this action (nlu/tracker_store.py)."""
    now = datetime.now(ZONE).strftime("%H:%M")
    slots = dict.fromkeys((*SLOTS, *practice.SLOTS, "last_topic", "offered_topic", "shown_services", "unknown_count", "rated_topics"))
    return Outcome((replace(tools.say(turn.language, "forgotten", time=now), forgets=True),), slots)
