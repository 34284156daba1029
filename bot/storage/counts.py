"""How often was what answered: aggregate counts for insights, written after each reply. No text, no conversation, no person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from bot.storage.tables import answer_count

SMALLEST_SHOWN = 5  # a smaller group could point at a person
DIMENSIONS = ("day", "channel", "language", "topic", "decision", "emergency")

Row = tuple[tuple[date | str | bool, ...], int]


@dataclass(frozen=True, slots=True)
class Answered:
    """What is counted about one reply; `topic` is empty when nothing was answered."""

    day: date
    channel: str
    language: str
    topic: str
    decision: str
    emergency: bool = False


class Counts(Protocol):
    """Aggregate counts."""

    def add(self, answered: Answered) -> None:
        """Count one reply."""

    def table(self, by: Iterable[str] = DIMENSIONS, minimum: int = SMALLEST_SHOWN) -> list[Row]:
        """Rows (values of the dimensions `by`, n), sorted by values; groups under `minimum` are left out.

        Raises ValueError for an unknown dimension or a minimum under SMALLEST_SHOWN.
        """


class MemoryCounts:
    """Counts of one process, for tests and trials."""

    def __init__(self):
        self._counter: Counter[Answered] = Counter()

    def add(self, answered: Answered) -> None:
        self._counter[answered] += 1

    def table(self, by: Iterable[str] = DIMENSIONS, minimum: int = SMALLEST_SHOWN) -> list[Row]:
        names = _allowed(by, minimum)
        groups: Counter[tuple] = Counter()
        for answered, n in self._counter.items():
            groups[tuple(getattr(answered, name) for name in names)] += n
        return sorted((values, n) for values, n in groups.items() if n >= minimum)


class SqlCounts:
    """Counts in the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def add(self, answered: Answered) -> None:
        row = dict(zip(DIMENSIONS, astuple(answered), strict=True))
        statement = self._insert(answer_count).values(**row, n=1)
        more = statement.on_conflict_do_update(index_elements=DIMENSIONS, set_={"n": answer_count.c.n + 1})
        with transaction(self._engine) as connection:
            connection.execute(more)

    def table(self, by: Iterable[str] = DIMENSIONS, minimum: int = SMALLEST_SHOWN) -> list[Row]:
        columns = [answer_count.c[name] for name in _allowed(by, minimum)]
        total = func.sum(answer_count.c.n)
        query = select(*columns, total).group_by(*columns).having(total >= minimum)
        with reading(self._engine) as connection:
            return sorted((tuple(row[:-1]), int(row[-1])) for row in connection.execute(query))


def _allowed(by: Iterable[str], minimum: int) -> tuple[str, ...]:
    names = tuple(by)
    if not names or not set(names) <= set(DIMENSIONS):
        raise ValueError(f"counts are grouped by {', '.join(DIMENSIONS)}")
    if minimum < SMALLEST_SHOWN:
        raise ValueError(f"nothing under {SMALLEST_SHOWN} is shown")
    return names
