"""What linked chats of agents need beside the console, built on staff and doors."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.exc import SQLAlchemyError

from bot.bootstrap.doors import Doors
from bot.bootstrap.foundations import Foundations
from bot.bootstrap.staff import Staff
from bot.later import LaterMessages
from bot.messages import RedactedMessage
from bot.privacy_log import log
from bot.stored import Reaching
from bot.telling import CardNews
from rumours.agent_desk import AgentDesk


class QuietDesk(AgentDesk):
    """A database that is away costs the news, never the answer."""

    def news(self, chat: str) -> list[str]:
        try:
            return super().news(chat)
        except SQLAlchemyError as error:
            log("store_silent", kind=type(error).__name__)
            return []


@dataclass(frozen=True)
class Agents:
    """Reports from chats, and the news of cards, built on first use and once."""

    house: Foundations
    staff: Staff
    doors: Doors

    @cached_property
    def desk(self) -> AgentDesk:
        return QuietDesk(self.staff.agent_chats, self.staff.radar, self.house.districts, self.house.settings.city)

    def is_agent(self, message: RedactedMessage) -> bool:
        try:
            return self.staff.agent_talk.is_agent(message)
        except SQLAlchemyError as error:
            log("store_silent", kind=type(error).__name__)
            return False

    def news(self, reaching: Reaching, later: LaterMessages) -> CardNews:
        staff = self.staff
        return CardNews(staff.radar, staff.agent_chats, reaching, later, self.doors.write, self.house.rumours.card, self.house.spoken)
