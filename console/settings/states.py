"""What the house leans on, asked now: the database, the engine, the platforms. Nobody waits longer than a few seconds for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

PATIENCE = 4.0  # seconds


@dataclass(frozen=True, slots=True)
class State:
    """`word`: works, refused, silent, off. `facts` are (key of a text, value); a moment is a number of seconds since 1970."""

    word: str
    facts: tuple[tuple[str, str | int], ...] = ()


Asked = Mapping[str, Callable[[], Awaitable[State]]]


async def states_of(asked: Asked, patience: float = PATIENCE) -> dict[str, State]:
    """All at once; `silent` for what does not answer in time, or fails."""
    found = await asyncio.gather(*(_state(ask, patience) for ask in asked.values()))
    return dict(zip(asked, found))


async def _state(ask: Callable[[], Awaitable[State]], patience: float) -> State:
    try:
        return await asyncio.wait_for(ask(), patience)
    except Exception:  # whatever a platform's library raises: it is not there now, and its words could hold a token
        return State("silent")
