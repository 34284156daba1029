"""From utilities to probabilities that mean what they say: is the question ours at all, and if so, is this candidate right?

Two gates (design, section 6), each a logistic model over scale-free features, so that what is learnt in one city serves another.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from matching.ranking import Ranking, Rehearsed
from matching.signals import NAMES, Reading

CONSIDERED = 5
NEVER_SURE = 1e-6  # how near to 0 or 1 a probability may come
SHARPEST = 4.0
STRENGTHS = ("lexical", "nearest", "encoder_example", "encoder_text", "concepts", "translated", "encoder_group")


@dataclass(frozen=True)
class Logistic:
    """Weights and intercept of a logistic model."""

    weights: tuple[float, ...]
    intercept: float

    def probabilities(self, features: np.ndarray) -> np.ndarray:
        """(rows, features) -> (rows,)."""
        return 1 / (1 + np.exp(-(features @ np.array(self.weights) + self.intercept)))

    @classmethod
    def fit(cls, features: np.ndarray, labels: np.ndarray) -> "Logistic":
        scaler, model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)).fit(features, labels)
        weights = model.coef_[0] / scaler.scale_
        return cls(tuple(float(w) for w in weights), float(model.intercept_[0] - weights @ scaler.mean_))


@dataclass(frozen=True)
class Calibration:
    """`scope`: the question is ours. `right`: the candidate is right, given that it is. Candidates that share one certainty make each
    other doubtful, more than they are: `sharpness` puts that right, the higher the surer, and 1 leaves it."""

    scope: Logistic
    right: Logistic
    sharpness: float = 1.0

    def probabilities(self, reading: Reading, utilities: np.ndarray, top: np.ndarray) -> tuple[float, np.ndarray]:
        """(probability that the question is ours, array of probabilities that each candidate in `top` is right)."""
        ours = float(self.scope.probabilities(scope_features(reading)[None])[0])
        shared = _shared(self.right, reading, utilities, top)
        return ours, ours * expit(self.sharpness * logit(shared))


def scope_features(reading: Reading) -> np.ndarray:
    """Closeness to the written negatives, and how strongly the leading items answer.

    Nothing that depends on the length of the question or on how close the candidates are to each other: a short or an ambiguous
    question can be ours all the same.
    """
    count = len(reading.values)
    leading = np.partition(reading.values, range(max(0, count - CONSIDERED), count), axis=0)[-CONSIDERED:]
    together = leading[:, NAMES.index("classifier")].sum()
    limits = (reading.outside, reading.beyond, reading.limit)
    return np.array([*limits, together, *leading[-1, [NAMES.index(name) for name in STRENGTHS]]])


def candidate_features(reading: Reading, utilities: np.ndarray, top: np.ndarray) -> np.ndarray:
    """(candidates, features): belief and margin, the candidate's signals and the best ones."""
    rest = np.array([np.delete(utilities, position).max(initial=utilities.min()) for position in top])
    same_for_all = np.tile(reading.values.max(axis=0), (len(top), 1))
    margins = np.tanh(utilities[top] - rest)
    return np.column_stack([np.log(_shares(utilities)[top] + 1e-6), margins, reading.values[top], same_for_all])


def best_positions(utilities: np.ndarray, count: int = CONSIDERED) -> np.ndarray:
    """Positions of the highest utilities, best first; of equal ones the earlier."""
    least = np.partition(utilities, -count)[-count] if count < len(utilities) else -np.inf
    high = np.flatnonzero(utilities >= least)
    return high[np.argsort(-utilities[high], kind="stable")][:count]


def learn_calibration(rows: list[Rehearsed], ranking: Ranking) -> Calibration:
    """Fit both gates on rehearsal questions, answerable and not. Raises ValueError when one kind is missing."""
    utilities = [ranking.utilities(row.reading) for row in rows]
    scope = Logistic.fit(np.stack([scope_features(row.reading) for row in rows]), np.array([bool(row.right) for row in rows]))
    ours = [(row, u, best_positions(u)) for row, u in zip(rows, utilities) if row.right]
    features = np.vstack([candidate_features(row.reading, u, top) for row, u, top in ours])
    labels = np.array([position in row.right for row, _, top in ours for position in top])
    right = Logistic.fit(features, labels)
    return Calibration(scope, right, _sharpness([(_shared(right, row.reading, u, top)[0], top[0] in row.right) for row, u, top in ours]))


def _shared(gate: Logistic, reading: Reading, utilities: np.ndarray, top: np.ndarray) -> np.ndarray:
    """Array (candidates,): probabilities that add up to 1 at most, since one candidate is meant."""
    right = gate.probabilities(candidate_features(reading, utilities, top))
    return np.clip(right / max(1.0, right.sum()), NEVER_SURE, 1 - NEVER_SURE)


def _sharpness(first: list[tuple[float, bool]]) -> float:
    """The most likely one, by how often the first candidates with these probabilities were right."""
    odds, right = logit([probability for probability, _ in first]), np.array([is_right for _, is_right in first])
    signed = np.where(right, odds, -odds)
    solved = minimize_scalar(lambda tried: np.logaddexp(0, -tried * signed).mean(), bounds=(1.0, SHARPEST), method="bounded")
    return float(solved.x)


def _shares(utilities: np.ndarray) -> np.ndarray:
    share = np.exp(utilities - utilities.max())
    return share / share.sum()
