"""The way of one update: its turn within the conversation, the replies, each send once, and then nothing of it is left.

Only ids and sealed values reach the library. Nothing raises here: what cannot be answered is parked and counted, so that the
conversation's next message gets its answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.durable.threads import Threads
from bot.durable.turns import Turns
from bot.errors import BadInput, NotAllowed, TooManyMessages
from bot.metrics import INBOUND, SENDS
from bot.privacy_log import log
from bot.sealing import Sealer, Unreadable
from bot.storage.inflight import InFlight, SqlInflight
from connectors.delivery import Channel, Outgoing, SendRefused, Update

MOST_ATTEMPTS = 5  # at the replies; what fails so often, or kills the process so often, is poison
PATIENCE = 60.0  # seconds for one attempt, at the replies or at a send
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0  # seconds between attempts, doubled each time
_UNANSWERED = (TooManyMessages, BadInput, NotAllowed)  # refused on purpose: no reply, no second attempt

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


class Answering:
    """`await answering(workflow_id)` is the workflow."""

    def __init__(self, tools: Tools):
        self._tools = tools

    async def __call__(self, workflow_id: str) -> None:
        try:
            await self._answer(workflow_id)
        except Exception as error:  # the edge of the workflow: DBOS would store the words of the error
            if self._tools.closing():
                return  # nothing is wrong with the message: the next start goes on with it
            log("unexpected_error", kind=type(error).__name__, where="durable")
            await self._park(workflow_id, "unexpected")

    async def _answer(self, workflow_id: str) -> None:
        row = await self._stored(self._tools.inflight.get, workflow_id)
        if row is None:
            return  # answered, expired or forgotten
        self._tools.turns.join(row.conversation, row.position)
        try:
            await self._in_turn(row)
            await self._open_and_answer(row)
        finally:
            self._tools.turns.passed(row.conversation, row.position)

    async def _in_turn(self, row: InFlight) -> None:
        """Returns when every earlier message of the conversation is done, here or in another process."""
        turns, wait = self._tools.turns, 0.02
        while not (turns.is_first_here(row.conversation, row.position) and await self._stored(self._tools.inflight.is_first, row)):
            await turns.next(row.conversation, row.position, wait)
            wait = min(wait * 2, 0.5)

    async def _open_and_answer(self, row: InFlight) -> None:
        try:
            update = Update(**self._tools.sealer.open(row.sealed))
        except Unreadable:
            return await self._park(row.workflow_id, "unreadable")
        channel = self._tools.channels.get(update.channel)
        if channel is None:
            return await self._park(row.workflow_id, "no_channel")
        decided = await self._tools.steps.once("replies", lambda: self._replies(row.workflow_id, update, channel))
        if decided["outcome"] == "poison":
            return await self._park(row.workflow_id, "poison")
        sent = await self._send_all(update.chat, channel, self._tools.sealer.open(decided["sealed"].encode()))
        if "given_up" in sent:
            return await self._park(row.workflow_id, "not_sent")
        await self._stored(self._tools.inflight.finish, row.workflow_id)
        outcome = "answered" if "sent" in sent or not sent else "refused"
        INBOUND.labels(update.channel, outcome).inc()

    async def _replies(self, workflow_id: str, update: Update, channel: Channel) -> dict[str, str]:
        """Step: what to send, sealed. Its attempts are counted before they are made, and outlast the process."""
        noticed = asyncio.create_task(_noticed(channel, update))
        try:
            while 1 <= (attempt := await self._stored(self._tools.inflight.attempt, workflow_id)) <= MOST_ATTEMPTS:
                outgoing = await self._try_replies(update, channel)
                if outgoing is not None:
                    return {"outcome": "replies", "sealed": self._tools.sealer.seal([asdict(each) for each in outgoing]).decode()}
                INBOUND.labels(update.channel, "retried").inc()
                await self._tools.pause(_wait(attempt))
            return {"outcome": "poison"}
        finally:
            noticed.cancel()

    async def _try_replies(self, update: Update, channel: Channel) -> list[Outgoing] | None:
        """None when it failed."""
        try:
            async with self._tools.places, asyncio.timeout(PATIENCE):
                return await channel.replies_to(update)
        except _UNANSWERED:
            return []
        except Exception as error:  # any fault of ours or of a library: tried again, then parked
            log("unexpected_error", kind=type(error).__name__, where="replies")
            return None

    async def _send_all(self, chat: str, channel: Channel, outgoing: list[dict[str, Any]]) -> list[str]:
        """What became of each: "sent", "refused" for good, or "given_up", after which nothing more is tried."""
        results: list[str] = []
        for number, each in enumerate(outgoing):
            results.append(await self._tools.steps.once(f"send {number}", self._sending(chat, channel, Outgoing(**each))))
            if results[-1] == "given_up":
                break
        return results

    def _sending(self, chat: str, channel: Channel, outgoing: Outgoing) -> Callable[[], Awaitable[str]]:
        return lambda: self._send(chat, channel, outgoing)

    async def _send(self, chat: str, channel: Channel, outgoing: Outgoing) -> str:
        """Step: until the platform confirms or refuses for good, or too much time went by."""
        waited, attempt = 0.0, 0
        while waited <= self._tools.give_up_after:
            await self._until_alive()
            refused = await _try_send(chat, channel, outgoing)
            if refused is None:
                SENDS.labels(channel.name, "sent").inc()
                return "sent"
            if refused.permanent:
                SENDS.labels(channel.name, "refused").inc()
                log("send_refused", channel=channel.name, permanent=True)
                return "refused"
            attempt += 1
            SENDS.labels(channel.name, "retried").inc()
            wait = max(refused.retry_after or 0.0, _wait(attempt))
            waited += wait
            await self._tools.pause(wait)
        SENDS.labels(channel.name, "given_up").inc()
        log("send_refused", channel=channel.name, permanent=False)
        return "given_up"

    async def _until_alive(self) -> None:
        """Nothing is sent while another process may be sending the same."""
        while not self._tools.alive():
            await self._tools.pause(0.5)

    async def _park(self, workflow_id: str, reason: str) -> None:
        if await self._stored(self._tools.inflight.park, workflow_id):
            channel = workflow_id.partition(":")[0]
            log("update_parked", channel=channel, reason=reason)
            INBOUND.labels(channel, "parked").inc()

    async def _stored(self, do: Callable[..., T], *arguments) -> T:
        """`do` in a thread, tried again until the database answers: a restart of it costs time, not a message."""
        wait = 0.2
        while True:
            try:
                return await self._tools.threads.run(do, *arguments)
            except SQLAlchemyError as error:
                log("store_silent", kind=type(error).__name__)
            await self._tools.pause(wait)
            wait = min(wait * 2, 5.0)


async def _try_send(chat: str, channel: Channel, outgoing: Outgoing) -> SendRefused | None:
    try:
        async with asyncio.timeout(PATIENCE):
            await channel.send(chat, outgoing)
    except SendRefused as refused:
        return refused
    except Exception as error:  # a fault of ours, or a platform that does not answer in time
        log("unexpected_error", kind=type(error).__name__, where="send")
        return SendRefused(permanent=False)
    return None


async def _noticed(channel: Channel, update: Update) -> None:
    try:
        await channel.noticed(update)
    except Exception as error:  # best effort: an answer without "typing" is as good
        log("unexpected_error", kind=type(error).__name__, where="noticed")


def _wait(attempt: int) -> float:
    return min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT)
