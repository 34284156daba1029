"""Which item's examples a question resembles as a group, by meaning: one linear map over the vectors of all languages together.

The nearest example (`matching.meaning`) may be one odd sentence; the map weighs what tells the items apart. It knows no language, so
an item is found as well in one that it has no text of. Ridge regression in which every item weighs the same, as in `matching.examples`,
but solved over the dimensions of the vectors instead of over the examples: a changed item takes milliseconds.
"""

from collections.abc import Mapping, Sequence
from copy import copy

import numpy as np
from scipy.linalg import solve

from matching.encoder import Encoder
from matching.meaning import MeaningIndex

RIDGE = 0.03  # of the mean weight of a dimension


class MeaningGroups:
    """From the `examples` of the items and from `limits`, questions that nothing answers, all of one item."""

    def __init__(self, examples: MeaningIndex, limits: MeaningIndex, items: int, encoder: Encoder):
        self._encoder = encoder
        self._count = np.bincount(examples.owners, minlength=items)
        width = examples.dimensions + 1
        self._sums = np.zeros((items, width))
        self._each = np.zeros((width, width))  # of all, every item weighing the same
        self._ours = np.zeros((width, width))
        for owners, vectors in examples.portions():
            self._learn(owners, _with_constant(vectors))
        self._take(limits)
        self._solve()

    def changed(
        self, before: np.ndarray, gone: Sequence[Sequence[str]], fresh: Mapping[int, Sequence[str]], limits: MeaningIndex
    ) -> "MeaningGroups":
        """The same for items that stood at the positions `before`: without the examples that are `gone`, item by item, with `fresh` ones,
        by position, and with these limits."""
        newer = copy(self)
        newer._count, newer._sums = self._count[before], self._sums[before]
        for texts in filter(None, gone):
            newer._add(self._vectors(texts), -1)
        for position, texts in fresh.items():
            vectors = self._vectors(texts)
            newer._count[position], newer._sums[position] = len(texts), vectors.sum(axis=0) if len(texts) else 0.0
            newer._add(vectors, 1)
        if limits is not self._known_limits:
            newer._take(limits)
        newer._solve()
        return newer

    def scores(self, vector: np.ndarray) -> tuple[np.ndarray, float]:
        """Array (items,) for the unit vector of a question, and how far outside it is: below 0 it is more like ours."""
        found = np.zeros(len(self._count))
        if self._known.size == 0 or not vector.any():
            return found, 0.0
        constant = np.append(vector, np.float32(1.0))  # in doubles the whole map would be made double first
        found[self._known] = constant @ self._map
        return found, float(constant @ self._scope)

    def _learn(self, owners: np.ndarray, vectors: np.ndarray) -> None:
        np.add.at(self._sums, owners, vectors)
        self._each += _products(vectors, 1 / self._count[owners])
        self._ours += _products(vectors)

    def _take(self, limits: MeaningIndex) -> None:
        vectors = _with_constant(np.vstack([vectors for _, vectors in limits.portions()]))
        self._known_limits, self._limits = limits, len(vectors)
        if len(vectors):
            self._limit_mean, self._limit_products = vectors.mean(axis=0), _products(vectors) / len(vectors)

    def _add(self, vectors: np.ndarray, sign: int) -> None:
        if len(vectors):
            products = sign * _products(vectors)
            self._each, self._ours = self._each + products / len(vectors), self._ours + products

    def _solve(self) -> None:
        self._known = np.flatnonzero(self._count)
        if self._known.size:
            means = self._sums[self._known] / self._count[self._known, None]
            wanted = self._each + self._limit_products if self._limits else self._each
            self._map = _ridge(wanted, means.T).astype(np.float32)  # read whole for each question
            self._scope = self._solve_scope(int(self._count.sum()))

    def _solve_scope(self, ours: int) -> np.ndarray:
        """Coefficients of "none of ours"; nothing without examples of it."""
        mean = self._sums.sum(axis=0) / ours
        return _ridge(self._ours / ours + self._limit_products, self._limit_mean - mean) if self._limits else np.zeros_like(mean)

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        return _with_constant(self._encoder.encode_content(list(texts)))


def _with_constant(vectors: np.ndarray) -> np.ndarray:
    """One more dimension, the same for all."""
    return np.column_stack([vectors, np.ones(len(vectors), np.float32)])


def _products(vectors: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Array (dimensions, dimensions)."""
    weighed = vectors if weights is None else vectors * weights[:, None].astype(np.float32)
    return (weighed.T @ vectors).astype(float)


def _ridge(products: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    ridge = RIDGE * np.trace(products) / len(products)
    return solve(products + ridge * np.eye(len(products)), wanted, assume_a="pos", check_finite=False)
