"""BM25 over search terms: one index per language."""

from collections import Counter
from math import log

import numpy as np
from scipy import sparse

from matching.postings import Postings
from matching.terms import search_terms

K1, B = 1.2, 0.75


class LexicalIndex:
    """BM25 scores of all documents of one language for a query, as a share of the best score the query could get."""

    def __init__(self, documents: list[str], language: str):
        self.language = language
        counted = [Counter(search_terms(text, language)) for text in documents]
        self._vocabulary = {term: i for i, term in enumerate(sorted({t for c in counted for t in c}))}
        weights, self._idf = self._weigh(counted)
        self._postings = Postings(weights)

    def _weigh(self, counted: list[Counter]) -> tuple[sparse.csr_matrix, np.ndarray]:
        lengths = np.array([c.total() for c in counted] or [0], dtype=float)
        mean = lengths.mean() or 1.0
        frequency = Counter(term for c in counted for term in c)
        n = len(counted)
        idf = np.array([log(1 + (n - frequency[t] + 0.5) / (frequency[t] + 0.5)) for t in self._vocabulary])
        rows, columns, values = [], [], []
        for row, counts in enumerate(counted):
            for term, tf in counts.items():
                column = self._vocabulary[term]
                rows.append(row), columns.append(column)
                values.append(idf[column] * tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[row] / mean)))
        return sparse.csr_matrix((values, (rows, columns)), shape=(n, len(self._vocabulary))), idf

    def scores(self, text: str) -> np.ndarray:
        """Array (documents,) in [0, about 1]: BM25 divided by the query's best possible sum, unknown terms counted as rare."""
        terms = set(search_terms(text, self.language))
        known = [self._vocabulary[t] for t in terms if t in self._vocabulary]
        if not known:
            return np.zeros(self._postings.documents)
        rarest = log(1 + (self._postings.documents + 0.5) / 0.5)
        best = (self._idf[known].sum() + rarest * (len(terms) - len(known))) * (K1 + 1)
        return self._postings.sums(known, np.ones(len(known))) / best
