"""Months that were closed: their figures as anybody may see them, written once and never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from bot.storage.tables import published_figure

CLOSED = "closed"  # the table whose one row says that the month is closed


@dataclass(frozen=True, slots=True)
class Figure:
    """In the month, `key` of `table` was counted at least `least` times and at most four times more; 0 means 0 to 4."""

    month: date
    table: str
    key: str
    least: int


class Published(Protocol):
    def months(self) -> list[date]:
        """The closed months, the newest first."""

    def close(self, month: date, figures: Iterable[Figure]) -> bool:
        """Keep the figures of a month; False, and nothing is changed, when another process closed it before."""

    def figures(self, first: date, last: date) -> list[Figure]:
        """Those of the months `first` to `last`, by month, table and key."""


class MemoryPublished:
    """Of one process, for tests and trials."""

    def __init__(self):
        self._months: dict[date, list[Figure]] = {}

    def months(self) -> list[date]:
        return sorted(self._months, reverse=True)

    def close(self, month: date, figures: Iterable[Figure]) -> bool:
        if month in self._months:
            return False
        self._months[month] = sorted(figures, key=_order)
        return True

    def figures(self, first: date, last: date) -> list[Figure]:
        return [figure for month in sorted(self._months) if first <= month <= last for figure in self._months[month]]


class SqlPublished:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def months(self) -> list[date]:
        column = published_figure.c
        with reading(self._engine) as connection:
            return list(connection.execute(select(column.month).where(column.table == CLOSED).order_by(column.month.desc())).scalars())

    def close(self, month: date, figures: Iterable[Figure]) -> bool:
        rows = [{"month": month, "table": one.table, "key": one.key, "least": one.least} for one in figures]
        first = self._insert(published_figure).values(month=month, table=CLOSED, key="", least=0).on_conflict_do_nothing()
        first = first.returning(published_figure.c.month)
        with transaction(self._engine) as connection:
            if connection.execute(first).first() is None:
                return False
            if rows:
                connection.execute(insert(published_figure), rows)
        return True

    def figures(self, first: date, last: date) -> list[Figure]:
        column = published_figure.c
        which = column.month.between(first, last) & (column.table != CLOSED)
        with reading(self._engine) as connection:
            found = [Figure(*row) for row in connection.execute(select(column.month, column.table, column.key, column.least).where(which))]
        return sorted(found, key=_order)  # here, so that every database sorts alike


def _order(figure: Figure) -> tuple:
    return figure.month, figure.table, figure.key
