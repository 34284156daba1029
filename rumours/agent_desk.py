"""What an agent tells from a linked chat: where something was heard, and what no card answers. Texts are redacted before they come here."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.errors import BadInput
from rumours.agent_chats import AgentChats
from rumours.radar import PLACES, Radar, Sighting, UnmatchedClaim, week_of
from rumours.rumour import Rumour

NOT_SAID = "-"  # instead of a district


class AgentDesk:
    """The use-cases of one linked chat. `districts`: id -> name, of the house's city."""

    def __init__(
        self,
        chats: AgentChats,
        radar: Radar,
        districts: Callable[[], Mapping[str, str]],
        city: str,
        today: Callable[[], date] = date.today,
    ):
        self._chats, self._radar, self._districts, self._city, self._today = chats, radar, districts, city, today

    def districts(self) -> dict[str, str]:
        return dict(self._districts())

    def heard(self, card: Rumour, district: str, place: str) -> None:
        """Count it for this week. Raises BadInput for what our buttons do not offer."""
        if place not in PLACES or (district != NOT_SAID and district not in self._districts()):
            raise BadInput("not one of the places")
        named = "" if district == NOT_SAID else district
        self._radar.record(Sighting(self._city, week_of(self._today()), place, named, card.category, card.id))

    def report(self, chat: str, text: str, language: str) -> bool:
        """Keep a redacted claim for staff, encrypted; False when the chat is no agent's or there are no words."""
        account_id = self._chats.agent_in(chat)
        if account_id is None or not text.strip():
            return False
        self._radar.report(UnmatchedClaim(self._city, week_of(self._today()), language, text, reporter=account_id, chat=chat))
        return True

    def news(self, chat: str) -> list[str]:
        """Ids of cards that answer by now what this chat reported; each is said once, whoever asks."""
        told = [claim for claim in self._radar.untold(chat=chat) if self._radar.tell([claim.id])]
        return list(dict.fromkeys(claim.rumour for claim in told))
