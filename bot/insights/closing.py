"""A month is closed when it is over: its figures are made once, as they may be shown, and kept.

Only these are ever shown. A longer time is the sum of its months, so no choice of months tells more than the months themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.privacy_log import log
from bot.steps import Bar, is_safe, shown, step
from bot.storage.counts import Counts
from bot.storage.published import Figure, Published
from bot.storage.tallies import Tallies

ZONE = ZoneInfo("Europe/Madrid")
WHOLES = ("channels", "languages", "decisions", "hours")  # tables that add up to the total
CLOSED_LISTS = (*WHOLES, "districts", "dangers", "helpful")  # every key is listed, also when it was counted less than five times
TABLES = ("total", *CLOSED_LISTS, "topics", "sections", "helped", "not_helped")
DECISIONS = ("answer", "ask", "none", "")  # the last: it was no question
HOURS = tuple(f"{hour:02}" for hour in range(24))


@dataclass(frozen=True, slots=True)
class Lists:
    """The keys of the tables that list all of them."""

    channels: tuple[str, ...]
    languages: tuple[str, ...]
    districts: tuple[str, ...]
    dangers: tuple[str, ...]


@dataclass(frozen=True)
class Closing:
    """Closes months. `lists` is asked for when one is closed."""

    counts: Counts
    tallies: Tallies
    published: Published
    lists: Callable[[], Lists]
    today: Callable[[], date] = lambda: datetime.now(ZONE).date()

    def close(self) -> int:
        """Every month that is over and was not closed yet; how many there were."""
        first = self.counts.first_day()
        known = set(self.published.months())
        over = [month for month in months(first, last_day_before(self.today())) if month not in known] if first else []
        return sum(self._close(month) for month in over)

    def _close(self, month: date) -> bool:
        figures = figures_of(month, self.counts, self.tallies, self.lists())
        done = self.published.close(month, figures)
        if done:
            log("month_closed", figures=len(figures))
        return done


def figures_of(month: date, counts: Counts, tallies: Tallies, lists: Lists) -> list[Figure]:
    """All that may be shown of a month; nothing when it is too little, or when a small count could be worked out."""
    days = month, last_day_of(month)
    by = {name: _keyed(counts.table([name], days=days)) for name in ("channel", "language", "decision", "topic")}
    hours, total = tallies.of_month(month, "hour"), step(counts.total(days))
    wholes = {
        "channels": _listed(lists.channels, by["channel"]),
        "languages": _listed(lists.languages, by["language"]),
        "decisions": _listed(DECISIONS, by["decision"]),
        "hours": _listed(HOURS, hours),
    }
    if total is None or not is_safe(total, wholes.values()):
        return []
    helped = {"yes" if helpful else "no": n for helpful, n in tallies.helped(*days).items()}
    tables = {
        "total": (Bar("", total),),
        **wholes,
        "districts": _listed(lists.districts, tallies.of_month(month, "district")),
        "dangers": _listed(lists.dangers, tallies.of_month(month, "danger")),
        "helpful": _listed(("yes", "no"), helped),
        "topics": shown({topic: n for topic, n in by["topic"].items() if topic}),
        "sections": shown(tallies.of_month(month, "section")),
        **_rated(tallies, days),
    }
    return [Figure(month, name, bar.key, bar.n or 0) for name, bars in tables.items() for bar in bars]


def _rated(tallies: Tallies, days: tuple[date, date]) -> dict[str, tuple[Bar, ...]]:
    """Topics whose answers helped, and did not, at least five times."""
    found = tallies.ratings(*days)
    return {name: shown({t: n for (t, said), n in found.items() if said is yes}) for name, yes in (("helped", True), ("not_helped", False))}


def _keyed(rows: Iterable[tuple[tuple, int]]) -> dict[str, int]:
    return {str(values[0]): n for values, n in rows}


def _listed(keys: Iterable[str], counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Every key, also one that nobody expected; what was counted less than five times is not there, or is 0."""
    return shown({key: counts.get(key, 0) for key in (*keys, *(key for key in counts if key not in keys))})


def month_of(day: date) -> date:
    """Its first day."""
    return day.replace(day=1)


def last_day_of(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def last_day_before(day: date) -> date:
    """The last day of the month before."""
    return month_of(day) - timedelta(days=1)


def next_month(month: date) -> date:
    return month_of(month_of(month) + timedelta(days=31))


def months(first: date, last: date) -> list[date]:
    """The months of the days `first` to `last`, each by its first day."""
    found, month = [], month_of(first)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found
