"""What the radar may show: counts in steps of five, nothing under five, and nothing from which such a count could be subtracted.

Only whole weeks are counted, so that a figure never grows by the one thing that somebody told today; the weeks cannot be chosen, so
that no two pages differ by one of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.steps import Bar, is_safe, shown, step
from rumours.radar import Radar, Sighting, week_of
from rumours.rumour import CATEGORIES

WEEKS = 12
MOST_CARDS = 10


@dataclass(frozen=True, slots=True)
class HeardReport:
    """`total` is None when nothing may be shown. Keys: the Monday, the district's id, the category (empty: no card), the card's id."""

    first: date
    last: date  # the Monday of the last week
    total: int | None
    weeks: tuple[Bar, ...]
    districts: tuple[Bar, ...]
    categories: tuple[Bar, ...]
    cards: tuple[Bar, ...]


def heard_report(radar: Radar, city: str, today: date, districts: Iterable[str]) -> HeardReport:
    """The last twelve whole weeks of a city; `districts` are listed although nothing was heard there."""
    last = week_of(today) - timedelta(weeks=1)
    first = last - timedelta(weeks=WEEKS - 1)
    found = radar.sightings(city, first, last)
    mondays = [(first + timedelta(weeks=n)).isoformat() for n in range(WEEKS)]
    tables = (
        shown(_counted(found, lambda heard: heard.week.isoformat(), mondays)),
        shown(_counted(found, lambda heard: heard.district, (*districts, ""))),
        shown(_counted(found, lambda heard: heard.category, (*CATEGORIES, ""))),
    )
    total = step(sum(n for _, n in found))
    if total is None or not is_safe(total, tables):
        return HeardReport(first, last, None, *(tuple(Bar(bar.key, None) for bar in table) for table in tables), cards=())
    return HeardReport(first, last, total, *tables, cards=_cards(found))


def _counted(found: Iterable[tuple[Sighting, int]], key: Callable[[Sighting], str], keys: Iterable[str]) -> dict[str, int]:
    counts = Counter(dict.fromkeys(keys, 0))
    for heard, n in found:
        counts[key(heard)] += n
    return dict(counts)


def _cards(found: list[tuple[Sighting, int]]) -> tuple[Bar, ...]:
    """The cards heard most; the others are not listed, so that nobody knows how many they are."""
    bars = shown(_counted(((heard, n) for heard, n in found if heard.rumour), lambda heard: heard.rumour, ()))
    return tuple(sorted((bar for bar in bars if bar.n), key=lambda bar: (-bar.n, bar.key))[:MOST_CARDS])
