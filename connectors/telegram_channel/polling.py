"""Long polling, for development on a machine that Telegram cannot reach: the same updates, fetched instead of delivered."""

import asyncio
from typing import Any, Protocol

from bot.errors import BadInput, Unavailable
from connectors.delivery import Inbox, SendRefused
from connectors.telegram_channel.addressing import Own
from connectors.telegram_channel.taming import tame

WAIT = 25  # seconds that Telegram holds a request open
PAUSE = 3.0  # seconds after a failure


class Source(Protocol):
    """Where updates are fetched. Raises SendRefused."""

    own: Own

    async def updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]: ...

    async def disconnect_webhook(self) -> None: ...


async def poll(source: Source, inbox: Inbox, wait: int = WAIT, pause: float = PAUSE) -> None:
    """Until cancelled. An update is confirmed to Telegram (by the next offset) only when the inbox has it."""
    offset: int | None = None
    connected = True
    while True:
        try:
            if connected:
                await source.disconnect_webhook()  # Telegram delivers in one way only
                connected = False
            for raw in await source.updates(offset, wait):
                await _hand_over(raw, source.own, inbox)
                offset = raw["update_id"] + 1
        except (SendRefused, Unavailable) as error:
            await asyncio.sleep(getattr(error, "retry_after", None) or pause)


async def _hand_over(raw: dict[str, Any], own: Own, inbox: Inbox) -> None:
    try:
        update = tame(raw, own)
    except BadInput:
        return  # it would be as unreadable the next time
    if update:
        await inbox.accept(update)
