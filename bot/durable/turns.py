"""Wakes the next message of a conversation at once when the one before it is done in this process; the database says who is next."""

import asyncio
from contextlib import suppress


class Turns:
    """One event per conversation in which somebody waits."""

    def __init__(self):
        self._waiting: dict[str, asyncio.Event] = {}

    async def next(self, conversation: str, seconds: float) -> None:
        """Returns when a message of the conversation is done, at the latest after `seconds`."""
        event = self._waiting.setdefault(conversation, asyncio.Event())
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()

    def passed(self, conversation: str) -> None:
        """A message is done: everybody looks again whose turn it is."""
        if event := self._waiting.pop(conversation, None):
            event.set()
