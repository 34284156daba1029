"""Where a person lives: street, name and number together. A district, a town or "vivo en la calle" stays."""

import re
from collections.abc import Iterator

from bot.redaction.chinese import ChineseStreets
from bot.redaction.data import phrases, read_data, word_set
from bot.redaction.finder import LATIN_OR_CYRILLIC, NO_WORD_AFTER, NO_WORD_BEFORE, WORD, Finder, Finding, Reading
from bot.redaction.folding import bare

_WORDS = re.compile(WORD)
_GAP = r"[ ,،\-:.]{0,3}"
_LETTER_OF_DOOR = rf"[{LATIN_OR_CYRILLIC}](?![\w'])"
_NUMBER = rf"\d{{1,4}}(?!\d)(?: ?(?:bis|ter)(?!\w)|{_LETTER_OF_DOOR}| [b-dfgh](?![\w'])|[\-/]\d{{1,3}}(?!\d))?"
_NAME = rf"(?P<name>{WORD}(?: {WORD}){{0,2}})"


class StreetFinder(Finder):
    """The orders in which people write a street, and lived-in streets without a number. Words: `addresses.yml`."""

    kinds = ("ADDRESS",)

    def __init__(self):
        super().__init__()
        data = read_data("addresses.yml")
        self._never = word_set(data["never"])
        self._particles = word_set(data["particles"])
        kind, mark = rf"(?:{phrases(data['before_the_name'])})", rf"(?:(?:{phrases(data['number_marks'])}){_GAP})?"
        long_name = rf"(?P<name>(?:\d{{1,2}} de )?{WORD}\.?(?: {WORD}\.?){{0,5}}?)"
        self._chinese = ChineseStreets(data["chinese"])
        self._kind_first = re.compile(rf"{NO_WORD_BEFORE}(?<!/){kind}[ :.]{{0,2}}{long_name}{_GAP}{mark}{_NUMBER}")
        self._numbers_only = re.compile(rf"{NO_WORD_BEFORE}(?:{phrases(data['with_a_number'])})[ :.]{{0,2}}{_NUMBER}")
        self._grid = re.compile(rf"(?<![\w/])(?:calle|carrera|cra|cl|diagonal) ?\d{{1,3}} ?[a-z]? ?(?:#|no\.?|nº|-) ?{_NUMBER}")
        self._number_first = re.compile(rf"(?<![\w.,]){_NUMBER},? (?:{phrases(data['after_the_number'])}) ")
        self._kind_last = re.compile(rf"(?<![\w'\-]){_NAME} (?:{phrases(data['after_the_name'])}){_GAP}{mark}{_NUMBER}")
        self._english = re.compile(rf"(?<![\w.,]){_NUMBER},? {_NAME} (?:{phrases(data['english'])})")
        self._lived_in = re.compile(rf"{NO_WORD_BEFORE}(?:{phrases(data['lived_in'])})[ :]{{1,2}}(?:(?:la|el|le|de) )?(?P<street>{kind} ?)")
        self._tail = re.compile(rf"(?:[ ,،.\-/]{{1,3}}{_door(phrases(data['doors']))}[ºª°]?){{1,5}}")

    def find(self, reading: Reading) -> Iterator[Finding]:
        for start, end in self._numbered(reading):
            tail = self._tail.match(reading.masked, end)
            yield Finding("ADDRESS", start, tail.end() if tail else self._chinese.doors_end(reading.masked, end), 0.8)
        for street in self._chinese.find(reading.masked):
            yield Finding("ADDRESS", *street, 0.8)
        for found in self._lived_in.finditer(reading.plain):
            if end := self._name_end(reading, found.end(), capital=True):
                yield Finding("ADDRESS", found.start("street"), end, 0.7)

    def _numbered(self, reading: Reading) -> Iterator[tuple[int, int]]:
        for pattern in (self._grid, self._numbers_only):
            for found in pattern.finditer(reading.masked):
                yield found.span()
        for pattern in (self._kind_first, self._english):
            for found in pattern.finditer(reading.masked):
                if not any(word in self._never for word in _WORDS.findall(found["name"])):
                    yield found.span()
        for found in self._number_first.finditer(reading.masked):
            if end := self._name_end(reading, found.end(), capital=False):
                yield found.start(), end
        for found in self._kind_last.finditer(reading.masked):
            start = self._name_start(reading, *found.span("name"))
            if start is not None:
                yield start, found.end()

    def _name_end(self, reading: Reading, start: int, capital: bool) -> int:
        """The end of the name that begins at `start`, 0 when there is none: one word (with a `capital`), then words with one."""
        end, last, words = 0, start, 0
        for word in _WORDS.finditer(reading.text, start, start + 60):
            if word.start() - last > 1 or reading.plain[word.start() : word.end()] in self._never:
                break
            last = word.end()
            allowed = 1 if word[0][0].islower() else 2  # a script without capitals: "شارع محمد الخامس"
            if word[0][0].isupper() or (words < allowed and not capital and bare(word[0]) not in self._particles):
                end, words = word.end(), words + 1
            elif bare(word[0]) not in self._particles:
                break
        return end

    def _name_start(self, reading: Reading, start: int, end: int) -> int | None:
        """Where the name that ends at `end` begins: words before its first capital are still the sentence."""
        words = list(_WORDS.finditer(reading.text, start, end))
        while len(words) > 1 and (bare(words[0][0]) in self._never or not words[0][0][0].isupper()):
            words = words[1:]
        return None if any(bare(word[0]) in self._never for word in words) else words[0].start()


def _door(words: str) -> str:
    """ "3º B", "2 izda", "piso 3", "bajo", "bl. A4, sc. A, ap. 12"."""
    code = rf"(?:(?:\d{{1,3}}[a-z]?|[a-z]\d{{1,2}}|[b-h]){NO_WORD_AFTER}|a(?=[,.;]))"
    return rf"(?:\d{{1,2}} ?[ºª°.\-]{{0,2}} ?(?:(?:{words})|[a-h](?!\w))|\d{{1,2}} ?[ºª°]|(?:{words})(?:[ .:]{{0,2}}{code})?)"


class PostalCodeFinder(Finder):
    """Five digits with a town after them; those after "código postal" are found as numbers."""

    kinds = ("ADDRESS",)

    def __init__(self):
        super().__init__()
        town = phrases(read_data("addresses.yml")["towns"])
        self._pattern = re.compile(rf"{NO_WORD_BEFORE}(?<![.,])((?:0[1-9]|[1-4]\d|5[0-2])\d{{3}})[ ,\-]{{1,3}}(?:{town})")

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in self._pattern.finditer(reading.masked):
            yield Finding("ADDRESS", *found.span(1), 0.6)
