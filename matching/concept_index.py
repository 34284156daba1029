"""BM25 over concepts: one index for all languages together, since a concept has none. Example questions stay out: they have their own signals."""

from collections import Counter

import numpy as np

from matching.bm25 import Bm25
from matching.concepts import ConceptFinder
from matching.items import Item, ItemText

B = 0.5
PREFERRED, MOST_LANGUAGES = ("es", "en", "fr", "ar"), 3  # of an item: its translations speak of the same, and reading them takes time
IN_TITLE, IN_BODY = 3.0, 0.5  # how much a concept says of an item, by where it is named


class ConceptIndex:
    """Scores of all items for the concepts of a query; items may be added `like` an index that is there."""

    def __init__(self, items: list[Item], finder: ConceptFinder, like: "ConceptIndex | None" = None):
        self._finder = finder
        self._index = Bm25((self._concepts(item) for item in items), B, like._index if like else None)

    def added(self, items: list[Item]) -> "ConceptIndex":
        """An index of these items alone, which weighs concepts as this one does."""
        return ConceptIndex(items, self._finder, like=self)

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

    def scores(self, text: str, language: str) -> np.ndarray:
        """Array (items,) in [0, about 1]."""
        return self._index.shares(self._finder.find(text, language))
