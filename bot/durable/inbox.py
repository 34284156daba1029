"""The durable inbox: an update is sealed, stored and only then acknowledged; from there it is answered, whatever happens."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.durable.answering import Answering
from bot.durable.keeping import Keeping
from bot.durable.library import Library
from bot.durable.threads import Threads
from bot.durable.tools import Tools
from bot.durable.turns import Turns
from bot.errors import Unavailable
from bot.metrics import INBOUND, INBOUND_SECONDS
from bot.privacy_log import log
from bot.pseudonyms import Pseudonyms
from bot.sealing import Sealer
from bot.storage.inflight import SqlInflight
from bot.storage.workers import Workers
from connectors.delivery import Channel, Update

GRACE = 3.0  # seconds more at a stop, for the record of what was sent


@dataclass(frozen=True)
class Place:
    """Where the inbox stores, and how long. `library_url` may be the same database or a file beside it."""

    engine: Engine
    library_url: str
    library_schema: str
    folder: Path  # for the locks of processes
    secret: bytes = field(repr=False)
    concurrency: int = 8
    give_up_seconds: float = 1800.0  # of attempts at one send; less than the content is kept
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


class DurableInbox:
    """Keeps to `connectors.delivery.Inbox`. One for a process; `start` and `stop` inside its event loop."""

    def __init__(self, place: Place, channels: Iterable[Channel]):
        self._sealer = Sealer(place.secret, "inflight")
        self._pseudonyms = Pseudonyms(place.secret)
        self._inflight = SqlInflight(place.engine)
        self._library = Library(place.library_url, place.library_schema)
        self._threads = Threads()
        self._workers = Workers(place.engine, place.folder)
        self._answering = Answering(self._tools(place, {channel.name: channel for channel in channels}))
        self._keeping = Keeping(self._library, self._inflight, self._workers, self._threads, self._begin)
        self._at_work: dict[str, asyncio.Task] = {}
        self._beginning: set[asyncio.Task] = set()
        self._open = False

    def _tools(self, place: Place, channels: dict[str, Channel]) -> Tools:
        return Tools(
            steps=self._library,
            inflight=self._inflight,
            sealer=self._sealer,
            channels=channels,
            places=asyncio.Semaphore(place.concurrency),
            turns=Turns(),
            threads=self._threads,
            closing=lambda: not self._open,
            alive=self._workers.alive,
            give_up_after=place.give_up_seconds,
            pause=place.pause,
        )

    async def start(self) -> None:
        """Open the store and go on with what is not done, also with what dead processes left."""
        await self._threads.run(self._workers.arrive)
        self._library.launch(self._workers.own, self._work)
        self._open = True
        await self._keeping.start()

    async def stop(self, patience: float = 4.0) -> None:
        """Accept nothing more, finish what can be finished soon; the rest is resumed at the next start."""
        self._open = False
        await self._keeping.stop()
        if running := [*self._beginning, *self._at_work.values()]:
            await asyncio.wait(running, timeout=patience)
        await self._break_off(list(self._at_work.values()))
        await self._library.close()
        self._workers.leave()
        self._threads.close()

    async def _break_off(self, tasks: list[asyncio.Task]) -> None:
        for task in tasks:
            self._answering.sending.cancel(task)
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def accept(self, update: Update) -> bool:
        if not self._open:
            raise Unavailable("closing; deliver again")
        # digests, because WhatsApp's ids hold the phone number in base64; the second one is of the secret before a change
        workflow_id, *before = (f"{update.channel}:{digest}" for digest in self._sealer.digests(update.id))
        conversation = self._pseudonyms.of(update.channel, update.chat)
        content = {"channel": update.channel, "id": update.id, "chat": update.chat, "body": update.body}
        try:
            new = await self._threads.run(self._inflight.add, workflow_id, conversation, self._sealer.seal(content), before)
        except SQLAlchemyError as error:
            log("store_silent", kind=type(error).__name__)
            INBOUND.labels(update.channel, "unavailable").inc()
            raise Unavailable("not stored; deliver again") from None
        INBOUND.labels(update.channel, "accepted" if new else "repeated").inc()
        if new:
            self._begin(workflow_id)
        return new

    def ready(self) -> bool:
        """The store answered within the last seconds, and updates are accepted."""
        return self._open and self._workers.alive() and self._keeping.well

    def _begin(self, workflow_id: str) -> None:
        """Start beside: the update is safe already, and is found again should this fail."""
        task = asyncio.create_task(self._library.begin(workflow_id))
        self._beginning.add(task)
        task.add_done_callback(self._begun)

    def _begun(self, task: asyncio.Task) -> None:
        self._beginning.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log("unexpected_error", kind=type(error).__name__, where="durable")

    async def _work(self, workflow_id: str) -> None:
        self._at_work[workflow_id] = asyncio.current_task()  # so that `stop` can wait for it
        started = time.monotonic()
        try:
            await self._answering(workflow_id)
        finally:
            del self._at_work[workflow_id]
            self._keeping.something_ended()
            INBOUND_SECONDS.observe(time.monotonic() - started)
