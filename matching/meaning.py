"""How close in meaning a question is to each item: vectors of texts that belong to items."""

import numpy as np

from matching.encoder import Encoder
from matching.grouping import Groups


class MeaningIndex:
    """From `texts` [(item's position, text)]; the closest text of an item counts. `vectors` are theirs, `owners` their items."""

    def __init__(self, texts: list[tuple[int, str]], items: int, encoder: Encoder):
        ordered = sorted(texts, key=lambda pair: pair[0])
        self.owners = np.array([position for position, _ in ordered], dtype=int)
        self.vectors = encoder.encode_content([text for _, text in ordered])
        self._groups = Groups(self.owners, items)

    def scores(self, vector: np.ndarray) -> np.ndarray:
        """Array (items,) of cosines in [0, 1] for the unit vector of a question."""
        return self._groups.best(self.vectors @ vector)
