"""What every recogniser shares: the `Reading` of a message, and `Finder`, a Presidio recogniser made of one generator."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, NamedTuple

from bot.redaction.folding import HAN, bare
from bot.redaction.kept import Keeper
from bot.redaction.presidio import LocalRecognizer, NlpArtifacts, RecognizerResult

ANY_LANGUAGE = "xx"  # Presidio keeps recognisers per language; ours always run all, because people mix languages.
REACH = 48  # Characters before a number in which a word such as "pasaporte" says what the number is.
# A word of letters, with Arabic vowel marks, apostrophes and dashes inside. Possessive: a word is never tried again in pieces.
# Not of Chinese, where a whole sentence is one row of letters.
LETTER = rf"[^\W\d_{HAN}]"
WORD = rf"{LETTER}(?:(?:['\-]?{LETTER}|[\u064b-\u0655\u0670])){{0,60}}+"
NO_WORD_BEFORE, NO_WORD_AFTER = rf"(?<![^\W{HAN}])", rf"(?![^\W{HAN}])"  # what \b would say if Chinese had spaces
NO_SIGN_BEFORE, NO_SIGN_AFTER = rf"(?<![^\W_{HAN}])", rf"(?![^\W_{HAN}])"  # the same, and a low line is none of a word
LATIN_OR_CYRILLIC = "a-zа-яіїєґ"


class Finding(NamedTuple):
    """`score` 1.0: the checksum is right; 0.4: the shape alone; below that it is dropped."""

    kind: str
    start: int
    end: int
    score: float


class Result(RecognizerResult):
    """Equal to itself only: Presidio compares all pairs of results, which `redactor.merge` does in one pass."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def contained_in(self, other: RecognizerResult) -> bool:
        return False


class Reading(NlpArtifacts):
    """One folded text with what recognisers look at; `plain` and `masked` have the same length as `text`."""

    def __init__(self, text: str, keeper: Keeper, contexts: re.Pattern[str]):
        super().__init__(entities=[], tokens=[], tokens_indices=[], lemmas=[], nlp_engine=None, language=ANY_LANGUAGE)
        self.text = text
        self.plain = bare(text)
        self._keeper = keeper
        self._contexts = contexts
        self._topics: dict[int, str | None] = {}

    @cached_property
    def masked(self) -> str:
        """`plain` with everything that must stay (help numbers, dates, amounts, placeholders) blotted out."""
        return self._keeper.mask(self.plain)

    def topic(self, start: int) -> str | None:
        """The kind that the nearest context word before `start` announces, or None."""
        if start not in self._topics:
            self._topics[start] = self._nearest_topic(start)
        return self._topics[start]

    def _nearest_topic(self, start: int) -> str | None:
        topic = None
        full_stop = self.plain.rfind("。", 0, start) + 1  # in Chinese REACH holds several sentences
        for found in self._contexts.finditer(self.plain, max(full_stop, start - REACH), start):
            if found.lastgroup != "ANY" or topic is None:
                topic = found.lastgroup
        return "PHONE" if topic == "ANY" else topic


class Finder(LocalRecognizer):
    """A recogniser: subclasses name their `kinds` and yield findings of a reading."""

    kinds: ClassVar[tuple[str, ...]]

    def __init__(self):
        super().__init__(supported_entities=list(self.kinds), supported_language=ANY_LANGUAGE, name=type(self).__name__)

    def load(self) -> None:
        pass

    def find(self, reading: Reading) -> Iterator[Finding]:
        raise NotImplementedError

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        return [Result(*finding) for finding in self.find(nlp_artifacts)]
