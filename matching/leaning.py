"""Whether a message leans on what was said before ("and how much is that?") or stands by itself.

A logistic model over the vector of the message: what was learnt in one language holds in all that the encoder knows.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

STRENGTH = 0.3  # inverse of the regularisation
FOLDS = 5
LEANS = 0.5  # log-odds from which a message is taken to lean: in the lessons, 63 % of those that do and 6 % of the others
DIGITS = 4  # of a weight in the file: more says nothing


@dataclass(frozen=True)
class Leaning:
    """What was learnt. The vectors must be of the encoder that it was learnt with; of any other length they say nothing."""

    weights: tuple[float, ...] = ()
    intercept: float = 0.0

    def of(self, vector: np.ndarray | None) -> float:
        """Log-odds that the message leans; 0 when nothing can be said."""
        if vector is None or len(vector) != len(self.weights):
            return 0.0
        return float(vector @ np.array(self.weights) + self.intercept)


@dataclass(frozen=True, slots=True)
class LeaningLesson:
    """The vector of a message, whether it leans, and its weight."""

    vector: np.ndarray
    leans: bool
    weight: float = 1.0


def learn_leaning(lessons: list[LeaningLesson]) -> tuple[Leaning, np.ndarray]:
    """The model, and for each lesson what a model says that has not seen it: whoever learns from both must not trust its own lessons."""
    vectors, leans, weights = (np.array(column) for column in zip(*((one.vector, one.leans, one.weight) for one in lessons)))
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000)
    unseen = cross_val_predict(model, vectors, leans, cv=FOLDS, method="decision_function", params={"sample_weight": weights})
    model.fit(vectors, leans, sample_weight=weights)
    learnt = Leaning(tuple(round(float(w), DIGITS) for w in model.coef_[0]), round(float(model.intercept_[0]), DIGITS))
    return learnt, unseen
