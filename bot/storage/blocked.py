"""Conversations that are not answered: pseudonyms that staff blocked after abuse. Nobody can tell from them who it is."""

from typing import Protocol

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from bot.storage.tables import blocked


class BlockList(Protocol):
    def add(self, pseudonym: str) -> None:
        """Block; blocking twice is blocking once."""

    def remove(self, pseudonym: str) -> bool:
        """True when it was blocked."""

    def all(self) -> frozenset[str]:
        """Everybody who is blocked: few, so that a process can hold them."""


class MemoryBlockList:
    """In this process, for tests and trials."""

    def __init__(self):
        self._pseudonyms: set[str] = set()

    def add(self, pseudonym: str) -> None:
        self._pseudonyms.add(pseudonym)

    def remove(self, pseudonym: str) -> bool:
        known = pseudonym in self._pseudonyms
        self._pseudonyms.discard(pseudonym)
        return known

    def all(self) -> frozenset[str]:
        return frozenset(self._pseudonyms)


class SqlBlockList:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def add(self, pseudonym: str) -> None:
        with transaction(self._engine) as connection:
            connection.execute(self._insert(blocked).values(pseudonym=pseudonym).on_conflict_do_nothing())

    def remove(self, pseudonym: str) -> bool:
        with transaction(self._engine) as connection:
            return connection.execute(delete(blocked).where(blocked.c.pseudonym == pseudonym)).rowcount == 1

    def all(self) -> frozenset[str]:
        with reading(self._engine) as connection:
            return frozenset(connection.execute(select(blocked.c.pseudonym)).scalars())
