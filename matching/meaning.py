"""How close in meaning a question is to each item: vectors of texts that belong to items."""

from collections.abc import Iterator

import numpy as np

from matching.encoder import Encoder
from matching.far_and_near import FarAndNear
from matching.grouping import Groups

FEW = 1_000  # items whose texts are all read whole for each question; a city has some hundred
TOGETHER = 20_000


class MeaningIndex:
    """From `texts` [(item's position, text)]; the closest text of an item counts. `owners`: the items of the texts, sorted;
    `dimensions`: of their vectors."""

    def __init__(self, texts: list[tuple[int, str]], items: int, encoder: Encoder, few: int = FEW):
        ordered = sorted(texts, key=lambda pair: pair[0])
        self.owners = np.array([position for position, _ in ordered], dtype=int)
        vectors = encoder.encode_content([text for _, text in ordered])
        self.dimensions = vectors.shape[1]
        is_large = items > few and len(vectors) > 0
        self._whole, self._parts = (None, FarAndNear(vectors, self.owners, items)) if is_large else (vectors, None)
        self._groups = Groups(self.owners, items)

    def portions(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """(owners, vectors) of all texts, some thousand at a time; of no texts one empty portion."""
        for start in range(0, max(1, len(self.owners)), TOGETHER):
            rows = slice(start, start + TOGETHER)
            yield self.owners[rows], self._whole[rows] if self._parts is None else self._parts.vectors(rows)

    def scores(self, vector: np.ndarray) -> np.ndarray:
        """Array (items,) of cosines in [0, 1] for the unit vector of a question."""
        return self._groups.best(self._whole @ vector) if self._parts is None else self._parts.best(vector)
