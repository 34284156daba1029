"""An inverted index: for each term the documents that hold it. What makes one query cost as much as its own terms, not as all documents."""

import numpy as np
from scipy import sparse


class Postings:
    """Built from a (documents, terms) matrix."""

    def __init__(self, matrix: sparse.spmatrix):
        columns = matrix.tocsc()
        self.documents, self._terms = columns.shape
        self._starts, self._rows, self._values = columns.indptr, columns.indices, columns.data

    def sums(self, terms: list[int], weights: np.ndarray) -> np.ndarray:
        """Array (documents,): the sum over `terms` of weight times the term's value in the document."""
        spans = [slice(self._starts[term], self._starts[term + 1]) for term in terms]
        if not spans:
            return np.zeros(self.documents)
        columns = np.cumsum([0, *(span.stop - span.start for span in spans)])
        rows, values = (np.concatenate([held[span] for span in spans]) for held in (self._rows, self._values))
        chosen = sparse.csc_matrix((values, rows, columns), shape=(self.documents, len(spans)))
        return chosen @ weights.astype(values.dtype)

    def matrix(self) -> sparse.csc_matrix:
        """The matrix it was built from, on the same memory."""
        return sparse.csc_matrix((self._values, self._rows, self._starts), (self.documents, self._terms))
