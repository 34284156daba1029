"""Messages that a conversation gets later, from a human: encrypted, kept until its page has fetched them, and with an end."""

import time
from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Engine, and_, delete, func, select, text

from bot.storage.database import reading, transaction
from bot.storage.tables import later_message


class Later(Protocol):
    """By pseudonym of the conversation, in the order in which they were written."""

    def add(self, pseudonym: str, sealed: bytes, seconds: float) -> None:
        """Keep for so many seconds from now."""

    def after(self, pseudonym: str, position: int) -> list[tuple[int, bytes]]:
        """(position, sealed) of all behind `position`; 0 for all there are."""

    def seen(self, pseudonym: str, position: int) -> None:
        """Drop those up to `position`: the page has them."""

    def mark(self) -> tuple[int, int]:
        """Something that changes whenever a message is added, to any conversation."""

    def forget(self, pseudonym: str) -> int:
        """Drop all of a conversation. How many there were."""

    def expire(self) -> int:
        """Drop what is over its time. How many there were."""


class MemoryLater:
    """In this process, for tests and trials."""

    def __init__(self, clock: Callable[[], float] = time.time):
        self._kept: dict[int, tuple[str, bytes, float]] = {}
        self._clock, self._last = clock, 0

    def add(self, pseudonym: str, sealed: bytes, seconds: float) -> None:
        self._last += 1
        self._kept[self._last] = pseudonym, sealed, self._clock() + seconds

    def after(self, pseudonym: str, position: int) -> list[tuple[int, bytes]]:
        now = self._clock()
        return [(at, sealed) for at, (whose, sealed, end) in self._kept.items() if whose == pseudonym and at > position and now < end]

    def seen(self, pseudonym: str, position: int) -> None:
        self._drop(lambda at, whose, end: whose == pseudonym and at <= position)

    def mark(self) -> tuple[int, int]:
        return self._last, len(self._kept)

    def forget(self, pseudonym: str) -> int:
        return self._drop(lambda at, whose, end: whose == pseudonym)

    def expire(self) -> int:
        return self._drop(lambda at, whose, end: end <= self._clock())

    def _drop(self, which: Callable[[int, str, float], bool]) -> int:
        gone = [at for at, (whose, _, end) in self._kept.items() if which(at, whose, end)]
        for at in gone:
            del self._kept[at]
        return len(gone)


class SqlLater:
    """In the database of `engine`."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time):
        self._engine, self._clock = engine, clock

    def add(self, pseudonym: str, sealed: bytes, seconds: float) -> None:
        row = {"conversation": pseudonym, "sealed": sealed, "expires_at": int(self._clock() + seconds)}
        with transaction(self._engine) as connection:
            if self._engine.dialect.name == "postgresql":  # two messages to one conversation commit in the order of their positions
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:whose, 1))"), {"whose": pseudonym})
            connection.execute(later_message.insert().values(**row))

    def after(self, pseudonym: str, position: int) -> list[tuple[int, bytes]]:
        table = later_message.c
        which = and_(table.conversation == pseudonym, table.position > position, table.expires_at > self._clock())
        with reading(self._engine) as connection:
            rows = connection.execute(select(table.position, table.sealed).where(which).order_by(table.position))
            return [(row.position, bytes(row.sealed)) for row in rows]

    def seen(self, pseudonym: str, position: int) -> None:
        self._delete(and_(later_message.c.conversation == pseudonym, later_message.c.position <= position))

    def mark(self) -> tuple[int, int]:
        with reading(self._engine) as connection:
            newest, count = connection.execute(select(func.max(later_message.c.position), func.count())).one()
        return newest or 0, count

    def forget(self, pseudonym: str) -> int:
        return self._delete(later_message.c.conversation == pseudonym)

    def expire(self) -> int:
        return self._delete(later_message.c.expires_at <= self._clock())

    def _delete(self, which) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(delete(later_message).where(which)).rowcount
