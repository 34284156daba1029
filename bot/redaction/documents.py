"""Numbers of documents: NIE, NIF, passports, files, and licence plates. The name of a document stays, its number goes."""

import re
from collections.abc import Iterator

from stdnum.cn import ric
from stdnum.es import dni, nie

from bot.redaction.finder import LATIN_OR_CYRILLIC, Finder, Finding, Reading
from bot.redaction.finder import NO_SIGN_AFTER as _END
from bot.redaction.finder import NO_SIGN_BEFORE as _START

_APART = r"[ .\-_/]{0,2}"
_LETTER = rf"[{LATIN_OR_CYRILLIC}]"  # a Cyrillic keyboard writes "Х1234567А"
_NIE = re.compile(rf"{_START}[xyzху]{_APART}\d(?:{_APART}\d){{5,8}}(?:{_APART}[a-z]|{_LETTER})?{_END}")
_NIF = re.compile(rf"{_START}\d(?:{_APART}\d){{6,7}}(?:{_APART}[a-z]|{_LETTER}){_END}")
_OLD_NIF = re.compile(rf"{_START}[klm]\d{{7}}[a-z]{_END}")
_SMALL_WORDS = frozenset("aeouy")  # "12345678 y ...": a word of one letter, unless the check says otherwise


def _compact(text: str) -> str:
    return re.sub(r"[\W_]", "", text).upper()


class NieFinder(Finder):
    """X, Y or Z, digits, a letter. The right letter makes it sure; a mistyped one goes too, shorter ones only after "NIE"."""

    kinds = ("NIE",)

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in _NIE.finditer(reading.masked):
            number = _compact(found[0])
            if found[0][1] == " " and not (len(number) == 9 and number[-1].isalpha()):
                continue  # "y 12345678": a small word and some number
            if nie.is_valid(number):
                score = 1.0
            elif len(number) == 9 and number[-1].isalpha():
                score = 0.7
            else:
                score = 0.6 if reading.topic(found.start()) in ("NIE", "NIF") else 0.45
            is_word = score < 1.0 and found[0][-2] == " " and found[0][-1] in _SMALL_WORDS  # "X1234567 y ..."
            yield Finding("NIE", found.start(), found.end() - 2 * is_word, score)


class NifFinder(Finder):
    """Seven or eight digits and a letter."""

    kinds = ("NIF",)

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in _NIF.finditer(reading.masked):
            number = _compact(found[0])
            if len(number) == 9 and dni.is_valid(number):
                yield Finding("NIF", found.start(), found.end(), 1.0)
            elif not (found[0][-1] in _SMALL_WORDS and found[0][-2] == " "):
                yield Finding("NIF", found.start(), found.end(), 0.65)
        for found in _OLD_NIF.finditer(reading.masked):
            yield Finding("NIF", found.start(), found.end(), 0.6)


_LETTERS_THEN_DIGITS = re.compile(rf"{_START}{_LETTER}{{1,3}}[\-_]?\d{{6,9}}{_LETTER}?{_END}")
_LETTERS_APART = re.compile(rf"{_START}{_LETTER}{{1,3}}[ \-_.]{{0,2}}(?:(?:№|nr\.?|no\.?) ?)?\d(?:[ \-.]?\d){{5,8}}{_END}")
_ANY_CODE = re.compile(rf"{_START}[a-z0-9][a-z0-9/\-]{{4,24}}{_END}")
_CHINESE_CARD = re.compile(rf"{_START}\d{{6}}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}[\dx]{_END}")
_CONTEXTS = ("PASSPORT", "DOCUMENT", "NIE", "NIF", "SSN")


class DocumentFinder(Finder):
    """Passports and file numbers: letters and digits in one word, sure only after the name of the document."""

    kinds = ("PASSPORT", "DOCUMENT", "NIE", "NIF", "SSN")

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in _LETTERS_THEN_DIGITS.finditer(reading.masked):
            topic = reading.topic(found.start())
            yield Finding("PASSPORT" if topic == "PASSPORT" else "DOCUMENT", found.start(), found.end(), 0.5)
        for found in _LETTERS_APART.finditer(reading.masked):
            # Apart, the letters could be a small word ("es 123456789"): capitals only.
            letters = re.match(r"[^\W\d_]+", reading.text[found.start() : found.end()])[0]
            if letters.isupper() and reading.topic(found.start()) in _CONTEXTS:
                yield Finding(reading.topic(found.start()), found.start(), found.end(), 0.65)
        for found in _CHINESE_CARD.finditer(reading.masked):
            yield Finding("NIF", found.start(), found.end(), 1.0 if ric.is_valid(found[0]) else 0.5)
        yield from self._announced(reading)

    def _announced(self, reading: Reading) -> Iterator[Finding]:
        for found in _ANY_CODE.finditer(reading.plain):
            digits = sum(map(str.isdigit, found[0]))
            if digits >= 5 and reading.topic(found.start()) in ("PASSPORT", "DOCUMENT") and not _is_kept_date(reading, found):
                yield Finding(reading.topic(found.start()), found.start(), found.end(), 0.62)


def _is_kept_date(reading: Reading, found: re.Match[str]) -> bool:
    """A passport may expire "30/06/2026"; a file number such as "1234/2024" is no date."""
    return found[0].count("/") != 1 and not any(map(str.isdigit, reading.masked[found.start() : found.end()]))


_PLATE = re.compile(rf"{_START}(\d{{4}})([ \-]?)([bcdfghjklmnprstvwxyz]{{3}}){_END}")
_OLD_PLATE = re.compile(rf"{_START}{_LETTER}{{1,2}}([ \-]?)\d{{4}}([ \-]?){_LETTER}{{1,2}}{_END}")
# Romania, Portugal, Ukraine, Russia: "CJ 12 ABC", "12-AB-34", "А123ВС77".
_OTHER_PLATE = re.compile(
    rf"{_START}(?:{_LETTER}{{1,2}}[ \-]?\d{{2,3}}[ \-]?{_LETTER}{{2,3}}(?:\d{{2,3}})?|\d\d-{_LETTER}{{2}}-\d\d){_END}"
)
_MOROCCAN_PLATE = re.compile(r"(?<!\d)\d{1,5} ?[\-|/] ?[\u0621-\u064a] ?[\-|/] ?\d{1,2}(?!\d)")


class PlateFinder(Finder):
    """Licence plates: sure when written in one word of capitals or with dashes, otherwise after "matrícula"."""

    kinds = ("PLATE",)

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in _PLATE.finditer(reading.masked):
            in_capitals = reading.text[found.start(3) : found.end()].isupper()
            like_a_year = found[1][:2] in ("19", "20") and found[2] == " "  # "en 2024 SMS ..."
            sure = found[2] != " " or (in_capitals and not like_a_year)
            if sure or reading.topic(found.start()) == "PLATE":
                yield Finding("PLATE", found.start(), found.end(), 0.55)
        for found in _OLD_PLATE.finditer(reading.masked):
            if found[1] == found[2] == "-" or reading.topic(found.start()) == "PLATE":
                yield Finding("PLATE", found.start(), found.end(), 0.5)
        for found in _OTHER_PLATE.finditer(reading.masked):
            if reading.topic(found.start()) == "PLATE" and reading.text[found.start() : found.end()].isupper():
                yield Finding("PLATE", found.start(), found.end(), 0.5)
        for found in _MOROCCAN_PLATE.finditer(reading.plain):
            yield Finding("PLATE", found.start(), found.end(), 0.5)
