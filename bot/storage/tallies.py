"""Counts that stand alone: hours, districts, dangers, subjects nobody could answer, and whether answers helped.

Each is counted by itself, never together with another one, so that no two of them lead to one message. No text, no conversation, no person.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.counts import SMALLEST_SHOWN
from bot.storage.database import reading, transaction
from bot.storage.tables import month_tally, rating_count

KINDS = ("hour", "district", "danger", "section")
_RATED = ("day", "channel", "language", "topic", "helpful")


@dataclass(frozen=True, slots=True)
class Tally:
    """One thing of one kind in a month, which its first day names. `section` is the nearest one of a question nobody could answer."""

    month: date
    kind: str
    key: str

    def __post_init__(self):
        if self.kind not in KINDS or self.month.day != 1:
            raise ValueError(f"a tally is of a month and one of {', '.join(KINDS)}")


@dataclass(frozen=True, slots=True)
class Rated:
    """Somebody said whether the answer of a topic helped."""

    day: date
    channel: str
    language: str
    topic: str
    helpful: bool


class Tallies(Protocol):
    """Aggregate counts; what is read has no group under five in it."""

    def add(self, tallies: Sequence[Tally]) -> None:
        """Count each once more."""

    def rate(self, rated: Rated) -> None:
        """Count it once more."""

    def of_month(self, month: date, kind: str) -> dict[str, int]:
        """Key -> n, for those counted at least five times."""

    def ratings(self, first: date, last: date) -> dict[tuple[str, bool], int]:
        """(topic, helpful) -> n of the days `first` to `last`, for those counted at least five times."""

    def helped(self, first: date, last: date) -> dict[bool, int]:
        """helpful -> n of all topics together, where it is at least five."""


class MemoryTallies:
    """Counts of one process, for tests and trials."""

    def __init__(self):
        self._tallies: Counter[Tally] = Counter()
        self._rated: Counter[Rated] = Counter()

    def add(self, tallies: Sequence[Tally]) -> None:
        self._tallies.update(tallies)

    def rate(self, rated: Rated) -> None:
        self._rated[rated] += 1

    def of_month(self, month: date, kind: str) -> dict[str, int]:
        return _enough({one.key: n for one, n in self._tallies.items() if (one.month, one.kind) == (month, kind)})

    def ratings(self, first: date, last: date) -> dict[tuple[str, bool], int]:
        return self._summed(first, last, lambda one: (one.topic, one.helpful))

    def helped(self, first: date, last: date) -> dict[bool, int]:
        return self._summed(first, last, lambda one: one.helpful)

    def _summed(self, first: date, last: date, key) -> dict:
        sums: Counter = Counter()
        for one, n in self._rated.items():
            if first <= one.day <= last:
                sums[key(one)] += n
        return _enough(sums)


class SqlTallies:
    """Counts in the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def add(self, tallies: Sequence[Tally]) -> None:
        with transaction(self._engine) as connection:
            for one in sorted(tallies, key=astuple):  # one order for all processes, so that no two wait for each other
                connection.execute(self._once_more(month_tally, dict(zip(("month", "kind", "key"), astuple(one)))))

    def rate(self, rated: Rated) -> None:
        with transaction(self._engine) as connection:
            connection.execute(self._once_more(rating_count, dict(zip(_RATED, astuple(rated)))))

    def _once_more(self, table, row: dict):
        statement = self._insert(table).values(**row, n=1)
        return statement.on_conflict_do_update(index_elements=list(row), set_={"n": table.c.n + 1})

    def of_month(self, month: date, kind: str) -> dict[str, int]:
        table = month_tally.c
        which = (table.month == month) & (table.kind == kind) & (table.n >= SMALLEST_SHOWN)
        with reading(self._engine) as connection:
            return {row.key: row.n for row in connection.execute(select(table.key, table.n).where(which))}

    def ratings(self, first: date, last: date) -> dict[tuple[str, bool], int]:
        rows = self._summed(first, last, rating_count.c.topic, rating_count.c.helpful)
        return {(topic, helpful): n for topic, helpful, n in rows}

    def helped(self, first: date, last: date) -> dict[bool, int]:
        return dict(self._summed(first, last, rating_count.c.helpful))

    def _summed(self, first: date, last: date, *by) -> list[tuple]:
        total = func.sum(rating_count.c.n)
        query = select(*by, total).where(rating_count.c.day.between(first, last)).group_by(*by).having(total >= SMALLEST_SHOWN)
        with reading(self._engine) as connection:
            return [(*row[:-1], int(row[-1])) for row in connection.execute(query)]


def _enough(counts: dict) -> dict:
    return {key: n for key, n in counts.items() if n >= SMALLEST_SHOWN}
