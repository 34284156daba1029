"""Tells agents by chat that a card exists by now for what they reported; the words of the report are not repeated.

On the web the message waits for the page; on a platform that lets us write first it is sent there, as long as we know where. Whom it does
not reach is told with the next message they write (bot/actions/agents.py), and sees it in the console.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.errors import HarreraError
from bot.later import LaterMessages
from bot.messages import Reply
from bot.privacy_log import log
from bot.stored import Reaching
from bot.texts import Texts
from rumours.agent_chats import AgentChats
from rumours.cards import CardReplies
from rumours.radar import Radar, UnmatchedClaim
from rumours.rumour import Rumour

WEB = "web"
Writing = Callable[[str, str, Reply], Awaitable[bool]]  # (channel, chat, reply); False when it could not be written


class CardNews:
    """`write` writes to a chat of a platform; `card` finds one by its id."""

    def __init__(
        self,
        radar: Radar,
        chats: AgentChats,
        reaching: Reaching,
        later: LaterMessages,
        write: Writing,
        card: Callable[[str], Rumour | None],
        texts: Texts,
    ):
        self._radar, self._chats, self._reaching, self._later = radar, chats, reaching, later
        self._write, self._card, self._texts = write, card, texts

    async def tell(self) -> None:
        """Everybody who waits. Each claim is taken before it is told, so that of several processes one tells it."""
        told = 0
        for claim in await asyncio.to_thread(self._radar.to_tell):
            told += await self._tell(claim)
        if told:
            log("card_news_told", chats=told)

    async def _tell(self, claim: UnmatchedClaim) -> bool:
        card = self._card(claim.rumour)
        way = await asyncio.to_thread(self._way, claim.chat)
        if card is None or way is None or not await asyncio.to_thread(self._radar.tell, [claim.id]):
            return False
        if await self._say(claim, way, self._reply(card, claim.language)):
            return True
        await asyncio.to_thread(self._radar.tell, [claim.id], False)
        return False

    async def _say(self, claim: UnmatchedClaim, way: tuple[str, str], reply: Reply) -> bool:
        channel, chat = way
        if channel == WEB:
            await asyncio.to_thread(self._later.say, claim.chat, reply)
            return True
        try:
            return await self._write(channel, chat, reply)
        except HarreraError:
            return False

    def _way(self, pseudonym: str) -> tuple[str, str] | None:
        """(channel, chat), None when the chat is not linked any more or we do not know where it is."""
        if self._chats.agent_in(pseudonym) is None:
            return None
        return (WEB, "") if self._chats.channel_of(pseudonym) == WEB else self._reaching.chat_of(pseudonym)

    def _reply(self, card: Rumour, language: str) -> Reply:
        spoken = language if language in self._texts.languages else next(iter(self._texts.languages))
        return Reply(self._texts.get(spoken, "agents.news"), spoken, buttons=CardReplies(self._texts).choices([card], spoken))
