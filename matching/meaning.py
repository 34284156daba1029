"""How close in meaning a question is to each item: vectors of texts that belong to items."""

import numpy as np

from matching.encoder import Encoder
from matching.grouping import Groups


class MeaningIndex:
    """From `texts` [(item's position, text)]; the closest text of an item counts."""

    def __init__(self, texts: list[tuple[int, str]], items: int, encoder: Encoder):
        ordered = sorted(texts, key=lambda pair: pair[0])
        self._groups = Groups(np.array([position for position, _ in ordered], dtype=int), items)
        self._vectors = encoder.encode_content([text for _, text in ordered])

    def scores(self, vector: np.ndarray) -> np.ndarray:
        """Array (items,) of cosines in [0, 1] for the unit vector of a question."""
        return self._groups.best(self._vectors @ vector)
