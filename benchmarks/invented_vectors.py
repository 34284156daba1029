"""Vectors for very many texts without hours of encoding: a text is the mean of invented vectors of its words.

They are as long, as many and as spread as the real ones, and texts that share words are near each other. What is asked is encoded for
real as well, so that a question costs what it costs.
"""

import zlib
from functools import lru_cache

import numpy as np

from matching.encoder import Encoder

FADING = 60  # dimensions in which strength falls to a third: the vectors of real texts too have most of it in few directions


class InventedVectors:
    """Takes the place of an Encoder."""

    def __init__(self, real: Encoder):
        self._real = real
        self._dimensions = real.encode(["a"]).shape[1]
        self._word = lru_cache(maxsize=500_000)(self._drawn)

    def encode(self, texts: list[str]) -> np.ndarray:
        self._real.encode(texts)  # for its cost alone
        return self.encode_content(texts)

    def encode_content(self, texts: list[str]) -> np.ndarray:
        found = np.zeros((len(texts), self._dimensions), np.float32)
        for row, text in zip(found, texts):
            for word in text.lower().split():
                row += self._word(word)
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return found

    def _drawn(self, word: str) -> np.ndarray:
        chance = np.random.default_rng(zlib.crc32(word.encode()))
        return (chance.normal(size=self._dimensions) * np.exp(-np.arange(self._dimensions) / FADING)).astype(np.float32)
