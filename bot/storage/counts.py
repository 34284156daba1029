"""How often was what answered: aggregate counts for insights, written after each reply. No text, no conversation, no person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.steps import LEAST
from bot.storage.database import reading, transaction
from bot.storage.tables import answer_count

SMALLEST_SHOWN = LEAST  # a smaller group could point at a person
DIMENSIONS = ("day", "channel", "language", "topic", "decision", "emergency")

Row = tuple[tuple[date | str | bool, ...], int]


@dataclass(frozen=True, slots=True)
class Answered:
    """What is counted about one reply; `topic` is empty when nothing was answered, `decision` when nothing was asked."""

    day: date
    channel: str
    language: str
    topic: str
    decision: str
    emergency: bool = False


Days = tuple[date, date]
EVER: Days = (date.min, date.max)


class Counts(Protocol):
    """Aggregate counts."""

    def add(self, answered: Answered) -> None:
        """Count one reply."""

    def first_day(self) -> date | None:
        """The day of the oldest count; None when nothing was counted."""

    def total(self, days: Days) -> int:
        """How many there are from the first to the last of `days`; 0 for fewer than five."""

    def table(self, by: Iterable[str] = DIMENSIONS, minimum: int = SMALLEST_SHOWN, days: Days = EVER) -> list[Row]:
        """Rows (values of the dimensions `by`, n) of the first to the last of `days`, sorted by values; groups under `minimum` are left out.

        Raises ValueError for an unknown dimension or a minimum under SMALLEST_SHOWN.
        """


class MemoryCounts:
    """Counts of one process, for tests and trials."""

    def __init__(self):
        self._counter: Counter[Answered] = Counter()

    def add(self, answered: Answered) -> None:
        self._counter[answered] += 1

    def first_day(self) -> date | None:
        return min((answered.day for answered in self._counter), default=None)

    def total(self, days: Days) -> int:
        return _enough(sum(n for answered, n in self._counter.items() if days[0] <= answered.day <= days[1]))

    def table(self, by: Iterable[str] = DIMENSIONS, minimum: int = SMALLEST_SHOWN, days: Days = EVER) -> list[Row]:
        names = _allowed(by, minimum)
        groups: Counter[tuple] = Counter()
        for answered, n in self._counter.items():
            if days[0] <= answered.day <= days[1]:
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

    def first_day(self) -> date | None:
        with reading(self._engine) as connection:
            return connection.execute(select(func.min(answer_count.c.day))).scalar_one()

    def total(self, days: Days) -> int:
        query = select(func.coalesce(func.sum(answer_count.c.n), 0)).where(answer_count.c.day.between(*days))
        with reading(self._engine) as connection:
            return _enough(int(connection.execute(query).scalar_one()))

    def table(self, by: Iterable[str] = DIMENSIONS, minimum: int = SMALLEST_SHOWN, days: Days = EVER) -> list[Row]:
        columns = [answer_count.c[name] for name in _allowed(by, minimum)]
        total = func.sum(answer_count.c.n)
        query = select(*columns, total).where(answer_count.c.day.between(*days)).group_by(*columns).having(total >= minimum)
        with reading(self._engine) as connection:
            return sorted((tuple(row[:-1]), int(row[-1])) for row in connection.execute(query))


def _enough(n: int) -> int:
    return n if n >= SMALLEST_SHOWN else 0


def _allowed(by: Iterable[str], minimum: int) -> tuple[str, ...]:
    names = tuple(by)
    if not names or not set(names) <= set(DIMENSIONS):
        raise ValueError(f"counts are grouped by {', '.join(DIMENSIONS)}")
    if minimum < SMALLEST_SHOWN:
        raise ValueError(f"nothing under {SMALLEST_SHOWN} is shown")
    return names
