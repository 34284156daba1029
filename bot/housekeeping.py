"""What a process does again and again beside the answers: retention, the block list. A fault costs one turn, never the loop."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.privacy_log import log


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do now and then every so many seconds; it may write to the database."""

    seconds: float
    do: Callable[[], Awaitable[None]]


class Housekeeping:
    """Starts and stops jobs inside the event loop."""

    def __init__(self, jobs: Iterable[Job]):
        self._jobs = list(jobs)
        self._loops: list[asyncio.Task] = []

    async def start(self) -> None:
        """Each job once, so that nothing waits for its first turn; then again and again."""
        for job in self._jobs:
            await _try(job)
        self._loops = [asyncio.create_task(_again_and_again(job)) for job in self._jobs]

    async def stop(self) -> None:
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)


async def _again_and_again(job: Job) -> None:
    while True:
        await asyncio.sleep(job.seconds)
        await _try(job)


async def _try(job: Job) -> None:
    try:
        await job.do()
    except Exception as error:  # the edge of a loop that must go on, whatever the database does
        log("unexpected_error", kind=type(error).__name__, where="housekeeping")
