"""WhatsApp as the inbox sees it: an update becomes a question to the conversation, its replies become messages."""

from typing import Protocol

from bot.inbound import InboundMessage
from bot.messages import Reply
from bot.payloads import asks_for_more
from bot.privacy_log import log
from connectors.channel import Conversation, Wording
from connectors.delivery import Outgoing, SendRefused, Update
from connectors.whatsapp_channel.metrics import SENT, UNSENT
from connectors.whatsapp_channel.rendering import render, without_buttons
from connectors.whatsapp_channel.sending import PlatformRefused
from connectors.whatsapp_channel.taming import BUSINESS_SCOPED, CHANNEL

FOR_STAFF = {"token", "permission", "account"}  # nothing goes out until they put the account in order


class Api(Protocol):
    async def post(self, message: dict) -> None:
        """Raises PlatformRefused."""


class WhatsAppChannel:
    """Implements `connectors.delivery.Channel`."""

    name = CHANNEL

    def __init__(self, conversation: Conversation, words: Wording, api: Api):
        self._conversation, self._words, self._api = conversation, words, api

    async def replies_to(self, update: Update) -> list[Outgoing]:
        """What was written is answered first, since it may say danger; then that the picture beside it was not read.

        Raises TooManyMessages.
        """
        unread, text = update.body["unread"], update.body["text"]
        messages = [text] if text or not unread else []
        messages += [f"unread:{unread}"] if unread else []
        whole = asks_for_more(text)
        replies = [reply for message in messages for reply in await self._ask(message, update.chat)]
        return [outgoing for reply in replies for outgoing in render(reply, self._words, whole)]

    async def send(self, chat: str, outgoing: Outgoing) -> None:
        """Raises SendRefused. Buttons that the platform does not take are sent as words: an answer is worth more than its form."""
        address = {"recipient" if BUSINESS_SCOPED.fullmatch(chat) else "to": chat}
        try:
            await self._post(address, outgoing.payload)
        except PlatformRefused as refused:
            if refused.reason != "bad_request" or outgoing.payload["type"] != "interactive":
                raise
            await self._post(address, without_buttons(outgoing.payload))

    async def noticed(self, update: Update) -> None:
        """The two blue ticks and "typing", which lasts until the answer, 25 seconds at most."""
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
