"""Questions that nobody could answer, where the house was told to keep them: sealed, without anybody, and with an end."""

from datetime import date
from typing import Protocol

from sqlalchemy import Engine, delete, select

from bot.storage.database import reading, transaction
from bot.storage.tables import unanswered_question


class UnansweredStore(Protocol):
    """Sealed questions by day. Nothing in it tells who asked, so nothing can be found for one person either."""

    def add(self, day: date, sealed: bytes) -> None:
        """Keep one."""

    def newest(self, most: int) -> list[tuple[int, date, bytes]]:
        """(id, day, sealed), the newest first."""

    def drop(self, ids: list[int]) -> int:
        """Staff dealt with them; how many there were."""

    def expire(self, before: date) -> int:
        """Drop those of days before; how many."""


class MemoryUnanswered:
    """Of one process, for tests and trials."""

    def __init__(self):
        self._kept: dict[int, tuple[date, bytes]] = {}
        self._last = 0

    def add(self, day: date, sealed: bytes) -> None:
        self._last += 1
        self._kept[self._last] = day, sealed

    def newest(self, most: int) -> list[tuple[int, date, bytes]]:
        return [(id, *self._kept[id]) for id in sorted(self._kept, reverse=True)][:most]

    def drop(self, ids: list[int]) -> int:
        return len([self._kept.pop(id) for id in set(ids) if id in self._kept])

    def expire(self, before: date) -> int:
        return self.drop([id for id, (day, _) in self._kept.items() if day < before])


class SqlUnanswered:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def add(self, day: date, sealed: bytes) -> None:
        with transaction(self._engine) as connection:
            connection.execute(unanswered_question.insert().values(day=day, sealed=sealed))

    def newest(self, most: int) -> list[tuple[int, date, bytes]]:
        column = unanswered_question.c
        with reading(self._engine) as connection:
            rows = connection.execute(select(column.id, column.day, column.sealed).order_by(column.id.desc()).limit(most))
            return [(row.id, row.day, bytes(row.sealed)) for row in rows]

    def drop(self, ids: list[int]) -> int:
        return self._delete(unanswered_question.c.id.in_(ids)) if ids else 0

    def expire(self, before: date) -> int:
        return self._delete(unanswered_question.c.day < before)

    def _delete(self, which) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(delete(unanswered_question).where(which)).rowcount
