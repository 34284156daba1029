"""The best value or the mean of each group: of an item's examples, of an item's texts."""

import numpy as np


class Groups:
    """Positions sorted into groups once, so that each question is one pass. `owners`: the group of each position; some may have none."""

    def __init__(self, owners: np.ndarray, groups: int):
        self._order = None if (np.diff(owners) >= 0).all() else np.argsort(owners, kind="stable")
        self._present, self._starts = np.unique(self._sorted(owners), return_index=True)
        self._counts = np.diff(np.append(self._starts, len(owners)))
        self._groups = groups

    def best(self, values: np.ndarray) -> np.ndarray:
        """Array (groups,): the highest of each group's values, at least 0."""
        return np.maximum(self._spread(np.maximum.reduceat, values, 1), 0.0)

    def mean(self, values: np.ndarray) -> np.ndarray:
        """Array (groups,): the mean of each group's values, 0 for a group without any."""
        return self._spread(np.add.reduceat, values, self._counts)

    def _spread(self, reduce, values: np.ndarray, counts: np.ndarray | int) -> np.ndarray:
        found = np.zeros(self._groups)
        if len(self._present):
            found[self._present] = reduce(self._sorted(values), self._starts) / counts
        return found

    def _sorted(self, values: np.ndarray) -> np.ndarray:
        return values if self._order is None else values[self._order]
