"""Telegram as the durable inbox sees it: an update becomes replies, replies are sent, and the person sees that somebody is at it."""

from typing import Any, Protocol

from bot.errors import TooManyMessages
from bot.inbound import InboundMessage
from bot.messages import Reply
from bot.payloads import asks_for_more
from bot.wire import reply_from_json
from connectors.asking import ask_each, parts_of
from connectors.channel import Conversation
from connectors.delivery import SAID_UNASKED, Outgoing, SendRefused, Update
from connectors.telegram_channel.rendering import Rendering
from connectors.telegram_channel.taming import CHANNEL


class Api(Protocol):
    """The Bot API, as far as an answer needs it. All raise SendRefused."""

    async def send(self, chat: str, outgoing: Outgoing) -> None: ...

    async def acknowledge(self, press: str) -> None: ...

    async def typing(self, chat: str, thread: int | None = None) -> None: ...


class TelegramChannel:
    """Implements `connectors.delivery.Channel`."""

    name = CHANNEL

    def __init__(self, conversation: Conversation, rendering: Rendering, api: Api):
        self._conversation, self._rendering, self._api = conversation, rendering, api

    async def replies_to(self, update: Update) -> list[Outgoing]:
        """The rendered replies to a message or press; nothing for somebody who writes far too fast."""
        body = update.body
        if SAID_UNASKED in body:
            return self._rendering.outgoing(reply_from_json(body[SAID_UNASKED]))
        asked = self._rendering.payloads.full(body["text"]) if "press" in body else body["text"]
        try:
            replies = await ask_each(lambda part: self._ask(update, part), parts_of(asked, body.get("what", "")))
        except TooManyMessages:
            return []
        unfolded = asks_for_more(asked)
        return [call for reply in replies for call in self._rendering.outgoing(reply, unfolded, _beside(body))]

    async def send(self, chat: str, outgoing: Outgoing) -> None:
        await self._api.send(chat, outgoing)

    async def noticed(self, update: Update) -> None:
        """The button stops turning, and "typing" is shown."""
        try:
            if press := update.body.get("press"):
                await self._api.acknowledge(press)
            await self._api.typing(update.chat, update.body.get("thread"))
        except SendRefused:
            return  # the answer itself is what matters, and it is tried again

    async def _ask(self, update: Update, text: str) -> list[Reply]:
        hint = update.body.get("language")
        known = hint if hint in self._rendering.texts.languages else None
        return await self._conversation.answer(InboundMessage(text, update.chat, CHANNEL, known))


def _beside(body: dict[str, Any]) -> dict[str, Any]:
    """In a group: which message is answered, and in which of its topics."""
    beside: dict[str, Any] = {}
    if "answers" in body:
        beside["reply_parameters"] = {"message_id": body["answers"], "allow_sending_without_reply": True}
    if "thread" in body:
        beside["message_thread_id"] = body["thread"]
    return beside
