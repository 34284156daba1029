"""Talks in Redis, for an installation of several processes: any of them can take the next message of a conversation.

What is remembered is sealed and expires an hour after the last message. While Redis is away each process remembers for itself, so
that an outage costs the thread of the talk and the order between processes, never an answer.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import TypeVar

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.privacy_log import log
from bot.sealing import Sealer, Unreadable
from bot.talks.memory import CONVERSATION_MINUTES, MemoryTalks, Thread
from bot.talks.turns import LEASE, RedisTurns

PREFIX = "harrera:talk:"
PATIENCE = 1.0  # seconds for one answer of Redis, and until it is asked again after it gave none

T = TypeVar("T")


def connect(url: str) -> Redis:
    """A client that asks twice, because the first time finds the connections of before a restart broken; nothing is opened yet."""
    return Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 1))


class SharedTalks:
    """Keeps to `bot.talks.Talks`; `beat` is called every second."""

    def __init__(self, redis: Redis, sealer: Sealer, *, lease: float = LEASE, patience: float = PATIENCE):
        self._redis, self._sealer, self._patience = redis, sealer, patience
        self._turns = RedisTurns(redis, lease)
        self._meanwhile = MemoryTalks()
        self._joining = asyncio.Lock()  # tickets are drawn in the order of arrival
        self._away_until = float("-inf")

    @asynccontextmanager
    async def turn(self, pseudonym: str) -> AsyncIterator[Thread]:
        async with self._joining:
            ticket = await self._tried(lambda: self._turns.join(pseudonym))
        try:
            if ticket:
                await self._tried(lambda: self._turns.wait(pseudonym, ticket))
            async with self._meanwhile.turn(pseudonym) as own:
                kept = await self._tried(lambda: self._redis.getex(PREFIX + pseudonym, ex=CONVERSATION_MINUTES * 60), away=own)
                thread = own if kept is own else self._opened(kept)
                try:
                    yield thread
                finally:
                    await self._remember(pseudonym, thread, own)
        finally:
            if ticket:
                await asyncio.shield(self._tried(lambda: self._turns.leave(pseudonym, ticket)))

    async def beat(self) -> None:
        await self._tried(self._turns.beat)

    async def close(self) -> None:
        await self._redis.aclose()

    async def _remember(self, pseudonym: str, thread: Thread, own: Thread) -> None:
        """In Redis; here only while it is away."""
        sealed = self._sealer.seal(asdict(thread))
        done = await self._tried(lambda: self._redis.set(PREFIX + pseudonym, sealed, ex=CONVERSATION_MINUTES * 60), away=None)
        own.__dict__.update(asdict(Thread() if done else thread))

    def _opened(self, kept: bytes | None) -> Thread:
        try:
            return Thread(**self._sealer.open(kept)) if kept else Thread()
        except (Unreadable, TypeError):  # of another secret, or of another version of ours
            return Thread()

    async def _tried(self, ask: Callable[[], Awaitable[T]], away: T | None = None) -> T | None:
        """What Redis says, `away` when it says nothing: then nobody waits for it again for a while."""
        if time.monotonic() < self._away_until:
            return away
        try:
            return await ask()
        except (RedisError, OSError) as error:
            self._away_until = time.monotonic() + self._patience
            log("store_silent", kind=type(error).__name__)
            return away
