"""What the agents' pages need, built by `bot.bootstrap`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.texts import Texts
from rumours.agent_chats import AgentChats
from rumours.looking_up import LookUp
from rumours.radar import Radar


@dataclass(frozen=True, slots=True)
class AgentTools:
    """`identify` gives the language of a text; `redact` a text without personal data; `districts` id -> name, of the house's city."""

    look_up: LookUp
    radar: Radar
    chats: AgentChats
    texts: Texts
    identify: Callable[[str, str], str]
    redact: Callable[[str, str], str]
    districts: Callable[[], Mapping[str, str]]
    city: str
    today: Callable[[], date] = date.today
