"""The one interface to matching: fitted on items, it gives candidates with probabilities and a decision."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.calibration import best_positions
from matching.context import Context, ContextWeights, Heard, context_features
from matching.items import Candidate, Match
from matching.signals import Signals
from matching.stories import Reader, read_message
from matching.weights import Weights

SHOWN = 3
SURE_IN_TALK, SURE_BY_ITSELF = 0.65, 0.8  # of rehearsed messages torn between the two, one of both was right in all but a few


@dataclass(frozen=True)
class Thresholds:
    """`answer`: probability from which the first candidate is given. `ours`: probability of being ours from which some are offered."""

    answer: float = 0.45
    ours: float = 0.5
    shown: float = 0.01


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is believed of a text before anything is decided: the probability that it is ours, and candidates, best first."""

    ours: float
    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> float:
        """Probability of the first candidate, 0 without any."""
        return self.candidates[0].probability if self.candidates else 0.0

    def decided(self, limits: Thresholds) -> Match:
        """What to do with it."""
        if not self.candidates:
            return Match("none")
        shown = tuple(c for c in self.candidates[:SHOWN] if c.probability >= min(limits.shown, self.best))
        if self.best >= limits.answer:
            return Match("answer", shown)
        return Match("ask" if self.ours >= limits.ours else "none", shown)


class Matcher:
    """Ranks items for a text. `weights` may have been learnt on other items; without `context` what was said before does not count.

    `thresholds` may be asked anew for each text, so that a change holds at once.
    """

    def __init__(
        self,
        signals: Signals,
        weights: Weights,
        thresholds: Thresholds | Callable[[], Thresholds] = Thresholds(),
        context: ContextWeights | None = None,
        reader: Reader = read_message,
    ):
        self._signals, self._weights, self._context, self._reader = signals, weights, context, reader
        self._limits = thresholds if callable(thresholds) else lambda: thresholds
        self._places = {id: place for place, id in enumerate(signals.ids)}

    @property
    def ids(self) -> list[str]:
        return self._signals.ids

    def match(self, text: str, language: str) -> Match:
        """Candidates, best first, and what to do with them; `none` when the text shares nothing with any item."""
        return self.weighed(text, language).decided(self._limits())

    def weighed(self, text: str, language: str) -> Weighed:
        """The same before anything is decided; without candidates when the text shares nothing with any item."""
        if not self._signals.ids:
            return Weighed(0.0)
        reading = self._reader(self._signals, text, language)
        if not reading.values.any():
            return Weighed(0.0)
        regime = self._weights.regime(self._signals, language)
        utilities = regime.ranking.utilities(reading)
        top = best_positions(utilities)
        ours, probabilities = regime.calibration.probabilities(reading, utilities, top)
        ranked = sorted(zip(probabilities, top), key=lambda pair: -pair[0])
        return Weighed(ours, tuple(Candidate(self._signals.ids[position], float(p)) for p, position in ranked))

    def match_after(self, context: Context, text: str, language: str) -> Match:
        """The same for a message of a talk about `context.last`; as if nothing had been said when that is no item (any more).

        When the talk is not sure of one item and the message by itself is sure of another, both are offered.
        """
        in_talk = self.weighed_after(context, text, language)
        decided = in_talk.decided(self._limits())
        if decided.decision != "answer" or in_talk.best >= SURE_IN_TALK:
            return decided
        alone = self.weighed(text, language)
        if alone.best < SURE_BY_ITSELF or alone.candidates[0].id == decided.candidates[0].id:
            return decided
        return Match("ask", (alone.candidates[0], decided.candidates[0]))

    def weighed_after(self, context: Context, text: str, language: str) -> Weighed:
        """The same before anything is decided."""
        if self._context is None or context.last not in self._places:
            return self.weighed(text, language)
        ours, shares = self._context.shares(self.hear(context, text, language, self.leans(text)))
        return Weighed(ours, tuple(Candidate(self._signals.ids[place], float(shares[place])) for place in best_positions(shares)))

    def leans(self, text: str) -> float:
        """Log-odds that a message leans on what was said before it; 0 when that cannot be told."""
        return self._context.leaning.of(self._signals.vector(text)) if self._context else 0.0

    def hear(self, context: Context, text: str, language: str, leans: float) -> np.ndarray:
        """What `ContextWeights` weigh, from two readings: the message alone, and after the title of what was talked about."""
        alone, joined = self._heard(text, language), self._heard(f"{context.title}. {text}", language)
        return context_features(self._places, context, text, language, alone, joined, leans)

    def _heard(self, text: str, language: str) -> Heard:
        reading = self._reader(self._signals, text, language)
        regime = self._weights.regime(self._signals, language)
        utilities, sure = regime.ranking.utilities(reading), np.zeros(len(self._places))
        top = best_positions(utilities)
        ours, sure[top] = regime.calibration.probabilities(reading, utilities, top)
        return Heard(utilities, ours, sure)
