"""Text as people type it, made comparable: the first step of every signal of the matcher.

`clean` keeps the text readable (what may be shown or sent on); `fold` makes it comparable (what is indexed and searched).
"""

import re
import unicodedata
from functools import lru_cache

from matching.resources import load_resource

SIGNS_OF_A_WORD = 2  # in Chinese, which has no spaces
_ELONGATED = re.compile(r"(\w)\1{2,}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARABIC_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي", "ـ": ""}
)


_ASSIGNED = (*range(0x20000), *range(0xE0000, 0xE0200))  # where Unicode has such characters: between lie Chinese signs and nothing


def _characters(*categories: str) -> dict[int, None]:
    """A table that drops every character of some Unicode categories; made once, since asking for each character is slow."""
    return {code: None for code in _ASSIGNED if unicodedata.category(chr(code)) in categories and not chr(code).isspace()}


_UNSEEN = _characters("Cc", "Cf", "Cs", "Co")
_MARKS = _characters("Mn")


def clean(text: str) -> str:
    """Drop control, format (bidi) and surrogate characters, unify forms and spaces. Keeps joiners inside words and emoji."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_UNSEEN).split())


def fold(text: str) -> str:
    """Lower case, no diacritics, one form per Arabic letter, no elongation ("holaaaa" is "hola")."""
    decomposed = unicodedata.normalize("NFD", clean(text).casefold().translate(_ARABIC_LETTERS))
    bare = decomposed.translate(_MARKS)
    return _ELONGATED.sub(r"\1", bare).translate(_ARABIC_LETTERS)


def words(text: str, language: str) -> list[str]:
    """Folded words of a text, abbreviations of chats written out ("xq" is "por que" in Spanish)."""
    short, found = _abbreviations(language), _WORD.findall(fold(text))
    if short.keys().isdisjoint(found):
        return found
    return [part for w in found for part in short.get(w, w).split()]


def content_words(text: str, language: str) -> list[str]:
    """Words that carry meaning: no function words of the language, no single letters."""
    empty = _function_words(language)
    return [w for w in words(text, language) if w not in empty and len(w) > 1]


@lru_cache
def _abbreviations(language: str) -> dict[str, str]:
    return load_resource("abbreviations").get(language, {})


@lru_cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(fold(w) for w in load_resource("function_words").get(language, []))
