"""What it takes to answer an update, put together by the inbox and shared by what answers and what sends."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.durable.threads import Threads
from bot.durable.turns import Turns
from bot.sealing import Sealer
from bot.storage.inflight import SqlInflight
from connectors.delivery import Channel

PATIENCE = 60.0  # seconds for one attempt, at the replies or at a send
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0  # seconds between attempts, doubled each time

T = TypeVar("T")


class Steps(Protocol):
    async def once(self, name: str, step: Callable[[], Awaitable[T]]) -> T: ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What answering needs, put together by the inbox."""

    steps: Steps
    inflight: SqlInflight
    sealer: Sealer
    channels: Mapping[str, Channel]
    places: asyncio.Semaphore  # how many may be in the dialogue at once
    turns: Turns
    threads: Threads
    closing: Callable[[], bool]  # True while the library goes away under what is not done
    alive: Callable[[], bool]  # False while another process may have taken our work
    give_up_after: float  # seconds of attempts at one send
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


def wait_after(attempt: int) -> float:
    """Seconds, before the next one."""
    return min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT)
