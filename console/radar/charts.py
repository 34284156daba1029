"""Bars as a drawing: plain geometry, so that the template only writes it down. One colour; what is not shown has no bar but words."""

from collections.abc import Sequence
from dataclasses import dataclass

from rumours.counts_shown import LEAST, Bar

LINE, THICK = 30, 18  # height of a line and of its bar
NAME, FIELD, WORDS = 165, 145, 90  # widths of the name, of the longest bar and of what stands behind it


@dataclass(frozen=True, slots=True)
class DrawnBar:
    y: int
    width: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`start` is where the bars begin; names end before it."""

    width: int
    height: int
    start: int
    bars: tuple[DrawnBar, ...]


def chart(bars: Sequence[Bar], names: Sequence[str], few: str) -> Chart:
    """`names` as long as `bars`; `few` says that a count is under five."""
    longest = max((bar.n or 0 for bar in bars), default=0)
    drawn = (
        DrawnBar(number * LINE, round(FIELD * (bar.n or 0) / longest) if longest else 0, name, span(bar.n) or few)
        for number, (bar, name) in enumerate(zip(bars, names, strict=True))
    )
    return Chart(NAME + FIELD + WORDS, LINE * len(bars), NAME, tuple(drawn))


def span(n: int | None) -> str:
    """The numbers that a step stands for; empty for none."""
    return f"{n}\u2013{n + LEAST - 1}" if n else ""
