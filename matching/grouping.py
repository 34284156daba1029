"""The best value of each group: of an item's examples, of an item's texts."""

import numpy as np


class Groups:
    """Positions sorted into groups once, so that `best` is one pass. `owners`: the group of each position; some may have none."""

    def __init__(self, owners: np.ndarray, groups: int):
        self._order = np.argsort(owners, kind="stable")
        self._present, self._starts = np.unique(owners[self._order], return_index=True)
        self._groups = groups

    def best(self, values: np.ndarray) -> np.ndarray:
        """Array (groups,): the highest of each group's values, at least 0."""
        best = np.zeros(self._groups)
        if len(self._present):
            best[self._present] = np.maximum.reduceat(values[self._order], self._starts)
        return np.maximum(best, 0.0)
