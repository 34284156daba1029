"""What is read of a message is read once: one turn asks several matchers for the same text, and the same one again and again.

Nothing outlives the turn: a message is what a person wrote.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
_turn: ContextVar[dict[Hashable, object] | None] = ContextVar("read in this turn", default=None)


@contextmanager
def one_turn() -> Iterator[None]:
    """Within it `once` remembers; what is remembered goes with it. A turn within a turn is the same turn."""
    if _turn.get() is not None:
        yield
        return
    token = _turn.set({})
    try:
        yield
    finally:
        _turn.reset(token)


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made once in a turn; outside of turns made each time. `key` names all that it depends on."""
    made = _turn.get()
    if made is None:
        return make()
    if key not in made:
        made[key] = make()
    return made[key]
