"""Settings that admins changed on the console, with every value they had before. Words of the house, nothing of people."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine, func, select

from bot.storage.database import reading, transaction
from bot.storage.tables import kept_setting as table


@dataclass(frozen=True, slots=True)
class KeptSetting:
    """One change. `value` as an environment variable would hold it, None for "as it is without us"; `at` is seconds since 1970."""

    number: int
    name: str
    value: str | None
    at: int
    account_id: str


class KeptSettings(Protocol):
    def put(self, values: Mapping[str, str | None], account_id: str) -> list[KeptSetting]:
        """Change all of these together. Raises SQLAlchemyError when they could not be stored: then none is."""

    def newest(self) -> list[KeptSetting]:
        """The last change of each name."""

    def mark(self) -> int:
        """Grows with each change; cheap, it is asked all the time."""

    def history(self, limit: int) -> list[KeptSetting]:
        """The newest first."""


class MemoryKeptSettings:
    """In this process, for tests and trials."""

    def __init__(self, clock: Callable[[], float] = time.time):
        self._rows: list[KeptSetting] = []
        self._clock = clock

    def put(self, values: Mapping[str, str | None], account_id: str) -> list[KeptSetting]:
        now, first = int(self._clock()), len(self._rows) + 1
        added = [KeptSetting(number, name, value, now, account_id) for number, (name, value) in enumerate(values.items(), first)]
        self._rows += added
        return added

    def newest(self) -> list[KeptSetting]:
        return list({row.name: row for row in self._rows}.values())

    def mark(self) -> int:
        return len(self._rows)

    def history(self, limit: int) -> list[KeptSetting]:
        return self._rows[::-1][:limit]


class SqlKeptSettings:
    """In the database of `engine`."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time):
        self._engine, self._clock = engine, clock

    def put(self, values: Mapping[str, str | None], account_id: str) -> list[KeptSetting]:
        row = {"at": int(self._clock()), "account_id": account_id}
        with transaction(self._engine) as connection:
            added = [connection.execute(table.insert().values(name=n, value=v, **row).returning(table)).one() for n, v in values.items()]
        return [KeptSetting(*each) for each in added]

    def newest(self) -> list[KeptSetting]:
        last = select(func.max(table.c.number)).group_by(table.c.name)
        return self._all(select(table).where(table.c.number.in_(last)).order_by(table.c.number))

    def mark(self) -> int:
        with reading(self._engine) as connection:
            return connection.execute(select(func.max(table.c.number))).scalar() or 0

    def history(self, limit: int) -> list[KeptSetting]:
        return self._all(select(table).order_by(table.c.number.desc()).limit(limit))

    def _all(self, statement) -> list[KeptSetting]:
        with reading(self._engine) as connection:
            return [KeptSetting(*row) for row in connection.execute(statement)]
