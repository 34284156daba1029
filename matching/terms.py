"""Terms that are counted: character n-grams within words, whole words and, for Arabic, consonant skeletons."""

from functools import lru_cache

from matching.normalisation import words
from matching.skeleton import skeleton

SEARCHED = (4,)  # the best single signal in the study, design section 6
COMPARED = (3, 4, 5)
REMEMBERED = 50_000  # words whose terms are kept: texts repeat their words
_CHINESE = ("\u4e00", "\u9fff")


@lru_cache(maxsize=REMEMBERED)
def grams(word: str, sizes: tuple[int, ...]) -> tuple[str, ...]:
    """Character n-grams of a word with its edges marked; a word shorter than n gives itself.

    Of Chinese, which writes no spaces, so that a "word" may be a sentence, stretches of one, two and more characters, one more than there are sizes.
    """
    if _CHINESE[0] <= word[:1] <= _CHINESE[1]:
        return tuple(word[i : i + size] for size in range(1, len(sizes) + 2) for i in range(len(word) - size + 1))
    marked = f"_{word}_"
    found: list[str] = []
    for size in sizes:
        found += [marked] if len(marked) <= size else [marked[i : i + size] for i in range(len(marked) - size + 1)]
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def bones(word: str) -> tuple[str, ...]:
    """The consonants of a word and their trigrams; nothing when fewer than two are left."""
    bone = skeleton(word)
    return tuple(f"s:{gram}" for gram in sorted({bone, *grams(bone, (3,))})) if len(bone) > 1 else ()


def search_terms(text: str, language: str) -> list[str]:
    """Terms of the lexical index."""
    found = words(text, language)
    return [gram for word in found for gram in grams(word, SEARCHED)] + _skeletons(found, language)


def example_terms(text: str, language: str) -> list[str]:
    """Terms of the classifier over example questions: words, pairs of words and n-grams."""
    found = words(text, language)
    terms = [f"w:{w}" for w in found] + [f"w:{a} {b}" for a, b in zip(found, found[1:])]
    terms += [gram for word in found for gram in grams(word, COMPARED)]
    return terms + _skeletons(found, language)


def _skeletons(found: list[str], language: str) -> list[str]:
    return [term for word in found for term in bones(word)] if language == "ar" else []
