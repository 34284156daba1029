"""BM25 of documents given as counted terms, as a share of the best a query could get: for n-grams and for concepts alike."""

from collections.abc import Iterable, Mapping

import numpy as np
from scipy import sparse

from matching.counted import count_matrix
from matching.postings import Postings

K1 = 1.2


class Bm25:
    """`b`: how much the length of a document counts. Documents added `like` another index take over what is rare and usual there."""

    def __init__(self, counted: Iterable[Mapping[str, float]], b: float, like: "Bm25 | None" = None):
        matrix, self._vocabulary = count_matrix(counted)
        lengths = matrix.sum(axis=1).A1
        frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
        self._documents = like._documents if like else matrix.shape[0]
        self._mean = like._mean if like else (lengths.mean() if len(lengths) else 0.0) or 1.0
        self._unknown = float(_rarity(self._documents, np.zeros(1))[0])
        self._rarity = like._rarity if like else dict(zip(self._vocabulary, _rarity(self._documents, frequency).tolist()))
        self._weigh(matrix, lengths, b)
        self._postings = Postings(matrix)

    def _weigh(self, matrix: sparse.csr_matrix, lengths: np.ndarray, b: float) -> None:
        """From counts to BM25, in place: at a hundred thousand documents the counts alone are a gigabyte."""
        rarity = np.array([self._rarity.get(term, self._unknown) for term in self._vocabulary], np.float32)
        norms = (K1 * (1 - b + b * lengths / self._mean)).astype(np.float32)
        matrix.data *= (K1 + 1) / (matrix.data + np.repeat(norms, np.diff(matrix.indptr)))
        matrix.data *= rarity[matrix.indices]

    def shares(self, said: Mapping[str, float]) -> np.ndarray:
        """Array (documents,) in [0, about 1], for weighted terms of a query; a term that no document holds counts as rare."""
        known = [term for term in said if term in self._vocabulary]
        if not known:
            return np.zeros(self._postings.documents)
        best = (K1 + 1) * sum(weight * self._rarity.get(term, self._unknown) for term, weight in said.items())
        return self._postings.sums([self._vocabulary[term] for term in known], np.array([said[term] for term in known])) / best


def _rarity(documents: int, frequency: np.ndarray) -> np.ndarray:
    return np.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
