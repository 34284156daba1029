"""What is stored of people: little, encrypted, for a short time, and gone when they say so."""

import asyncio
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.later import LaterMessages
from bot.privacy_log import log
from bot.pseudonyms import Pseudonyms
from bot.sealing import Sealer, Unreadable
from bot.storage.blocked import BlockList
from bot.storage.inflight import SqlInflight
from bot.storage.reachable import Reachable

AGENT_SECONDS = 60 * 86400.0  # how long an agent who reported something may be told of a card; the privacy notice of linked chats says it


class Blocked:
    """The block list in this process, read again and again: asking costs an answer nothing, and no database can hold one up."""

    def __init__(self, kept: BlockList):
        self._kept = kept
        self._now: frozenset[str] = frozenset()

    def has(self, pseudonym: str) -> bool:
        return pseudonym in self._now

    async def refresh(self) -> None:
        self._now = await asyncio.to_thread(self._kept.all)


class Reaching:
    """How to write again to somebody who asked for a human, for a few days: so many `seconds` as hold when they ask."""

    def __init__(self, kept: Reachable, pseudonyms: Pseudonyms, sealer: Sealer, seconds: Callable[[], float]):
        self._kept, self._pseudonyms, self._sealer, self._seconds = kept, pseudonyms, sealer, seconds

    def remember(self, channel: str, chat: str, seconds: float | None = None) -> str:
        """The pseudonym under which the chat can be found."""
        pseudonym = self._pseudonyms.of(channel, chat)
        self._kept.save(pseudonym, channel, self._sealer.seal(chat), seconds or self._seconds())
        return pseudonym

    def chat_of(self, pseudonym: str) -> tuple[str, str] | None:
        """(channel, chat id), None when it is not or no longer known."""
        found = self._kept.find(pseudonym)
        if found is None:
            return None
        try:
            return found[0], self._sealer.open(found[1])
        except Unreadable:  # the installation has another secret now
            return None

    def forget(self, pseudonym: str) -> bool:
        return self._kept.forget(pseudonym)

    def expire(self) -> int:
        return self._kept.expire()


class Stored:
    """Everything stored of people, for forgetting and for retention; `content_seconds` as they hold when it is looked."""

    def __init__(
        self, inflight: SqlInflight, reaching: Reaching, later: LaterMessages, *, content_seconds: Callable[[], float], ids_seconds: float
    ):
        self._inflight, self._reaching, self._later = inflight, reaching, later
        self._content_seconds, self._ids_seconds = content_seconds, ids_seconds

    def forget(self, pseudonym: str) -> None:
        """Nothing is left when this returns, but the message that asks for it, until its receipt is sent."""
        self._inflight.forget(pseudonym)
        self._reaching.forget(pseudonym)
        self._later.forget(pseudonym)

    def reach(self, channel: str, chat: str) -> None:
        """Somebody asked for a human. A database that is away costs the way back, never the answer with the numbers to call."""
        try:
            self._reaching.remember(channel, chat)
        except SQLAlchemyError as error:
            log("store_silent", kind=type(error).__name__)

    def reach_agent(self, channel: str, chat: str) -> None:
        """An agent reported something, and is told of a card. A database that is away costs the message, not the report."""
        try:
            self._reaching.remember(channel, chat, AGENT_SECONDS)
        except SQLAlchemyError as error:
            log("store_silent", kind=type(error).__name__)

    async def expire(self) -> None:
        """What is over its time goes."""
        updates = await asyncio.to_thread(self._inflight.expire, self._content_seconds(), self._ids_seconds)
        chats = await asyncio.to_thread(self._reaching.expire)
        await asyncio.to_thread(self._later.expire)
        if updates or chats:
            log("expired", updates=updates, chats=chats)
