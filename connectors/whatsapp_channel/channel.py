"""WhatsApp as the inbox sees it: an update becomes a question to the conversation, its replies become messages."""

from collections.abc import Callable
from typing import Protocol

from bot.aside import aside
from bot.inbound import InboundMessage
from bot.messages import Reply
from bot.payloads import asks_for_more
from bot.privacy_log import log
from bot.wire import reply_from_json
from connectors.asking import ask_each, parts_of
from connectors.channel import Conversation, Wording
from connectors.delivery import SAID_UNASKED, Outgoing, SendRefused, Update
from connectors.whatsapp_channel.metrics import SENT, UNSENT
from connectors.whatsapp_channel.rendering import render, without_buttons
from connectors.whatsapp_channel.sending import PlatformRefused
from connectors.whatsapp_channel.taming import BUSINESS_SCOPED, CHANNEL
from connectors.whatsapp_channel.templates import LATER, Template, unasked, words_of

FOR_STAFF = {"token", "permission", "account"}  # nothing goes out until they put the account in order


class Api(Protocol):
    async def post(self, message: dict) -> None:
        """Raises PlatformRefused."""


class WhatsAppChannel:
    """Implements `connectors.delivery.Channel`."""

    name = CHANNEL

    def __init__(
        self,
        conversation: Conversation,
        words: Wording,
        api: Api,
        template: Template | None = None,
        unsent: Callable[[str], None] = lambda reason: None,
    ):
        """`template` is for what is said outside the 24 hours; `unsent` is told why a message was not taken, for staff."""
        self._conversation, self._words, self._api = conversation, words, api
        self._template, self._unsent = template, unsent

    async def replies_to(self, update: Update) -> list[Outgoing]:
        """What was written is answered first, since it may say danger; then that the picture beside it was not read.

        Raises TooManyMessages.
        """
        if SAID_UNASKED in update.body:
            return unasked(render(reply_from_json(update.body[SAID_UNASKED]), self._words))
        text = update.body["text"]
        replies = await ask_each(lambda part: self._ask(part, update.chat), parts_of(text, update.body["unread"]))
        return [outgoing for reply in replies for outgoing in render(reply, self._words, asks_for_more(text))]

    async def send(self, chat: str, outgoing: Outgoing) -> None:
        """Raises SendRefused. Buttons that the platform does not take are sent as words: an answer is worth more than its form. What is
        said unasked, outside the 24 hours, goes as the template, where there is one; why a message did not go is told to staff."""
        try:
            await self._send(chat, outgoing)
        except PlatformRefused as refused:
            if refused.permanent or refused.reason in FOR_STAFF:
                await aside(self._unsent, refused.reason)
            raise

    async def _send(self, chat: str, outgoing: Outgoing) -> None:
        address = {"recipient" if BUSINESS_SCOPED.fullmatch(chat) else "to": chat}
        try:
            await self._post(address, outgoing.payload)
        except PlatformRefused as refused:
            await self._post(address, self._instead(outgoing, refused))

    def _instead(self, outgoing: Outgoing, refused: PlatformRefused) -> dict:
        """Another form of the same words. Raises `refused` when there is none."""
        if refused.reason == "bad_request" and outgoing.payload["type"] == "interactive":
            return without_buttons(outgoing.payload)
        if refused.reason == "window" and outgoing.method == LATER and self._template:
            return self._template.message(words_of(outgoing.payload))
        raise refused

    async def noticed(self, update: Update) -> None:
        """Nothing for what is said unasked. Else the two blue ticks and "typing", which lasts until the answer, 25 seconds at most."""
        if SAID_UNASKED in update.body:
            return
        seen = {"status": "read", "message_id": update.id, "typing_indicator": {"type": "text"}}
        try:
            await self._api.post(seen)
        except SendRefused:
            return

    async def _ask(self, text: str, chat: str) -> list[Reply]:
        return await self._conversation.answer(InboundMessage(text, chat, CHANNEL))

    async def _post(self, address: dict, payload: dict) -> None:
        try:
            await self._api.post({"recipient_type": "individual"} | address | payload)
        except PlatformRefused as refused:
            UNSENT.labels(refused.reason).inc()
            if refused.permanent or refused.reason in FOR_STAFF:
                log("message_unsent", channel=CHANNEL, reason=refused.reason, final=refused.permanent)
            raise
        SENT.inc()
