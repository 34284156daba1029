"""What the matcher learns from: pairs of our own texts that mean the same, and rehearsal questions written by other people."""

import json
import random
from itertools import combinations
from pathlib import Path

from knowledge_base.entry import Entry, EntryText
from matching.weights import Rehearsal

SHORTEST = 20
MOST_TOGETHER = 20  # pairs of languages of one entry: eleven languages make 55, and say little more


def parallel_pairs(entries: list[Entry]) -> list[tuple[str, str]]:
    """Titles, summaries and lines of the same entry in two languages, and each title with its own lines.

    Example questions stay out: the weights of the signals are learnt on questions that the encoder has not seen.
    """
    pairs = []
    for entry in entries:
        for text in entry.texts.values():
            pairs += [(text.title, line) for line in (text.summary, *_lines(text))]
        together = list(combinations(entry.texts.values(), 2))
        for left, right in random.Random(entry.id).sample(together, min(len(together), MOST_TOGETHER)):
            pairs += [(left.title, right.title), (left.summary, right.summary), *_aligned(left, right)]
    return pairs


def rehearsals(file: Path) -> list[Rehearsal]:
    """The rehearsal questions of a city. Raises FileNotFoundError, or ValueError and KeyError for a broken line."""
    read = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Rehearsal(line["text"], line["language"], frozenset(line["acceptable"])) for line in read]


def _aligned(left: EntryText, right: EntryText) -> list[tuple[str, str]]:
    """Lines of the parts that both have in the same number: translators keep lists, rarely paragraphs."""
    pairs = []
    for part, words in left.parts.items():
        mine, theirs = _split(words), _split(right.parts.get(part, ""))
        if len(mine) == len(theirs):
            pairs += zip(mine, theirs)
    return pairs


def _lines(text: EntryText) -> list[str]:
    return [line for words in text.parts.values() for line in _split(words)]


def _split(words: str) -> list[str]:
    return [bare for line in words.splitlines() if len(bare := line.strip("-*# 0123456789.")) >= SHORTEST]
