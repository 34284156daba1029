"""Names that a person introduces: "me llamo ...", "nire izena ... da", "I am ...", "اسمي ...". Words: `names.yml`."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, Self

from bot.redaction.chinese import ChineseNames
from bot.redaction.data import phrases, read_data, word_set
from bot.redaction.finder import WORD, Finder, Finding, Reading
from bot.redaction.folding import HAN, bare

_WORD = re.compile(WORD + r"(?!\d)")  # "n3tiha" is a word of arabizi, not a name and a number
_GAP = re.compile(r" {1,2}")
_BEFORE_NAME = re.compile(r"(?: ?- ?|[ :]{0,3})[\"«“„]?")
_AFTER_PHRASE = re.compile(r"(?: - |[ :]{0,3})[\"«“„]?")  # no dash without spaces: "mi ex-marido"
_BEFORE_SIGNATURE = re.compile(r"[\s,.:!\-]{1,6}")
# Chinese has no spaces, and Arabic "and" is glued to its word: both may stand right before a phrase.
_START = rf"(?<![^\W\d{HAN}\u0648])(?<!@)"
_LONGEST = 4  # Words of a name; a longer stretch is a sentence, and then two words go.
_WINDOW = 120  # Characters looked at, so that a long text costs no more per phrase.


class Introductions(NamedTuple):
    """One language: its phrases by way, pairs of words around a name, and words that end a name after them."""

    ways: dict[str, re.Pattern[str]]
    around: list[tuple[re.Pattern[str], re.Pattern[str]]]
    ends: frozenset[str]
    and_is_glued: bool

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        ways = ("follows", "called", "capital", "precedes", "closing")
        pairs = (pair.split(" ... ") for pair in data.get("around", []))
        return cls(
            {way: re.compile(rf"{_START}(?:{phrases(data[way])})") for way in ways if way in data},
            [(re.compile(rf"{_START}(?:{phrases([before])})"), re.compile(rf" +(?:{phrases([after])})")) for before, after in pairs],
            word_set(data.get("ends", [])),
            "and_is_apart" not in data,
        )


class NameFinder(Finder):
    """A name ends at punctuation, at a word that is never a name, or after four words."""

    kinds = ("NAME",)

    def __init__(self):
        super().__init__()
        data = read_data("names.yml")
        self._languages = [Introductions.read(each) for each in data["phrases"].values()]
        self._chinese = ChineseNames(data["chinese"])
        self._particles = word_set(data["particles"])
        self._never = word_set(data["never"])
        self._never_ends = tuple(map(bare, data["never_ends"]))
        self._is_people = re.compile(rf"(?:{phrases(data['peoples'])})").match
        self._never_before = word_set(data["never_before"])
        self._never_before_ends = tuple(map(bare, data["never_before_ends"]))

    def find(self, reading: Reading) -> Iterator[Finding]:
        looks = {"follows": self._any_letters, "called": self._called, "capital": self._capitals, "closing": self._signature}
        for language in self._languages:
            for way, pattern in language.ways.items():
                for phrase in pattern.finditer(reading.plain):
                    if way == "precedes":
                        yield from self._before(reading, phrase.start())
                    else:
                        yield from looks[way](reading, phrase.end(), language)
            yield from self._around(reading, language)
        for name in self._chinese.find(reading.text):
            yield Finding("NAME", *name, 0.7)

    def _any_letters(self, reading: Reading, start: int, language: Introductions) -> Iterator[Finding]:
        start = _BEFORE_NAME.match(reading.text, start).end()
        if end := self._chinese.any_end(reading.text, start):
            yield Finding("NAME", start, end, 0.8)
            return
        words = self._words(reading, start, language, surely=True)
        if len(words) > _LONGEST:
            capitals = next((place for place, word in enumerate(words) if not word[0][0].isupper()), _LONGEST)
            words = words[: min(max(capitals, 2), _LONGEST)]
        if words:
            yield Finding("NAME", words[0].start(), words[-1].end(), 0.8)

    def _called(self, reading: Reading, start: int, language: Introductions) -> Iterator[Finding]:
        """After "我叫", which also calls an ambulance: Chinese only when it begins like a name, other letters always."""
        start = _BEFORE_NAME.match(reading.text, start).end()
        if end := self._chinese.like_a_name_end(reading.text, start):
            yield Finding("NAME", start, end, 0.8)
        elif not self._chinese.is_chinese(reading.text, start):
            yield from self._any_letters(reading, start, language)

    def _words(self, reading: Reading, start: int, language: Introductions, surely: bool) -> list[re.Match[str]]:
        """Words from `start` that may be a name; up to one more than `_LONGEST`, without particles at the end."""
        words: list[re.Match[str]] = []
        for word in _row(reading.text, start):
            bare_word = reading.plain[word.start() : word.end()]
            inside = bool(words) and bare_word in self._particles
            if not inside and self._ends_name(bare_word, word[0], bool(words), surely, language):
                break
            words.append(word)
            if sum(each[0].lower() not in self._particles for each in words) > _LONGEST:
                break
        while words and reading.plain[words[-1].start() : words[-1].end()] in self._particles:
            words.pop()
        return words

    def _ends_name(self, bare_word: str, word: str, is_later: bool, surely: bool, language: Introductions) -> bool:
        """After "me llamo", a first word with a capital is a name whatever else it means: "Joan", "Sol"."""
        if word.islower() and bare_word.endswith(self._never_ends):
            return True
        if surely and not is_later:
            return (bare_word in self._never or bare_word in language.ends) and not _is_capitalised(word)
        glued_and = is_later and language.and_is_glued and word.startswith("و")
        return self._is_never(bare_word) or bare_word in language.ends or glued_and

    def _capitals(self, reading: Reading, start: int, language: Introductions) -> Iterator[Finding]:
        gap = _AFTER_PHRASE.match(reading.text, start)
        words = self._capital_words(reading, gap.end(), language) if gap.end() > start else []
        if words:
            yield Finding("NAME", words[0].start(), words[-1].end(), 0.7)

    def _capital_words(self, reading: Reading, start: int, language: Introductions) -> list[re.Match[str]]:
        words: list[re.Match[str]] = []
        for word in self._words(reading, start, language, surely=False)[:_LONGEST]:
            if not _is_capitalised(word[0]) and word[0] not in self._particles:
                break
            words.append(word)
        while words and not _is_capitalised(words[-1][0]):
            words.pop()
        return words if words and _is_capitalised(words[0][0]) else []

    def _around(self, reading: Reading, language: Introductions) -> Iterator[Finding]:
        """Capitalised words right between two others: "main Ahmed hoon"."""
        for before, after in language.around:
            for phrase in before.finditer(reading.plain):
                gap = _GAP.match(reading.text, phrase.end())
                words = self._capital_words(reading, gap.end(), language) if gap else []
                if words and after.match(reading.plain, words[-1].end()):
                    yield Finding("NAME", words[0].start(), words[-1].end(), 0.7)

    def _signature(self, reading: Reading, start: int, language: Introductions) -> Iterator[Finding]:
        gap = _BEFORE_SIGNATURE.match(reading.text, start)
        words = self._capital_words(reading, gap.end(), language) if gap else []
        if words and not reading.text[words[-1].end() :].strip(" .!\n"):
            yield Finding("NAME", words[0].start(), words[-1].end(), 0.7)

    def _before(self, reading: Reading, end: int) -> Iterator[Finding]:
        """Capitalised words that touch `end`: "Ane Etxebarria naiz"."""
        words = list(_WORD.finditer(reading.text, max(0, end - _WINDOW), end))[-_LONGEST:]
        start = stop = None
        for word in reversed(words):
            bare_word = reading.plain[word.start() : word.end()]
            if reading.text[word.end() : start or end].strip(" ") or not _is_capitalised(word[0]):
                break
            if self._is_never(bare_word) or bare_word in self._never_before or bare_word.endswith(self._never_before_ends):
                break
            start, stop = word.start(), stop or word.end()
        if start is not None:
            yield Finding("NAME", start, stop, 0.7)

    def _is_never(self, bare_word: str) -> bool:
        return bare_word in self._never or self._is_people(bare_word) is not None


def _row(text: str, start: int) -> Iterator[re.Match[str]]:
    """Words with one or two spaces between them, from `start`."""
    word = _WORD.match(text, start)
    while word:
        yield word
        gap = _GAP.match(text, word.end())
        word = _WORD.match(text, gap.end()) if gap else None


def _is_capitalised(word: str) -> bool:
    """ "Fatima", "El-Amrani", not "RGI" and not a letter without case."""
    return word[0].isupper() and (len(word) == 1 or not word.isupper())
