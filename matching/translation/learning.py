"""Learns the table from pairs of texts: IBM model 1 (Brown and others, 1993), each key of a word counted as a word."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from matching.translation.keys import ENGLISH, english_stems, keys_of, table_language
from matching.translation.table import TranslationTable

ROUNDS = 5
LONGEST = 30  # words of a text: in longer ones nearly anything could mean anything
LEAST = 0.1  # probability of a translation that is kept
MOST = 4  # translations of a key
RARELY = 0.7  # fewer expected occurrences than this are chance

Texts = Iterable[tuple[str, str, str]]  # (language, text, the English words that mean the same)


def learn_table(texts: Texts) -> TranslationTable:
    """The table of every language in `texts`."""
    by_language: dict[str, list[tuple[list[str], list[str]]]] = defaultdict(list)
    for language, text, english in texts:
        keys = list(dict.fromkeys(key for keys in keys_of(text, language) for key in keys))
        stems = list(dict.fromkeys(english_stems(english)))
        if language != ENGLISH and keys and stems and len(stems) <= LONGEST and len(keys) <= 3 * LONGEST:
            by_language[table_language(language)].append((keys, stems))
    return TranslationTable({language: _learn(lines) for language, lines in by_language.items()})


def _learn(lines: list[tuple[list[str], list[str]]]) -> dict[str, dict[str, float]]:
    """Key -> English stem -> probability, of one language."""
    keys, stems = _numbers(found for found, _ in lines), _numbers(found for _, found in lines)
    drawn, groups = _links(lines, keys, stems)
    pairs, pair_of = np.unique(drawn, return_inverse=True)
    key_of = pairs // len(stems)
    chances, counts = np.ones(len(pairs)), np.empty(0)
    for _ in range(ROUNDS):
        weights = chances[pair_of]
        weights /= np.bincount(groups, weights=weights)[groups]
        counts = np.bincount(pair_of, weights=weights, minlength=len(pairs))
        chances = counts / np.bincount(key_of, weights=counts)[key_of]
    return _kept(pairs[counts >= RARELY], chances[counts >= RARELY], list(keys), list(stems))


def _numbers(found: Iterable[list[str]]) -> dict[str, int]:
    known: dict[str, int] = {}
    for tokens in found:
        for token in tokens:
            known.setdefault(token, len(known))
    return known


def _links(lines: list[tuple[list[str], list[str]]], keys: dict[str, int], stems: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """(key and stem as one number, number of the stem's occurrence) of everything that stands in one pair of texts."""
    drawn, groups, occurrences = [], [], 0
    for said, meant in lines:
        left, right = np.array([keys[key] for key in said]), np.array([stems[stem] for stem in meant])
        drawn.append((left[:, None] * len(stems) + right[None, :]).ravel())
        groups.append(np.tile(np.arange(occurrences, occurrences + len(right)), len(left)))
        occurrences += len(right)
    return np.concatenate(drawn), np.concatenate(groups)


def _kept(pairs: np.ndarray, chances: np.ndarray, keys: list[str], stems: list[str]) -> dict[str, dict[str, float]]:
    """The likeliest translations of each key."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for place in np.argsort(-chances, kind="stable"):
        if chances[place] < LEAST:
            break
        key, stem = divmod(int(pairs[place]), len(stems))
        if len(table[keys[key]]) < MOST:
            table[keys[key]][stems[stem]] = float(chances[place])
    return dict(table)
