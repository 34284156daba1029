"""Threads of our own for the store: those of the event loop belong to DBOS, which blocks them while its database is away."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Threads:
    """A few; what waits for one waits in order."""

    def __init__(self, most: int = 8):
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="inbox")

    async def run(self, do: Callable[..., T], *arguments) -> T:
        """The result of `do`, or what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, do, *arguments)

    def close(self) -> None:
        self._pool.shutdown(wait=False)
