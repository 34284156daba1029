"""The one interface to matching: fitted on items, it gives candidates with probabilities and a decision."""

from dataclasses import dataclass

from matching.calibration import best_positions
from matching.items import Candidate, Match
from matching.signals import Signals
from matching.weights import Weights

SHOWN = 3


@dataclass(frozen=True)
class Thresholds:
    """`answer`: probability from which the first candidate is given. `ours`: probability of being ours from which some are offered."""

    answer: float = 0.52
    ours: float = 0.5
    shown: float = 0.03


class Matcher:
    """Ranks items for a text. `weights` may have been learnt on other items."""

    def __init__(self, signals: Signals, weights: Weights, thresholds: Thresholds = Thresholds()):
        self._signals, self._weights, self._thresholds = signals, weights, thresholds

    def match(self, text: str, language: str) -> Match:
        """Candidates, best first, and what to do with them; `none` when the text shares nothing with any item."""
        if not self._signals.ids:
            return Match("none")
        reading = self._signals.read(text, language)
        if not reading.values.any():
            return Match("none")
        regime = self._weights.regime(self._signals, language)
        utilities = regime.ranking.utilities(reading)
        top = best_positions(utilities)
        ours, probabilities = regime.calibration.probabilities(reading, utilities, top)
        ranked = sorted(zip(probabilities, top), key=lambda pair: -pair[0])
        return self._decide(ours, [Candidate(self._signals.ids[position], float(p)) for p, position in ranked])

    def _decide(self, ours: float, candidates: list[Candidate]) -> Match:
        limits, best = self._thresholds, candidates[0].probability
        shown = tuple(c for c in candidates[:SHOWN] if c.probability >= min(limits.shown, best))
        if best >= limits.answer:
            return Match("answer", shown)
        return Match("ask" if ours >= limits.ours else "none", shown)
