"""Work that blocks, beside the event loop: in threads that are nobody else's.

Those of the loop itself (`asyncio.to_thread`) belong to DBOS, which holds all of them while its database is away: an answer that waited
for one would wait for the database.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio.to_thread import run_sync

T = TypeVar("T")


async def aside(do: Callable[..., T], *arguments) -> T:
    """The result of `do`, or what it raises."""
    return await run_sync(do, *arguments)
