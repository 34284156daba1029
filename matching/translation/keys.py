"""What is looked up of a word: itself, its beginning, and of Arabic its consonants; and what stands on the English side."""

from collections.abc import Iterator
from functools import lru_cache

from matching.normalisation import content_words
from matching.skeleton import skeleton
from matching.terms import SEARCHED, grams

BEGINNING = 6  # letters: endings of Basque, Romanian, Ukrainian and Russian come after
REMEMBERED = 50_000
ARABIC = {"ar": "ar", "ary": "ar", "ary-Latn": "ar", "arz_latn": "ar"}  # one table: they write the same words
ENGLISH = "en"


def table_language(language: str) -> str:
    """The language whose table holds the words of `language`."""
    return ARABIC.get(language, language)


def english_stems(text: str) -> list[str]:
    """The words of an English text that carry meaning, by their first letters."""
    return [word[:BEGINNING] for word in content_words(text, ENGLISH)]


def keys_of(text: str, language: str) -> Iterator[tuple[str, ...]]:
    """For each word that carries meaning what it can be looked up by, the surest first."""
    own = table_language(language)
    for word in content_words(text, own):
        if own == "zh":
            yield from ((piece,) for piece in grams(word, SEARCHED))
        else:
            yield _keys(word, own)


@lru_cache(maxsize=REMEMBERED)
def _keys(word: str, language: str) -> tuple[str, ...]:
    found = [word]
    if len(word) > BEGINNING:
        found.append(f"{word[:BEGINNING]}*")
    bone = skeleton(word) if language in ("ar", "ur") else ""
    if len(bone) > 1:
        found.append(f"s:{bone}")
    return tuple(found)
