"""What is done once when the house opens: learn the bot's name, tell Telegram the commands in every language, and poll if asked to."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from bot.privacy_log import log
from connectors.channel import Wording
from connectors.delivery import Inbox, SendRefused
from connectors.telegram_channel.polling import Source, poll
from connectors.telegram_channel.taming import CHANNEL, COMMANDS

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0  # seconds between attempts while Telegram does not answer


class Api(Source, Protocol):
    async def open(self) -> None: ...

    async def register_commands(self, commands: Mapping[str, str], language: str | None = None) -> None: ...


def descriptions(texts: Wording, language: str) -> dict[str, str]:
    """Command -> what it does, in a language."""
    return {name: texts.get(language, f"commands.{name}") for name in COMMANDS}


async def introduce(api: Api, texts: Wording, default_language: str) -> None:
    """The bot's name, and its commands in every language. Raises SendRefused."""
    await api.open()
    await api.register_commands(descriptions(texts, default_language))
    for language in texts.languages:
        await api.register_commands(descriptions(texts, language), language)


@asynccontextmanager
async def opened(api: Api, inbox: Inbox, texts: Wording, default_language: str, polling: bool) -> AsyncIterator[None]:
    """While it is open the bot is introduced and, with `polling`, updates are fetched. Nothing here delays or stops the house."""
    tasks = [asyncio.create_task(_introduce(api, texts, default_language))]
    if polling:
        tasks.append(asyncio.create_task(poll(api, inbox)))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _introduce(api: Api, texts: Wording, default_language: str) -> None:
    pause = FIRST_PAUSE
    while True:
        try:
            await introduce(api, texts, default_language)
            return log("channel_open", channel=CHANNEL)
        except SendRefused as refused:
            log("channel_silent", channel=CHANNEL)
            await asyncio.sleep(refused.retry_after or pause)
            pause = min(pause * 2, LONGEST_PAUSE)
