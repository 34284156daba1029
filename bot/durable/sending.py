"""The last step of an update's way: each message to the platform, tried again until it is confirmed, recorded so that it is never sent twice."""

import asyncio
from typing import Any

from bot.durable.tools import PATIENCE, Tools, wait_after
from bot.metrics import SENDS
from bot.privacy_log import log
from connectors.delivery import Channel, Outgoing, SendRefused


class Sending:
    """`await sending(chat, channel, outgoing)`, inside a workflow."""

    def __init__(self, tools: Tools):
        self._tools = tools
        self._unrecorded: dict[asyncio.Task, bool] = {}  # between an attempt and its record; True: it ends then

    def cancel(self, task: asyncio.Task) -> None:
        """Cancel `task`; what it may have sent already is recorded before, else the next start would send it again."""
        if task in self._unrecorded:
            self._unrecorded[task] = True
        else:
            task.cancel()

    def _release(self, task: asyncio.Task) -> None:
        if self._unrecorded.pop(task, False):
            task.cancel()

    async def __call__(self, chat: str, channel: Channel, outgoing: list[dict[str, Any]]) -> list[str]:
        """What became of each: "sent", "refused" for good, or "given_up", after which nothing more is tried."""
        results: list[str] = []
        for number, each in enumerate(outgoing):
            results.append(await self._recorded(f"send {number}", chat, channel, Outgoing(**each)))
            if results[-1] == "given_up":
                break
        return results

    async def _recorded(self, name: str, chat: str, channel: Channel, outgoing: Outgoing) -> str:
        task = asyncio.current_task()
        try:
            return await self._tools.steps.once(name, lambda: self._send(task, chat, channel, outgoing))
        finally:
            self._release(task)

    async def _send(self, task: asyncio.Task, chat: str, channel: Channel, outgoing: Outgoing) -> str:
        """Step: until the platform confirms or refuses for good, or too much time went by."""
        waited, attempt = 0.0, 0
        while waited <= self._tools.give_up_after:
            await self._until_alive()
            self._unrecorded[task] = False
            refused = await _try_send(chat, channel, outgoing)
            if refused is None:
                SENDS.labels(channel.name, "sent").inc()
                return "sent"
            if refused.permanent:
                SENDS.labels(channel.name, "refused").inc()
                log("send_refused", channel=channel.name, permanent=True)
                return "refused"
            self._release(task)
            attempt += 1
            SENDS.labels(channel.name, "retried").inc()
            wait = max(refused.retry_after or 0.0, wait_after(attempt))
            waited += wait
            await self._tools.pause(wait)
        SENDS.labels(channel.name, "given_up").inc()
        log("send_refused", channel=channel.name, permanent=False)
        return "given_up"

    async def _until_alive(self) -> None:
        """Nothing is sent while another process may be sending the same."""
        while not self._tools.alive():
            await self._tools.pause(0.5)


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
