"""The figures of some closed months together: sums of what each month shows, and shares made of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.insights.closing import TABLES
from bot.steps import Bar
from bot.storage.published import Figure, Published


@dataclass(frozen=True, slots=True)
class Period:
    """`tables`: name -> its keys with at least how often each was counted; None for less than five in every month."""

    months: tuple[date, ...]  # the closed ones from the first to the last, oldest first
    figures: tuple[Figure, ...]
    tables: dict[str, tuple[Bar, ...]]

    @property
    def total(self) -> int | None:
        return next((bar.n for bar in self.tables["total"]), None)

    @property
    def unanswered(self) -> float | None:
        """The share of questions, 0 to 1, that nothing was known for; None when too little is shown."""
        found = self._by_key("decisions")
        return _share(found.get("none"), [found.get(key) for key in ("answer", "ask", "none")])

    @property
    def helpful(self) -> float | None:
        """The share of ratings, 0 to 1, that said yes."""
        found = self._by_key("helpful")
        return _share(found.get("yes"), list(found.values()))

    def most(self, table: str, number: int) -> tuple[Bar, ...]:
        """The keys counted most."""
        return tuple(sorted((bar for bar in self.tables[table] if bar.n), key=lambda bar: (-bar.n, bar.key))[:number])

    def _by_key(self, table: str) -> dict[str, int | None]:
        return {bar.key: bar.n for bar in self.tables[table]}


def period_of(published: Published, first: date, last: date) -> Period:
    """What may be shown of the closed months `first` to `last`."""
    figures = published.figures(first, last)
    closed = tuple(sorted(month for month in published.months() if first <= month <= last))
    return Period(closed, tuple(figures), {name: _summed([one for one in figures if one.table == name]) for name in TABLES})


def _summed(figures: Sequence[Figure]) -> tuple[Bar, ...]:
    sums: dict[str, int] = defaultdict(int)
    for one in figures:
        sums[one.key] += one.least
    return tuple(Bar(key, n or None) for key, n in sums.items())


def _share(part: int | None, whole: Sequence[int | None]) -> float | None:
    """From steps of five, so only about right; nothing of it is known that the steps do not tell."""
    total = sum(n or 0 for n in whole)
    return (part or 0) / total if total else None
