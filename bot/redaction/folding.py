"""Folds the disguises of a character (full-width, Arabic-Indic digits, zero-width marks), before anything is looked for.

Every folded character stands for exactly one of the original, so that what is found can be cut out of the original.
"""

import re
import unicodedata
from dataclasses import dataclass

# Soft hyphen, joiners, direction marks, word joiner, byte order mark, emoji variation selector and keycap: invisible inside a number.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufe0f\ufeff\u20e3]")
HAN = "\u3400-\u4dbf\u4e00-\u9fff"  # Chinese, inside a class of characters: it has no spaces, so it may touch anything.
_KEPT = frozenset("ºª°")  # Compatibility forms would turn "3ºB" into "3oB".
_APOSTROPHES = frozenset("’‘ʼ`´")
_SAME = {"ё": "е"}  # Russians write either.


class _Table(dict[int, str]):
    """A translation table that works out a character when it is first met."""

    def __init__(self, rule):
        self._rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = self._rule(chr(code))
        return self[code]


def _simple(char: str) -> str:
    """Decimal digits of any script as 0-9, dashes as "-", spaces as " ", compatibility forms as the plain letter."""
    if char.isascii() or char in _KEPT:
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if char in _APOSTROPHES:
        return "'"
    category = unicodedata.category(char)
    if category in ("Pd", "Zs") or char == "\u2212":
        return " " if category == "Zs" else "-"
    form = unicodedata.normalize("NFKC", char)
    return form if len(form) == 1 else char


def _bare(char: str) -> str:
    """Lower case, without accents; letters of scripts where a mark changes the letter stay as they are."""
    base = unicodedata.normalize("NFD", char)[0] if ord(char) < 0x250 else char
    lower = base.lower()
    return _SAME.get(lower, lower) if len(lower) == 1 else char


_SIMPLE = _Table(_simple)
_BARE = _Table(_bare)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` without disguises; `places[i]` is where its character i stood (the last one: the end), or None when nothing moved."""

    text: str
    places: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that the span of the folded one stands for with the invisible characters after it."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end]


def fold(text: str) -> Folded:
    if text.isascii():
        return Folded(text)
    simple = text.translate(_SIMPLE)
    if not INVISIBLE.search(simple):
        return Folded(simple)
    places = tuple(place for place, char in enumerate(simple) if not INVISIBLE.match(char))
    return Folded("".join(simple[place] for place in places), (*places, len(simple)))


def bare(text: str) -> str:
    """`text` in lower case without accents, of the same length: what phrases and context words are looked for in."""
    return text.translate(_BARE)
