"""BM25 over the English words of all items: a question in any language is searched by what its words mean."""

from collections import Counter

import numpy as np

from matching.bm25 import Bm25
from matching.items import Item, ItemText
from matching.translation.keys import ENGLISH
from matching.translation.table import TranslationTable

B = 0.5
IN_TITLE, IN_BODY = 2.0, 1.0


class TranslatedIndex:
    """Scores of all items; items may be added `like` an index that is there."""

    def __init__(self, items: list[Item], table: TranslationTable, like: "TranslatedIndex | None" = None):
        self._table = table
        self._index = Bm25((self._words(item) for item in items), B, like._index if like else None)

    def added(self, items: list[Item]) -> "TranslatedIndex":
        """An index of these items alone, which weighs words as this one does."""
        return TranslatedIndex(items, self._table, like=self)

    def _words(self, item: Item) -> Counter[str]:
        """Of the English text; of an item that has none, of the first one translated word by word."""
        if not item.texts:
            return Counter()
        language = ENGLISH if ENGLISH in item.texts else next(iter(item.texts))
        return self._of_text(item.texts[language], language)

    def _of_text(self, text: ItemText, language: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for part, worth in ((text.title, IN_TITLE), (text.body, IN_BODY)):
            for stem, weight in self._table.english(part, language).items():
                found[stem] += worth * weight
        return found

    def scores(self, text: str, language: str) -> np.ndarray:
        """Array (items,) in [0, about 1]."""
        return self._index.shares(self._table.english(text, language))
