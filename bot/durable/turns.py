"""Whose turn it is: of a conversation's messages in this process only the earliest asks the database, and the next is woken when it is done."""

import asyncio
from contextlib import suppress


class Turns:
    """By conversation, the positions of the messages that are being answered here, and one event for those that wait."""

    def __init__(self):
        self._here: dict[str, set[int]] = {}
        self._waiting: dict[str, asyncio.Event] = {}

    def join(self, conversation: str, position: int) -> None:
        """A message is here, to be answered; `passed` must follow."""
        self._here.setdefault(conversation, set()).add(position)

    def is_first_here(self, conversation: str, position: int) -> bool:
        """False while an earlier one is here: then nobody needs to ask the database. Five hundred that ask would hold up the answers."""
        return position == min(self._here[conversation])

    async def next(self, conversation: str, position: int, seconds: float) -> None:
        """Returns when a message of the conversation is done, and at the latest after `seconds` when only another process can have one."""
        event = self._waiting.setdefault(conversation, asyncio.Event())
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds if self.is_first_here(conversation, position) else None):
                await event.wait()

    def passed(self, conversation: str, position: int) -> None:
        """A message is done, or given back: everybody looks again whose turn it is."""
        self._here[conversation].discard(position)
        if not self._here[conversation]:
            del self._here[conversation]
        if event := self._waiting.pop(conversation, None):
            event.set()
