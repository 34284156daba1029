"""Talks in the memory of this process: few facts of each, gone an hour after the last message."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from cachetools import TTLCache

MOST_CONVERSATIONS = 20_000
CONVERSATION_MINUTES = 60  # the texts say an hour, and nlu/endpoints.yml forgets after the same time


@dataclass
class Thread:
    """What is remembered of one conversation: languages, the town it is about, and what the engine did not hear. JSON can hold it.

    `generation` grows when the person asks to be forgotten: the engine then knows them under a new name, at once and for good,
    also when it could not be told to forget.
    """

    language: str | None = None
    chosen: str | None = None
    town: str | None = None
    generation: int = 0
    danger_topic: str | None = None  # of a danger that was answered without the engine, until something else is answered
    told_off: str | None = None  # the language of which we said that it is turned off here


class Talks(Protocol):
    def turn(self, pseudonym: str) -> AbstractAsyncContextManager[Thread]:
        """The talk, for one message: later messages of the same conversation wait, in order, until the block ends. What the block
        changes of the thread is remembered."""


@dataclass
class _Kept:
    thread: Thread = field(default_factory=Thread)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class MemoryTalks:
    """For one process."""

    def __init__(self) -> None:
        self._kept: TTLCache[str, _Kept] = TTLCache(MOST_CONVERSATIONS, CONVERSATION_MINUTES * 60)

    @asynccontextmanager
    async def turn(self, pseudonym: str) -> AsyncIterator[Thread]:
        kept = self._kept.get(pseudonym) or _Kept()
        self._kept[pseudonym] = kept  # put in again, so that the hour counts from the last message
        async with kept.lock:
            yield kept.thread

    async def close(self) -> None:
        """Nothing to close."""
