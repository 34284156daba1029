"""What goes on beside answering: the heartbeat, taking over from dead processes, adopting what nobody works on, purging."""

import time
from collections.abc import Callable

from bot.durable.library import Library
from bot.durable.threads import Threads
from bot.housekeeping import Housekeeping, Job
from bot.privacy_log import log
from bot.storage.inflight import SqlInflight
from bot.storage.workers import Workers

BEAT = 1.0  # seconds between heartbeats; dead processes and finished work are looked for as often
ADOPTION = 10.0  # seconds between looks for what nobody works on, and the age it must have


class Keeping:
    """A database that is away costs a turn of the heart, nothing else."""

    def __init__(self, library: Library, inflight: SqlInflight, workers: Workers, threads: Threads, begin: Callable[[str], None]):
        self._library, self._inflight, self._workers, self._threads, self._begin = library, inflight, workers, threads, begin
        self._jobs = Housekeeping([Job(BEAT, self._beat), Job(ADOPTION, lambda: self._adopt(ADOPTION))])
        self._ended = True  # something may be there to purge
        self._beaten = float("-inf")

    @property
    def well(self) -> bool:
        """False when the library's store has not answered for a while."""
        return time.monotonic() - self._beaten < 10 * BEAT

    def something_ended(self) -> None:
        """A workflow is over: its rows can go."""
        self._ended = True

    async def start(self) -> None:
        await self._adopt(0.0)
        await self._jobs.start()

    async def stop(self) -> None:
        await self._jobs.stop()

    async def _beat(self) -> None:
        await self._threads.run(self._workers.beat)
        for name in await self._threads.run(self._workers.dead):
            if taken := await self._library.take_over(name):
                log("work_resumed", updates=taken)
            await self._threads.run(self._workers.remove, name)
        await self._purge()
        self._beaten = time.monotonic()

    async def _purge(self) -> None:
        if self._ended:
            self._ended = False
            self._ended = bool(await self._library.purge()) or self._ended

    async def _adopt(self, age: float) -> None:
        """Begin what was stored but is worked on by nobody: a process died between storing and starting."""
        waiting = await self._threads.run(self._inflight.waiting_since, age)
        for workflow_id in await self._library.missing(waiting):
            self._begin(workflow_id)
        self._ended = True
