"""The Bot API, called: the only module that knows python-telegram-bot. What Telegram refuses becomes `SendRefused`.

The library's errors may name the token or a chat, so none of them is chained, logged or shown.
"""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot, BotCommand, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from connectors.delivery import Outgoing, PlatformState, SendRefused
from connectors.telegram_channel.addressing import Own
from connectors.telegram_channel.markup import plain_of

API_BASE = "https://api.telegram.org"
ALLOWED_UPDATES = ["message", "edited_message", "callback_query"]
MOST_CONNECTIONS = 20  # Telegram's advice for one bot is about 30 messages a second
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class BotApi:
    """One bot. Every method but `send` raises `SendRefused` too, and callers may ignore it."""

    def __init__(self, token: str, api_base: str = API_BASE, patience: float = 10.0):
        os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's coming way to give a time; the present one warns
        # a stand-in on this machine is never behind a proxy
        options = {"trust_env": urlsplit(api_base).hostname not in _LOOPBACK}
        request = HTTPXRequest(MOST_CONNECTIONS, patience, patience, patience, patience, httpx_kwargs=options)
        polling = HTTPXRequest(1, patience, patience, patience, patience, httpx_kwargs=options)
        self._connections = (polling, request)
        self._bot = Bot(token, f"{api_base.rstrip('/')}/bot", request=request, get_updates_request=polling)
        number = token.partition(":")[0]
        self.own = Own(int(number) if number.isdecimal() else 0)

    async def open(self) -> None:
        """Learn the bot's own name, by which groups call it."""
        try:
            await self._bot.initialize()
            self.own = Own(self._bot.id, self._bot.username)
        except TelegramError as error:
            raise _refusal(error) from None

    async def state(self) -> PlatformState:
        """Whether our token is good now, and where Telegram delivers to. Never raises."""
        try:
            await self._bot.get_me()
            hook = await self._bot.get_webhook_info()
        except (InvalidToken, Forbidden):
            return PlatformState("refused")
        except TelegramError:
            return PlatformState("silent")
        failed_at = int(hook.last_error_date.timestamp()) if hook.last_error_date else None
        return PlatformState("works", urlsplit(hook.url).hostname or "", hook.pending_update_count, failed_at)

    async def close(self) -> None:
        for connection in self._connections:
            await connection.shutdown()

    async def send(self, chat: str, outgoing: Outgoing) -> None:
        """Returns when Telegram confirmed. Follows a group that moved; HTML that is not taken goes again as plain text."""
        try:
            await self._send(chat, outgoing.payload)
        except ChatMigrated as moved:
            await self._once(str(moved.new_chat_id), outgoing.payload)
        except BadRequest:
            await self._once(chat, _plain(outgoing.payload))
        except TelegramError as error:
            raise _refusal(error) from None

    async def acknowledge(self, press: str) -> None:
        """A pressed button stops turning."""
        try:
            await self._bot.answer_callback_query(press)
        except TelegramError as error:
            raise _refusal(error) from None

    async def typing(self, chat: str, thread: int | None = None) -> None:
        try:
            await self._bot.send_chat_action(chat, "typing", message_thread_id=thread)
        except TelegramError as error:
            raise _refusal(error) from None

    async def register_commands(self, commands: Mapping[str, str], language: str | None = None) -> None:
        """Command -> what it does, for people with the app in that language; without one, for all others."""
        listed = [BotCommand(name, description) for name, description in commands.items()]
        try:
            await self._bot.set_my_commands(listed, language_code=language)
        except TelegramError as error:
            raise _refusal(error) from None

    async def connect_webhook(self, url: str, secret: str) -> None:
        """Telegram delivers to `url` from now on, with the secret in a header."""
        try:
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=MOST_CONNECTIONS)
        except TelegramError as error:
            raise _refusal(error) from None

    async def disconnect_webhook(self) -> None:
        """Telegram delivers nowhere; what waits is kept for polling."""
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            raise _refusal(error) from None

    async def updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """What came since, waiting up to `seconds` for the first; an `offset` confirms everything before it."""
        try:
            found = await self._bot.get_updates(offset, timeout=seconds, allowed_updates=ALLOWED_UPDATES)
        except TelegramError as error:
            raise _refusal(error) from None
        return [_shape(update) for update in found]

    async def _send(self, chat: str, payload: dict[str, Any]) -> None:
        rest = {name: value for name, value in payload.items() if name != "text"}
        await self._bot.send_message(chat, payload["text"], api_kwargs=rest)

    async def _once(self, chat: str, payload: dict[str, Any]) -> None:
        try:
            await self._send(chat, payload)
        except TelegramError as error:
            raise _refusal(error) from None


def _plain(payload: dict[str, Any]) -> dict[str, Any]:
    """The same words without HTML and without buttons: what Telegram takes when it takes anything."""
    kept = {name: value for name, value in payload.items() if name in ("link_preview_options", "message_thread_id")}
    return kept | {"text": plain_of(payload["text"])}


def _refusal(error: TelegramError) -> SendRefused:
    """Blocked, unknown or moved away is for ever; a token that was revoked can be given again, so those messages wait."""
    if isinstance(error, RetryAfter):
        return SendRefused(False, error.retry_after.total_seconds())
    return SendRefused(isinstance(error, (Forbidden, BadRequest, ChatMigrated)) and not isinstance(error, InvalidToken))


def _shape(update: Update) -> dict[str, Any]:
    return update.to_dict()
