"""How the signals are weighed: one linear utility per item, learnt on rehearsal questions that other people wrote."""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.optimize import minimize

from matching.signals import EXAMPLE_SIGNALS, NAMES, Reading


@dataclass(frozen=True)
class Ranking:
    """Weights of the standardised signals; softmax of the weighted sum is the share of belief in each item."""

    weights: tuple[float, ...]

    def utilities(self, reading: Reading) -> np.ndarray:
        return standardised(reading.values) @ np.array(self.weights)

    def as_dict(self) -> dict:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A question written for learning: its reading and the positions of the right items (none when nothing may be answered)."""

    reading: Reading
    right: frozenset[int]


def standardised(values: np.ndarray) -> np.ndarray:
    """Each signal as z-score over the items of this query (design section 6: z-sum beats rank fusion)."""
    spread = values.std(axis=0)
    return (values - values.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0)


def without_examples(reading: Reading) -> Reading:
    """The same reading as if the items had no example questions."""
    values = reading.values.copy()
    values[:, EXAMPLE_SIGNALS] = 0.0
    return Reading(values, 0.0)  # nor is anything known of "none of ours"


def learn_ranking(rows: list[Rehearsed], penalty: float = 0.01) -> Ranking:
    """Conditional logit: maximises the softmax share of the right items. Weights are kept non-negative."""
    answerable = [row for row in rows if row.right]
    features = np.stack([standardised(row.reading.values) for row in answerable])
    right = np.zeros(features.shape[:2])
    for number, row in enumerate(answerable):
        right[number, list(row.right)] = 1.0

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        utilities = features @ weights
        share = np.exp(utilities - utilities.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        won = (share * right).sum(axis=1, keepdims=True) + 1e-12
        gradient = np.einsum("qi,qif->f", share - share * right / won, features) / len(features)
        return -np.log(won).mean() + penalty * weights @ weights, gradient + 2 * penalty * weights

    start = np.full(len(NAMES), 0.5)
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(NAMES))
    return Ranking(tuple(float(w) for w in solved.x))
