"""What the radar may show: counts in steps of five, nothing under five, and nothing from which such a count could be subtracted.

Only whole weeks are counted, so that a figure never grows by the one thing that somebody told today; the weeks cannot be chosen, so
that no two pages differ by one of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rumours.radar import Radar, Sighting, week_of
from rumours.rumour import CATEGORIES

LEAST = 5
WEEKS = 12
MOST_CARDS = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A count in steps of five: `n` is 5 for 5 to 9, 10 for 10 to 14; None under five, or when nothing may be said."""

    key: str
    n: int | None


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
    total = _step(sum(n for _, n in found))
    if total is None or not is_safe(total, tables):
        return HeardReport(first, last, None, *(tuple(Bar(bar.key, None) for bar in table) for table in tables), cards=())
    return HeardReport(first, last, total, *tables, cards=_cards(found))


def shown(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    return tuple(Bar(key, _step(n)) for key, n in counts.items())


def is_safe(total: int, tables: Iterable[tuple[Bar, ...]]) -> bool:
    """Whether every count under five could be two numbers or more, given all that is shown: tables of one whole, and its sum.

    It looks at nothing that is not shown, so that its answer tells nothing either.
    """
    spans = [_span(table) for table in tables]
    least = max(total, *(low for low, _ in spans))
    most = min(total + LEAST - 1, *(high for _, high in spans))
    small = ((low, high) for table, (low, high) in zip(tables, spans) if any(bar.n is None for bar in table))
    return all(min(LEAST - 1, most - low) > max(0, least - (high - (LEAST - 1))) for low, high in small)


def _step(n: int) -> int | None:
    return n // LEAST * LEAST or None


def _span(table: Iterable[Bar]) -> tuple[int, int]:
    """The least and the most that a table can add up to."""
    lows = [bar.n or 0 for bar in table]
    return sum(lows), sum(lows) + (LEAST - 1) * len(lows)


def _counted(found: Iterable[tuple[Sighting, int]], key: Callable[[Sighting], str], keys: Iterable[str]) -> dict[str, int]:
    counts = Counter(dict.fromkeys(keys, 0))
    for heard, n in found:
        counts[key(heard)] += n
    return dict(counts)


def _cards(found: list[tuple[Sighting, int]]) -> tuple[Bar, ...]:
    """The cards heard most; the others are not listed, so that nobody knows how many they are."""
    bars = shown(_counted(((heard, n) for heard, n in found if heard.rumour), lambda heard: heard.rumour, ()))
    return tuple(sorted((bar for bar in bars if bar.n), key=lambda bar: (-bar.n, bar.key))[:MOST_CARDS])
