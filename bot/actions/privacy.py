"""What is kept, and forgetting it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.padron_check import SLOTS
from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox

ZONE = ZoneInfo("Europe/Madrid")


def privacy(turn: Turn, tools: Toolbox) -> Outcome:
    return Outcome((tools.say(turn.language, "privacy", "forget", "human", operator=tools.operator),))


def forget_me(turn: Turn, tools: Toolbox) -> Outcome:
    """The receipt. The engine drops the whole conversation after this action (nlu/tracker_store.py)."""
    now = datetime.now(ZONE).strftime("%H:%M")
    slots = dict.fromkeys((*SLOTS, "last_topic", "offered_topic", "unknown_count"))
    return Outcome((replace(tools.say(turn.language, "forgotten", time=now), forgets=True),), slots)
