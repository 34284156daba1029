"""What a human says to a conversation on the web after its page got an answer: put here by staff, fetched by the page that listens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.aside import aside
from bot.messages import Reply
from bot.privacy_log import log
from bot.sealing import Sealer, Unreadable
from bot.storage.later import Later
from bot.wire import reply_from_json, reply_to_json

PAUSE = 1.0  # seconds between two looks into the database, of the whole process, while anybody listens


@dataclass(frozen=True, slots=True)
class LaterMessage:
    """`position` grows within a conversation; a page names the last one it has."""

    position: int
    reply: Reply


class LaterMessages:
    """For all processes on one database. Pseudonyms in, replies out; at rest they are encrypted."""

    def __init__(self, kept: Later, sealer: Sealer, seconds: Callable[[], float], pause: float = PAUSE):
        self._kept, self._sealer, self._seconds, self._pause = kept, sealer, seconds, pause
        self._listening = 0
        self._looking: asyncio.Task | None = None
        self._changed = asyncio.Event()

    def say(self, pseudonym: str, reply: Reply) -> None:
        """Raises SQLAlchemyError when it could not be stored."""
        self._kept.add(pseudonym, self._sealer.seal(reply_to_json(reply)), self._seconds())

    def waiting(self, pseudonym: str, after: int = 0) -> list[LaterMessage]:
        """What came after the message `after`. Which of it cannot be opened with today's secret is left out."""
        found = [(position, self._opened(sealed)) for position, sealed in self._kept.after(pseudonym, after)]
        return [LaterMessage(position, reply) for position, reply in found if reply]

    def seen(self, pseudonym: str, position: int) -> None:
        """The page has everything up to `position`: it goes."""
        self._kept.seen(pseudonym, position)

    def forget(self, pseudonym: str) -> int:
        return self._kept.forget(pseudonym)

    def expire(self) -> int:
        return self._kept.expire()

    async def listen(self, pseudonym: str, after: int) -> AsyncIterator[list[LaterMessage]]:
        """New messages whenever there are some, else an empty list now and then; without end."""
        self._listening += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            while True:
                changed = self._changed
                found = await self._try_waiting(pseudonym, after)
                after = found[-1].position if found else after
                yield found
                await _or_timeout(changed, 15.0)
        finally:
            self._listening -= 1

    async def _look(self) -> None:
        """One look a second for all listeners; ends with the last of them."""
        known: tuple[int, int] | None = None
        while self._listening:
            try:
                mark = await aside(self._kept.mark)
            except SQLAlchemyError as error:
                log("store_silent", kind=type(error).__name__)
                mark = known
            if mark != known:
                known = mark
                self._changed.set()
                self._changed = asyncio.Event()
            await asyncio.sleep(self._pause)

    async def _try_waiting(self, pseudonym: str, after: int) -> list[LaterMessage]:
        try:
            return await aside(self.waiting, pseudonym, after)
        except SQLAlchemyError as error:  # tried again after the next change, or a quarter of a minute
            log("store_silent", kind=type(error).__name__)
            return []

    def _opened(self, sealed: bytes) -> Reply | None:
        try:
            return reply_from_json(self._sealer.open(sealed))
        except Unreadable:
            return None


async def _or_timeout(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
