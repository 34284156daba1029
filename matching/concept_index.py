"""BM25 over concepts: one index for all languages together, since a concept has none. Example questions stay out: they have their own signals."""

from collections import Counter
from math import log

import numpy as np
from scipy import sparse

from matching.concepts import ConceptFinder
from matching.items import Item, ItemText
from matching.postings import Postings

K1, B = 1.2, 0.5
PREFERRED, MOST_LANGUAGES = ("es", "en", "fr", "ar"), 3  # of an item: its translations speak of the same, and reading them takes time
IN_TITLE, IN_BODY = 3.0, 0.5  # how much a concept says of an item, by where it is named


class ConceptIndex:
    """Scores of all items for the concepts of a query, as a share of the best that the query could get."""

    def __init__(self, items: list[Item], finder: ConceptFinder):
        self._finder = finder
        counted = [self._concepts(item) for item in items]
        frequency = Counter(concept for counts in counted for concept in counts)
        self._vocabulary = {concept: number for number, concept in enumerate(sorted(frequency))}
        self._idf = {c: log(1 + (len(items) - n + 0.5) / (n + 0.5)) for c, n in frequency.items()}
        self._rarest = log(1 + (len(items) + 0.5) / 0.5)
        self._postings = Postings(self._matrix(counted))

    def _concepts(self, item: Item) -> Counter[str]:
        """Concept -> weight, the mean over the item's languages: an item with more translations is not more about it."""
        total: Counter[str] = Counter()
        read = sorted(item.texts, key=lambda code: (PREFERRED.index(code) if code in PREFERRED else len(PREFERRED), code))[:MOST_LANGUAGES]
        for language in read:
            total.update(self._of_text(item.texts[language], language))
        return Counter({concept: weight / len(read) for concept, weight in total.items()})

    def _of_text(self, text: ItemText, language: str) -> Counter[str]:
        found: Counter[str] = Counter()
        parts = [(text.title, IN_TITLE), (text.body, IN_BODY)]
        for part, worth in parts:
            for concept, weight in self._finder.find(part, language).items():
                found[concept] += worth * weight
        return found

    def _matrix(self, counted: list[Counter[str]]) -> sparse.csr_matrix:
        lengths = np.array([sum(counts.values()) for counts in counted] or [0.0])
        mean = lengths.mean() or 1.0
        rows, columns, values = [], [], []
        for row, counts in enumerate(counted):
            for concept, tf in counts.items():
                rows.append(row), columns.append(self._vocabulary[concept])
                values.append(self._idf[concept] * tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[row] / mean)))
        return sparse.csr_matrix((values, (rows, columns)), shape=(len(counted), len(self._vocabulary)))

    def scores(self, text: str, language: str) -> np.ndarray:
        """Array (items,) in [0, about 1]."""
        said = self._finder.find(text, language)
        known = [concept for concept in said if concept in self._vocabulary]
        if not known:
            return np.zeros(self._postings.documents)
        best = (K1 + 1) * sum(weight * self._idf.get(concept, self._rarest) for concept, weight in said.items())
        weights = np.array([said[concept] for concept in known])
        return self._postings.sums([self._vocabulary[concept] for concept in known], weights) / best
