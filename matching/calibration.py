"""From utilities to probabilities that mean what they say: is the question ours at all, and if so, is this candidate right?

Two gates (design, section 6), each a logistic model over scale-free features, so that what is learnt in one city serves another.
"""

from dataclasses import asdict, dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from matching.ranking import Ranking, Rehearsed
from matching.signals import NAMES, Reading

CONSIDERED = 5
STRENGTHS = ("lexical", "nearest", "encoder_example", "encoder_text", "concepts", "translated")


@dataclass(frozen=True)
class Logistic:
    """Weights and intercept of a logistic model."""

    weights: tuple[float, ...]
    intercept: float

    def probabilities(self, features: np.ndarray) -> np.ndarray:
        """(rows, features) -> (rows,)."""
        return 1 / (1 + np.exp(-(features @ np.array(self.weights) + self.intercept)))

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def fit(cls, features: np.ndarray, labels: np.ndarray) -> "Logistic":
        scaler, model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)).fit(features, labels)
        weights = model.coef_[0] / scaler.scale_
        return cls(tuple(float(w) for w in weights), float(model.intercept_[0] - weights @ scaler.mean_))


@dataclass(frozen=True)
class Calibration:
    """`scope`: the question is ours. `right`: the candidate is right, given that it is."""

    scope: Logistic
    right: Logistic

    def probabilities(self, reading: Reading, utilities: np.ndarray, top: np.ndarray) -> tuple[float, np.ndarray]:
        """(probability that the question is ours, array of probabilities that each candidate in `top` is right)."""
        ours = float(self.scope.probabilities(scope_features(reading)[None])[0])
        right = self.right.probabilities(candidate_features(reading, utilities, top))
        return ours, ours * right / max(1.0, right.sum())


def scope_features(reading: Reading) -> np.ndarray:
    """Closeness to the written negatives, and how strongly the leading items answer.

    Nothing that depends on the length of the question or on how close the candidates are to each other: a short or an ambiguous
    question can be ours all the same.
    """
    count = len(reading.values)
    leading = np.partition(reading.values, range(max(0, count - CONSIDERED), count), axis=0)[-CONSIDERED:]
    together = leading[:, NAMES.index("classifier")].sum()
    return np.array([reading.outside, together, *leading[-1, [NAMES.index(name) for name in STRENGTHS]]])


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
    return Calibration(scope, Logistic.fit(features, labels))


def _shares(utilities: np.ndarray) -> np.ndarray:
    share = np.exp(utilities - utilities.max())
    return share / share.sum()
