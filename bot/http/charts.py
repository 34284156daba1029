"""Bars as a drawing: plain geometry, so that a template only writes it down. One colour; what is not shown has no bar but words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.steps import Bar, span

LINE, THICK = 30, 18  # height of a line and of its bar
NAME, FIELD, WORDS = 165, 145, 90  # widths of the name, of the longest bar and of what stands behind it
LONGEST_NAME = 17  # letters that fit before a bar; the table has the whole name


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


def chart(bars: Sequence[Bar], names: Sequence[str], few: str, words: Sequence[str] | None = None) -> Chart:
    """`names` and `words` (what stands behind a bar; its span when not given) as long as `bars`; `few` says that a count is under five."""
    longest = max((bar.n or 0 for bar in bars), default=0)
    behind = words or [span(bar.n) or few for bar in bars]
    drawn = (
        DrawnBar(number * LINE, round(FIELD * (bar.n or 0) / longest) if longest else 0, _short(name), said)
        for number, (bar, name, said) in enumerate(zip(bars, names, behind, strict=True))
    )
    return Chart(NAME + FIELD + WORDS, LINE * len(bars), NAME, tuple(drawn))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}\u2026"
