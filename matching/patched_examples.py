"""A classifier over examples of which a few items have new ones: only their coefficients are solved, by conjugate gradients.

The other items keep theirs, so an edit costs milliseconds where solving all again costs the cube of the examples.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse

from matching.examples import ExampleClassifier, ridges
from matching.grouping import Groups
from matching.postings import Postings
from matching.terms import example_terms

CLOSE_ENOUGH, MOST_STEPS = 1e-3, 100  # of the conjugate gradients
TINY = 1e-20


class Rows(Protocol):
    def put(self, base: np.ndarray, own: np.ndarray) -> np.ndarray:
        """Scores of all items from those of the fitted ones and of the fresh ones."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is new: `examples` [(number of the fresh item, text)] of so many fresh `items`."""

    examples: list[tuple[int, str]]
    items: int


class PatchedClassifier:
    """Reads like an ExampleClassifier. `gone`: (examples of the base,) which no longer hold; None when it is not solved."""

    def __init__(self, base: ExampleClassifier, rows: Rows, lesson: Lesson, gone: np.ndarray | None):
        self.language, self._base, self._rows = base.language, base, rows
        self._owners = np.array([item for item, _ in lesson.examples], dtype=int)
        self._groups = Groups(self._owners, lesson.items)
        matrix = self._weigh([Counter(example_terms(text, base.language)) for _, text in lesson.examples])
        self._postings = Postings(matrix)
        if gone is None:
            self._fresh, self._scope = None, self._mean_scope()
        else:
            self._solve(matrix, gone, lesson.items)

    def _weigh(self, counted: list[Counter]) -> sparse.csr_matrix:
        """(new examples, terms of the base and new ones), rows of length 1; a new term is as rare as it would be in the whole."""
        vocabulary, total = self._base.vocabulary, len(self._base.labels) + len(counted)
        new = dict.fromkeys(term for counts in counted for term in counts if term not in vocabulary)
        self._vocabulary = {term: len(vocabulary) + n for n, term in enumerate(new)}
        frequency = Counter(term for counts in counted for term in counts if term in self._vocabulary)
        rare = [np.log((1 + total) / (1 + frequency[term])) + 1 for term in self._vocabulary]
        self._idf = np.append(self._base.idf, np.array(rare, np.float32))
        rows = [self._vector(counts) for counts in counted]
        starts = np.cumsum([0, *(len(terms) for terms, _ in rows)])
        columns = np.concatenate([terms for terms, _ in rows]) if rows else np.zeros(0, int)
        values = np.concatenate([weights for _, weights in rows]) if rows else np.zeros(0, np.float32)
        return sparse.csr_matrix((values, columns, starts), (len(counted), len(self._idf)))

    def _vector(self, counted: Counter) -> tuple[np.ndarray, np.ndarray]:
        """Columns and weights of a text with length 1; terms that no example holds do not count."""
        known = {column: n for term, n in counted.items() if (column := self._column(term)) is not None}
        columns = np.fromiter(known, int, len(known))
        weights = (1 + np.log(np.fromiter(known.values(), float, len(known)))) * self._idf[columns]
        return columns, (weights / max(float(np.linalg.norm(weights)), 1e-9)).astype(np.float32)

    def _column(self, term: str) -> int | None:
        found = self._base.vocabulary.get(term)
        return self._vocabulary.get(term) if found is None else found

    def _solve(self, matrix: sparse.csr_matrix, gone: np.ndarray, items: int) -> None:
        """Coefficients of the fresh items (examples, items) and of "none of ours" (examples,), old examples first, then new ones."""
        old = self._base.matrix[~gone]
        old.resize(old.shape[0], matrix.shape[1])
        together = sparse.vstack([old, matrix], format="csr")
        owners = np.append(self._base.labels[~gone], self._base.items + self._owners)
        places = np.append(np.flatnonzero(~gone), len(gone) + np.arange(len(self._owners)))
        solved = _solve_ridges(together, *_wanted(owners, self._base.items, items))
        self._fresh, self._scope = np.zeros((len(gone) + len(self._owners), items)), np.zeros(len(gone) + len(self._owners))
        self._fresh[places], self._scope[places] = solved[:, :-1], solved[:, -1]

    def _mean_scope(self) -> np.ndarray:
        """ "None of ours" where every class is the mean of its examples: the new ones are some more of ours."""
        ours = len(self._base.labels) - np.count_nonzero(self._base.labels == self._base.items - 1) + len(self._owners)
        new = np.full(len(self._owners), -1.0 / ours if self._base.scope.any() else 0.0)
        return np.append(self._base.scope, new)

    def scores(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Two arrays (items and "none of ours",): the classifier's score and the cosine of the nearest example."""
        terms, weights = self._vector(Counter(example_terms(text, self.language)))
        shared = terms < len(self._base.vocabulary)
        old = self._base.similarity(terms[shared].tolist(), weights[shared])
        new = self._postings.sums(terms.tolist(), weights)
        both = np.append(old, new)
        own = self._groups.mean(new) if self._fresh is None else both @ self._fresh
        return self._put(self._base.scores_of(old), own, float(both @ self._scope)), self._put_nearest(old, new)

    def _put(self, base: np.ndarray, own: np.ndarray, outside: float) -> np.ndarray:
        return np.append(self._rows.put(base[:-1], own), outside)

    def _put_nearest(self, old: np.ndarray, new: np.ndarray) -> np.ndarray:
        nearest = self._base.nearest(old)
        return self._put(nearest, self._groups.best(new), nearest[-1])


def _wanted(owners: np.ndarray, fresh: int, items: int) -> tuple[np.ndarray, np.ndarray]:
    """Ridges and targets (examples, items + 1): a column for each fresh item, whose owners are numbered from `fresh`, and the last one
    for "none of ours", whose owner comes before them."""
    own = owners[:, None] == fresh + np.arange(items)
    limits = owners == fresh - 1
    targets = np.column_stack([own, np.where(limits, 1, -1) if limits.any() else np.zeros(len(owners))])
    diagonal = np.column_stack([np.repeat(ridges(owners)[:, None], items, axis=1), ridges(limits.astype(int))])
    return diagonal.astype(np.float32), targets.astype(np.float32)


def _solve_ridges(matrix: sparse.csr_matrix, diagonal: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Dual coefficients (examples, columns) of ridge regressions over the rows of `matrix`, as `matching.examples` solves them.

    Conjugate gradients for all columns at once, without ever making the kernel (Hestenes & Stiefel 1952).
    """
    turned, smooth = matrix.T.tocsr(), 1 / (1 + diagonal)
    found, rest = np.zeros_like(targets), targets.copy()
    step = smooth * rest
    left, enough = (rest * step).sum(axis=0), CLOSE_ENOUGH * np.linalg.norm(targets, axis=0)
    for _ in range(MOST_STEPS):
        image = matrix @ (turned @ step) + diagonal * step
        length = left / np.maximum((step * image).sum(axis=0), TINY)
        found += length * step
        rest -= length * image
        if (np.linalg.norm(rest, axis=0) <= enough).all():
            break
        before, left = left, (rest * smooth * rest).sum(axis=0)
        step = smooth * rest + left / np.maximum(before, TINY) * step
    return found
