"""A balanced linear classifier over example questions: kernel ridge regression, one closed-form solve per language.

From three examples on it beats the nearest example (design, section 6); the nearest is kept as a signal of its own. Method: Rifkin &
Lippert 2007, "Notes on regularized least squares".
"""

from collections import Counter

import numpy as np
from scipy import sparse
from scipy.linalg import solve

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
        matrix = self._weigh([Counter(example_terms(text, language)) for _, text in examples])
        self._postings = Postings(matrix)
        kernel = (matrix @ matrix.T).toarray() if len(examples) <= MOST_SOLVED else None
        targets = np.zeros((len(examples), items), np.float32)
        targets[np.arange(len(examples)), labels] = 1.0
        self._dual = _solve(kernel, labels, targets)
        outside = labels == items - 1
        self._scope = _solve(kernel, outside.astype(int), np.where(outside, 1.0, -1.0)) if outside.any() else np.zeros(len(outside))

    def _weigh(self, counted: list[Counter]) -> sparse.csr_matrix:
        """TF-IDF with logarithmic counts, rows of length 1: (examples, terms)."""
        self._vocabulary = {term: n for n, term in enumerate(dict.fromkeys(term for counts in counted for term in counts))}
        starts = np.cumsum([0, *map(len, counted)])
        columns = np.fromiter((self._vocabulary[term] for counts in counted for term in counts), np.int32, starts[-1])
        counts = np.fromiter((n for counts in counted for n in counts.values()), np.float32, starts[-1])
        self._idf = np.log((1 + len(counted)) / (1 + np.bincount(columns, minlength=len(self._vocabulary)))).astype(np.float32) + 1
        matrix = sparse.csr_matrix(((1 + np.log(counts)) * self._idf[columns], columns, starts), (len(counted), len(self._vocabulary)))
        lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1).A1)
        return sparse.diags(1 / np.maximum(lengths, 1e-9), dtype=np.float32) @ matrix

    def scores(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Two arrays (items,): the classifier's score and the cosine of the nearest example."""
        similarity = self._similarity(text)
        scores = similarity @ self._dual
        scores[-1] = similarity @ self._scope
        return scores, self._groups.best(similarity)

    def _similarity(self, text: str) -> np.ndarray:
        """Cosine with every example; terms that no example holds do not count."""
        counted = Counter(self._vocabulary.get(term) for term in example_terms(text, self.language))
        counted.pop(None, None)
        terms = list(counted)
        weights = (1 + np.log(np.array([counted[term] for term in terms], dtype=float))) * self._idf[terms]
        return self._postings.sums(terms, weights / max(float(np.linalg.norm(weights)), 1e-9))


def _solve(kernel: np.ndarray | None, classes: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Dual coefficients of ridge regression in which every class weighs the same, however many examples it has.

    Without a kernel each class is the mean of its examples: what ridge regression becomes as the ridge grows.
    """
    weights = 1.0 / np.bincount(classes)[classes].astype(np.float32)
    if kernel is None:
        return targets * weights.reshape(-1, *[1] * (targets.ndim - 1))
    ridged = kernel.copy()
    ridged[np.diag_indices_from(ridged)] += RIDGE * weights.mean() / weights
    return solve(ridged, targets.astype(np.float32), assume_a="pos", overwrite_a=True, check_finite=False)
