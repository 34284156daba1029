"""Texts that say nearly the same, put together: by their letters and, when there is an encoder, by their sense. Knows no topic."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.encoder import Vectors

NEAR = 0.45  # mean likeness from which two groups become one; a reader looks at each group, so it may err


def alike(texts: Sequence[str], encoder: Vectors | None = None) -> list[list[int]]:
    """Positions of `texts` in groups, the largest group first, then in the order in which they came."""
    if len(texts) < 2:
        return [[position] for position in range(len(texts))]
    apart = np.clip(1.0 - _likeness(texts, encoder), 0.0, 2.0)
    model = AgglomerativeClustering(n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - NEAR)
    groups = defaultdict(list)
    for position, group in enumerate(model.fit_predict(apart)):
        groups[group].append(position)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def _likeness(texts: Sequence[str], encoder: Vectors | None) -> np.ndarray:
    """(n, n), 1 for the same text."""
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform([f" {text} " for text in texts])
    letters = (grams @ grams.T).toarray()
    if encoder is None:
        return letters
    vectors = np.asarray(encoder.encode(list(texts)), dtype=float)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return (letters + vectors @ vectors.T) / 2
