"""Chats that may be written to later, because the person asked for a human: encrypted, with an end."""

import time
from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Engine, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from bot.storage.tables import reachable


class Reachable(Protocol):
    """By pseudonym: the channel, the sealed chat id, and the time after which both are gone."""

    def save(self, pseudonym: str, channel: str, sealed: bytes, seconds: float) -> None:
        """Keep for so many seconds from now; saving again starts the time anew, but never makes it shorter."""

    def find(self, pseudonym: str) -> tuple[str, bytes] | None:
        """(channel, sealed chat id), None when it was never saved, forgotten or is over its time."""

    def forget(self, pseudonym: str) -> bool:
        """True when there was something."""

    def expire(self) -> int:
        """Drop what is over its time. How many there were."""


class MemoryReachable:
    """In this process, for tests and trials."""

    def __init__(self, clock: Callable[[], float] = time.time):
        self._kept: dict[str, tuple[str, bytes, float]] = {}
        self._clock = clock

    def save(self, pseudonym: str, channel: str, sealed: bytes, seconds: float) -> None:
        _, _, end = self._kept.get(pseudonym, ("", b"", 0.0))
        self._kept[pseudonym] = channel, sealed, max(end, self._clock() + seconds)

    def find(self, pseudonym: str) -> tuple[str, bytes] | None:
        channel, sealed, end = self._kept.get(pseudonym, ("", b"", 0.0))
        return (channel, sealed) if self._clock() < end else None

    def forget(self, pseudonym: str) -> bool:
        return self._kept.pop(pseudonym, None) is not None

    def expire(self) -> int:
        over = [pseudonym for pseudonym, (_, _, end) in self._kept.items() if end <= self._clock()]
        return sum(self.forget(pseudonym) for pseudonym in over)


class SqlReachable:
    """In the database of `engine`."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time):
        self._engine, self._clock = engine, clock
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def save(self, pseudonym: str, channel: str, sealed: bytes, seconds: float) -> None:
        row = {"channel": channel, "sealed": sealed, "expires_at": int(self._clock() + seconds)}
        statement = self._insert(reachable).values(pseudonym=pseudonym, **row)
        new = statement.excluded.expires_at
        longer = {"expires_at": case((reachable.c.expires_at > new, reachable.c.expires_at), else_=new)}
        with transaction(self._engine) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["pseudonym"], set_=row | longer))

    def find(self, pseudonym: str) -> tuple[str, bytes] | None:
        fresh = select(reachable.c.channel, reachable.c.sealed).where(
            reachable.c.pseudonym == pseudonym, reachable.c.expires_at > self._clock()
        )
        with reading(self._engine) as connection:
            row = connection.execute(fresh).first()
        return (row.channel, bytes(row.sealed)) if row else None

    def forget(self, pseudonym: str) -> bool:
        return self._delete(reachable.c.pseudonym == pseudonym) == 1

    def expire(self) -> int:
        return self._delete(reachable.c.expires_at <= self._clock())

    def _delete(self, which) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(delete(reachable).where(which)).rowcount
