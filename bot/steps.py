"""Counts as they may be shown: in steps of five, nothing under five, and nothing from which such a count could be subtracted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A count in steps of five: `n` is 5 for 5 to 9, 10 for 10 to 14; None under five, or when nothing may be said."""

    key: str
    n: int | None


def step(n: int) -> int | None:
    """The step that a count stands on; None under the first one."""
    return n // LEAST * LEAST or None


def shown(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    return tuple(Bar(key, step(n)) for key, n in counts.items())


def span(n: int | None) -> str:
    """The numbers that a step stands for; empty for none."""
    return f"{n}\u2013{n + LEAST - 1}" if n else ""


def is_safe(total: int, tables: Iterable[tuple[Bar, ...]]) -> bool:
    """Whether every count under five could be two numbers or more, given all that is shown: tables of one whole, and its sum.

    It looks at nothing that is not shown, so that its answer tells nothing either.
    """
    tables = list(tables)
    spans = [_span(table) for table in tables]
    least = max(total, *(low for low, _ in spans))
    most = min(total + LEAST - 1, *(high for _, high in spans))
    small = ((low, high) for table, (low, high) in zip(tables, spans) if any(bar.n is None for bar in table))
    return all(min(LEAST - 1, most - low) > max(0, least - (high - (LEAST - 1))) for low, high in small)


def _span(table: Iterable[Bar]) -> tuple[int, int]:
    """The least and the most that a table can add up to."""
    lows = [bar.n or 0 for bar in table]
    return sum(lows), sum(lows) + (LEAST - 1) * len(lows)
