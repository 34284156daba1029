"""What is matched and what comes back: items with texts per language in, candidates with probabilities out."""

from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["answer", "ask", "none"]


@dataclass(frozen=True, slots=True)
class ItemText:
    """One item's words in one language; `examples` are ways people ask for it (may be empty)."""

    title: str
    body: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    texts: dict[str, ItemText]


@dataclass(frozen=True, slots=True)
class Negative:
    """A question that no item answers, written to teach the limits of the subject."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    probability: float


@dataclass(frozen=True, slots=True)
class Match:
    """`answer`: give the first candidate. `ask`: offer the candidates (at most 3). `none`: nothing fits."""

    decision: Verdict
    candidates: tuple[Candidate, ...] = field(default=())
