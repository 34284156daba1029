"""What our matching is compared with: one index of character 4-grams, and the nearest line by a sentence encoder.

Each scores things that are said in several ways and languages, higher for what fits better.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from matching.encoder import load_encoder
from matching.lexical import LexicalIndex


class Scoring(Protocol):
    def __call__(self, text: str, language: str) -> np.ndarray:
        """How much each thing fits, (things,)."""


def character_bm25(written: Sequence[dict[str, str]], otherwise: str) -> Scoring:
    """`written`: of each thing its words by language. An index a language; a text in one that nothing is written in is read as `otherwise`."""
    languages = {language for words in written for language in words}
    indexes = {language: LexicalIndex([words.get(language, "") for words in written], language) for language in languages}
    return lambda text, language: indexes.get(language, indexes[otherwise]).scores(text)


def nearest_line(said: Sequence[Sequence[str]], model: Path) -> Scoring:
    """`said`: of each thing its lines, of whatever language; it fits as well as the nearest of them (cosine)."""
    encoder = load_encoder(str(model))
    owners = np.array([n for n, lines in enumerate(said) for _ in lines])
    vectors = encoder.encode([line for lines in said for line in lines])

    def scores(text: str, language: str) -> np.ndarray:
        best = np.full(len(said), -1.0)
        np.maximum.at(best, owners, vectors @ encoder.encode([text])[0])
        return best

    return scores
