"""The queue of one conversation in Redis: first come, first served, also when messages reach different processes.

Each message puts a ticket at the end of its conversation's list and waits until it stands first. A ticket begins with the name of
its process, and a process shows every second that it lives; the tickets of one that died are taken away by whoever waits behind.
"""

import asyncio
import secrets
from itertools import count

from redis.asyncio import Redis

PREFIX = "harrera:turns:"
ALIVE = "harrera:alive:"
LEASE = 5.0  # seconds without a sign of life after which a process counts as dead
SHORTEST_WAIT, LONGEST_WAIT = 0.01, 0.1  # seconds between two looks
_FORGOTTEN = 3600  # seconds after which an empty or broken queue is gone


class RedisTurns:
    """Tickets of this process among those of others. Everything raises RedisError when Redis is away."""

    def __init__(self, redis: Redis, lease: float = LEASE):
        self._redis, self._own, self._numbers = redis, secrets.token_hex(8), count()
        self._lease = int(lease * 1000)  # milliseconds

    async def beat(self) -> None:
        """To be called every second."""
        await self._redis.set(ALIVE + self._own, 1, px=self._lease)

    async def join(self, conversation: str) -> str:
        """A ticket at the end of the queue."""
        ticket = f"{self._own}:{next(self._numbers)}"
        await self._enqueue(conversation, ticket)
        return ticket

    async def wait(self, conversation: str, ticket: str) -> None:
        """Returns when the ticket stands first."""
        pause = SHORTEST_WAIT
        while True:
            waiting = [each.decode() for each in await self._redis.lrange(PREFIX + conversation, 0, -1)]
            if ticket not in waiting:  # Redis was restarted and remembers nothing
                await self._enqueue(conversation, ticket)
            elif waiting[0] == ticket:
                return
            elif await self._is_dead(waiting[0]):
                await self.leave(conversation, waiting[0])
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 1.5, LONGEST_WAIT)

    async def leave(self, conversation: str, ticket: str) -> None:
        await self._redis.lrem(PREFIX + conversation, 1, ticket)

    async def _enqueue(self, conversation: str, ticket: str) -> None:
        async with self._redis.pipeline(transaction=True) as steps:
            steps.set(ALIVE + self._own, 1, px=self._lease)  # nobody may find the ticket without its process
            steps.rpush(PREFIX + conversation, ticket)
            steps.expire(PREFIX + conversation, _FORGOTTEN)
            await steps.execute()

    async def _is_dead(self, ticket: str) -> bool:
        return not await self._redis.exists(ALIVE + ticket.partition(":")[0])
