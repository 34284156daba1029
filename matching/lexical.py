"""BM25 over search terms: one index per language."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from matching.bm25 import Bm25
from matching.terms import search_terms

B = 0.75


class LexicalIndex:
    """BM25 scores of all documents of one language for a query; documents may be added `like` an index that is there."""

    def __init__(self, documents: Iterable[str], language: str, like: "LexicalIndex | None" = None):
        self.language = language
        counted = (Counter(search_terms(text, language)) for text in documents)
        self._index = Bm25(counted, B, like._index if like else None)

    def added(self, documents: Iterable[str]) -> "LexicalIndex":
        """An index of these documents alone, which weighs terms as this one does."""
        return LexicalIndex(documents, self.language, like=self)

    def scores(self, text: str) -> np.ndarray:
        """Array (documents,) in [0, about 1]: BM25 divided by the query's best possible sum, unknown terms counted as rare."""
        return self._index.shares(dict.fromkeys(search_terms(text, self.language), 1.0))
