"""What the student learns from: a text in any language beside English words that mean the same, by where the pair comes from."""

import gzip
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from matching.language import SUPPORTED, LanguageIdentification

LONGEST = 400  # characters of a text
TELLING, LOOKED_AT, ENOUGH = 40, 200, 5  # characters of a text that tells its language; texts looked at; texts that are enough to judge by
SEED = 7
SHARE_OF_OTHERS = 0.04
# how often a pair of each source is drawn, before the shares are made to add up to one
SHARES = {
    "own": 0.16, "own-en": 0.03, "ask": 0.2, "lexicon": 0.12, "written": 0.25,
    "aosp": 0.15, "tico19": 0.09, "doda_mit": 0.07, "tatoeba_fr": 0.05, "tatoeba_ar": 0.05, "tatoeba_zh": 0.04,
    "omw_ccby": 0.03, "cldr": 0.02, "integreat_ui": 0.02, "bloom": 0.01, "doda_mit_conj": 0.01,
}  # fmt: skip
# names and single words teach little after the first thousands
MOST_OF = {"omw_ccby": 24_000, "cldr": 9_000, "doda_mit_conj": 2_500, "tatoeba_fr": 40_000, "tatoeba_zh": 15_000}
LANGUAGES = {"es", "eu", "en", "fr", "ar", "ary", "arz_latn", "ary-Latn", "pt", "ro", "uk", "ru", "zh", "ur"}
ASKING = "ask"  # a question and the entry that answers it: near each other, but no translations


class Pair(NamedTuple):
    """`english` means what `text` says in `language`; with the source `ask` it answers it."""

    source: str
    language: str
    english: str
    text: str


class CorpusUnreadable(Exception):
    """A corpus file is not gzip TSV of `language1, text1, language2, text2` in UTF-8; the message names file and line."""


def read_corpora(folder: Path) -> list[Pair]:
    """All pairs of every `*.tsv.gz` in the folder, named by the file. Raises CorpusUnreadable."""
    pairs = []
    for path in sorted(folder.glob("*.tsv.gz")):
        found = list(_read(path, path.name.removesuffix(".tsv.gz")))
        check_languages(path.name, found)
        pairs += found
    return pairs


def sampled(pairs: Iterable[Pair]) -> list[Pair]:
    """At most MOST_OF pairs of each source, and none in a language that nobody is answered in."""
    by_source: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.language in LANGUAGES:
            by_source[pair.source].append(pair)
    return [
        pair
        for name, found in by_source.items()
        for pair in random.Random(SEED).sample(found, min(len(found), MOST_OF.get(name, len(found))))
    ]


def check_languages(name: str, pairs: list[Pair]) -> None:
    """Raises CorpusUnreadable when most of the longer texts of a language are in another one: a column that was mixed up."""
    identify, told = LanguageIdentification(), defaultdict(list)
    for pair in pairs:
        if pair.language in SUPPORTED and len(pair.text) >= TELLING and len(told[pair.language]) < LOOKED_AT:
            told[pair.language].append(identify(pair.text)[0] == pair.language)
    for language, right in told.items():
        if len(right) >= ENOUGH and sum(right) < len(right) / 2:
            raise CorpusUnreadable(f"{name}: of {len(right)} texts said to be in {language!r} only {sum(right)} are")


def _read(path: Path, name: str) -> Iterator[Pair]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                fields = line.rstrip("\n").split("\t")
                if len(fields) != 4:
                    raise CorpusUnreadable(f"{path.name}:{number}: {len(fields)} fields instead of 4")
                if fields[0] != "en":
                    raise CorpusUnreadable(f"{path.name}:{number}: the first text is not in English")
                if fields[1] and fields[3]:
                    yield Pair(name, fields[2], fields[1][:LONGEST], fields[3][:LONGEST])
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise CorpusUnreadable(f"{path.name}: {type(error).__name__}") from error


class Drawing:
    """Draws positions of pairs: first the source by its share, then the language evenly, so that small languages are not drowned."""

    def __init__(self, pairs: list[Pair], seed: int = SEED):
        self._random = random.Random(seed)
        self._positions: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for position, pair in enumerate(pairs):
            self._positions[pair.source][pair.language].append(position)
        self._sources = sorted(self._positions)
        self._shares = [SHARES.get(source, SHARE_OF_OTHERS) for source in self._sources]

    def draw(self) -> int:
        by_language = self._positions[self._random.choices(self._sources, self._shares)[0]]
        return self._random.choice(by_language[self._random.choice(sorted(by_language))])
