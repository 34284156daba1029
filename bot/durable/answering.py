"""The way of one update: its turn within the conversation, the replies, each send once, and then nothing of it is left.

Only ids and sealed values reach the library. Nothing raises here: what cannot be answered is parked and counted, so that the
conversation's next message gets its answer.
"""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.durable.sending import Sending
from bot.durable.tools import PATIENCE, Tools, wait_after
from bot.errors import BadInput, NotAllowed, TooManyMessages
from bot.metrics import INBOUND
from bot.privacy_log import log
from bot.sealing import Unreadable
from bot.storage.inflight import InFlight
from connectors.delivery import Channel, Outgoing, Update

MOST_ATTEMPTS = 5  # at the replies; what fails so often, or kills the process so often, is poison
_UNANSWERED = (TooManyMessages, BadInput, NotAllowed)  # refused on purpose: no reply, no second attempt

T = TypeVar("T")


class Answering:
    """`await answering(workflow_id)` is the workflow."""

    def __init__(self, tools: Tools):
        self._tools, self.sending = tools, Sending(tools)

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
        sent = await self.sending(update.chat, channel, self._tools.sealer.open(decided["sealed"].encode()))
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
                await self._tools.pause(wait_after(attempt))
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


async def _noticed(channel: Channel, update: Update) -> None:
    try:
        await channel.noticed(update)
    except Exception as error:  # best effort: an answer without "typing" is as good
        log("unexpected_error", kind=type(error).__name__, where="noticed")
