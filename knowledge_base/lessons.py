"""What the matcher learns from: our own texts beside the English ones, and rehearsal questions written by other people."""

import csv
import json
import random
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from knowledge_base.entry import Entry, EntryText
from knowledge_base.lexicon import Lexicon
from matching.student.pairs import ASKING, Pair
from matching.weights import Rehearsal

SHORTEST = 20
WAYS = 3  # English expressions of a concept that its others are paired with


def own_pairs(entries: Iterable[Entry]) -> Iterator[Pair]:
    """Titles, summaries and lines of an entry beside the English ones; its example questions beside what it says and an English one.

    Rehearsal questions stay out: the weights of the signals are learnt on questions that the encoder has not seen.
    """
    for entry in entries:
        english = entry.texts.get("en")
        if english is None:
            continue
        answer, chance = f"{english.title}. {english.summary}", random.Random(entry.id)
        for text in entry.texts.values():
            yield from (Pair(ASKING, text.language, answer, question) for question in text.questions)
            if english.questions:
                asked_so = (chance.choice(english.questions) for _ in text.questions)
                yield from (
                    Pair(ASKING, text.language, said, question) for said, question in zip(asked_so, text.questions) if said != question
                )
            if text is english:
                yield from (Pair("own-en", "en", line, line) for line in (english.summary, *_lines(english)))
            else:
                same = [(english.title, text.title), (english.summary, text.summary), *_aligned(english, text)]
                yield from (Pair("own", text.language, said, meant) for said, meant in same)


def lexicon_pairs(lexicon: Lexicon) -> Iterator[Pair]:
    """Each expression of a concept beside one of its usual English ones."""
    for concept in lexicon.concepts.values():
        english = concept.expressions.get("en", ())[:WAYS]
        chance = random.Random(concept.id)
        for language, texts in concept.all_expressions.items() if english else ():
            chosen = (english[0] if language == "en" else chance.choice(english) for _ in texts)
            yield from (Pair("lexicon", language, said, text) for said, text in zip(chosen, texts) if said != text)


def written_pairs() -> Iterator[Pair]:
    """Everyday sentences that were written in several languages to teach the encoder: `matching/data/sentences/*.tsv`."""
    for file in sorted(files("matching").joinpath("data/sentences").iterdir(), key=lambda found: found.name):
        if not file.name.endswith(".tsv"):
            continue
        rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in rows:
            yield from (Pair("written", language, row["en"], text) for language, text in row.items() if language != "en")


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
