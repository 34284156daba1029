"""A balanced linear classifier over example questions: kernel ridge regression, one closed-form solve per language.

From three examples on it beats the nearest example (design, section 6); the nearest is kept as a signal of its own. Method: Rifkin &
Lippert 2007, "Notes on regularized least squares".
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from scipy import sparse
from scipy.linalg import solve

from matching.counted import count_matrix
from matching.grouping import Groups
from matching.postings import Postings
from matching.terms import example_terms

RIDGE = 0.3
MOST_SOLVED = 6_000  # examples of a language; the time to solve grows with their cube


class ExampleClassifier:
    """Scores of all items for a query of one language, from `examples` [(item's position, text)]."""

    def __init__(self, examples: list[tuple[int, str]], language: str, items: int):
        self.language = language
        labels = np.array([item for item, _ in examples])
        self._groups = Groups(labels, items)
        matrix = self._weigh(Counter(example_terms(text, language)) for _, text in examples)
        self._postings = Postings(matrix)
        self.labels, self.items = labels, items
        self._known, places = np.unique(labels, return_inverse=True)  # a collection may have examples for few of its items
        kernel = (matrix @ matrix.T).toarray() if len(examples) <= MOST_SOLVED else None
        self.dual = None if kernel is None else _solve(kernel, labels, np.eye(len(self._known), dtype=np.float32)[places])
        outside = labels == items - 1
        self.scope = _scope(kernel, outside) if outside.any() else np.zeros(len(outside), np.float32)

    def _weigh(self, counted: Iterable[Counter]) -> sparse.csr_matrix:
        """TF-IDF with logarithmic counts, rows of length 1: (examples, terms)."""
        matrix, self.vocabulary = count_matrix(counted)
        frequency = np.bincount(matrix.indices, minlength=len(self.vocabulary))
        self.idf = np.log((1 + matrix.shape[0]) / (1 + frequency)).astype(np.float32) + 1
        matrix.data = (1 + np.log(matrix.data)) * self.idf[matrix.indices]
        lengths = np.sqrt(np.bincount(_rows(matrix), weights=matrix.data**2, minlength=matrix.shape[0]))
        matrix.data /= np.maximum(lengths, 1e-9).astype(np.float32)[_rows(matrix)]
        return matrix

    @property
    def is_solved(self) -> bool:
        """False when there are too many examples for coefficients of their own."""
        return self.dual is not None

    def scores(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Two arrays (items,): the classifier's score and the cosine of the nearest example."""
        similarity = self._compare(text)
        return self.scores_of(similarity), self.nearest(similarity)

    def scores_of(self, similarity: np.ndarray) -> np.ndarray:
        """Array (items,) from the cosines with every example.

        Without coefficients an item's score is the mean over its examples: what ridge regression becomes as the ridge grows.
        """
        scores = self._groups.mean(similarity) if self.dual is None else self._solved(similarity)
        scores[-1] = similarity @ self.scope
        return scores

    def _solved(self, similarity: np.ndarray) -> np.ndarray:
        scores = np.zeros(self.items)
        scores[self._known] = similarity @ self.dual
        return scores

    def nearest(self, similarity: np.ndarray) -> np.ndarray:
        """Array (items,): the cosine of each item's nearest example."""
        return self._groups.best(similarity)

    def _compare(self, text: str) -> np.ndarray:
        """Cosine with every example; terms that no example holds do not count."""
        counted = Counter(self.vocabulary.get(term) for term in example_terms(text, self.language))
        counted.pop(None, None)
        terms = list(counted)
        weights = (1 + np.log(np.array([counted[term] for term in terms], dtype=float))) * self.idf[terms]
        return self.similarity(terms, weights / max(float(np.linalg.norm(weights)), 1e-9))

    def similarity(self, terms: list[int], weights: np.ndarray) -> np.ndarray:
        """Array (examples,): the sum of products with the weights of these terms, by their columns."""
        return self._postings.sums(terms, weights)

    @property
    def matrix(self) -> sparse.csr_matrix:
        """(examples, terms), rows of length 1; made anew at each call."""
        return self._postings.matrix().tocsr()


def _rows(matrix: sparse.csr_matrix) -> np.ndarray:
    """The row of each value."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def _scope(kernel: np.ndarray | None, outside: np.ndarray) -> np.ndarray:
    """Coefficients (examples,) of the score for "none of ours"."""
    targets = np.where(outside, 1.0, -1.0).astype(np.float32)
    classes = outside.astype(int)
    return targets * balance(classes) if kernel is None else _solve(kernel, classes, targets)


def balance(classes: np.ndarray) -> np.ndarray:
    """Weight (examples,) by which every class weighs the same, however many examples it has."""
    return 1.0 / np.bincount(classes)[classes].astype(np.float32)


def ridges(classes: np.ndarray) -> np.ndarray:
    """Ridge (examples,): the smaller the weight of an example, the higher."""
    weights = balance(classes)
    return RIDGE * weights.mean() / weights


def _solve(kernel: np.ndarray, classes: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Dual coefficients, as `targets`, of ridge regression in which every class weighs the same."""
    ridged = kernel.copy()
    ridged[np.diag_indices_from(ridged)] += ridges(classes)
    return solve(ridged, targets, assume_a="pos", overwrite_a=True, check_finite=False)
