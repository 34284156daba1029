"""How hard a text is to read, by language: words in a sentence, and LIX, which counts long words and so fits any alphabet.

LIX is C. H. Björnsson's (Läsbarhet, 1968): words per sentence plus the percentage of words of more than six letters. Languages that join
words (Basque, Ukrainian, Russian) score higher for the same ease: compare a text with others of its language, not with other languages.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from knowledge_base.entry import Entry
from knowledge_base.parts import plain

LONG_WORD = 6  # letters
LONGEST_SENTENCE = 18  # words, mean of a text: about B1
_SENTENCE_END = re.compile(r"[.!?؟۔。！？\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_CHINESE = re.compile("[\u4e00-\u9fff]")
CHARACTERS_OF_A_WORD = 1.6  # Chinese: mean length of a word in running text


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """`sentence`: mean words of a sentence. `lix`: about 25 easy, 40 a newspaper, 55 an office; None for Chinese."""

    sentence: float
    lix: float | None


def reading_level(text: str) -> ReadingLevel:
    """The level of a Markdown text; zero for one without words."""
    sentences = [words for part in _SENTENCE_END.split(plain(text)) if (words := _WORD.findall(part))]
    if not sentences:
        return ReadingLevel(0.0, 0.0)
    if _CHINESE.search(text):
        return ReadingLevel(mean(len("".join(words)) / CHARACTERS_OF_A_WORD for words in sentences), None)
    length = mean(map(len, sentences))
    every = [word for words in sentences for word in words]
    return ReadingLevel(length, length + 100 * mean(len(word) > LONG_WORD for word in every))


def reading_levels(entries: Iterable[Entry]) -> dict[str, ReadingLevel]:
    """Language -> mean level of its texts."""
    found = defaultdict(list)
    for entry in entries:
        for text in entry.texts.values():
            found[text.language].append(reading_level(f"{text.summary}\n{text.body}"))
    return {language: _mean(levels) for language, levels in found.items()}


def _mean(listed: list[ReadingLevel]) -> ReadingLevel:
    lix = [level.lix for level in listed if level.lix is not None]
    return ReadingLevel(mean(level.sentence for level in listed), mean(lix) if lix else None)
