"""Counted terms of many texts as one matrix, filled as they come: a hundred thousand texts never stand in memory as dictionaries."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from scipy import sparse


def count_matrix(counted: Iterable[Mapping[str, float]]) -> tuple[sparse.csr_matrix, dict[str, int]]:
    """Counts as float32 (texts, terms), and the column of each term."""
    vocabulary: defaultdict[str, int] = defaultdict()
    vocabulary.default_factory = vocabulary.__len__  # a new term takes the next column
    columns, counts, starts = array("i"), array("f"), array("q", [0])
    for terms in counted:
        columns.extend(map(vocabulary.__getitem__, terms))
        counts.extend(terms.values())
        starts.append(len(columns))
    parts = (np.frombuffer(counts, np.float32), np.frombuffer(columns, np.int32), np.frombuffer(starts, np.int64))
    return sparse.csr_matrix(parts, (len(starts) - 1, len(vocabulary)), copy=True), dict(vocabulary)
