"""What a text speaks of, whatever its language: concepts found by their expressions in a lexicon.

A text and a question that share no word share the concept: "住家纸" and "volante de empadronamiento" are one. Expressions are found by
their words without endings, longest first; a few words of a language with many forms are enough that way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from matching.normalisation import content_words, words
from matching.skeleton import skeleton

LONGEST = 6  # words of an expression
STEM = 5  # letters of a word that are compared: the endings of Basque, Romanian, Ukrainian and Russian come after
SHORT = (4, 5)  # letters of words that are compared by their first four, in languages that inflect them
INFLECTING = ("eu", "ro", "uk", "ru")
INFLECTED = 0.7  # what an expression counts that is found in another form
BROADER = 0.3  # what the next wider concept counts
SEARCHED = {"ar": ("ar", "ary", "ary-Latn", "fr"), "zh": ("zh",)}  # Darija borrows from French; all borrow the names of papers from Spanish
EVERYWHERE = "es"

Expressions = Mapping[str, Mapping[str, Iterable[str]]]  # concept -> language -> expressions


class ConceptFinder:
    """Built once from a lexicon; `broader` names the next wider concept of some."""

    def __init__(self, expressions: Expressions, broader: Mapping[str, str] | None = None):
        self._broader = dict(broader or {})
        self._tables: dict[str, dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]]] = {}
        self._short: dict[tuple[str, str], list[str]] = {}
        self._reach: dict[tuple[str, str], int] = {}  # how many words an expression that begins so can have
        for concept, languages in expressions.items():
            for language, said in languages.items():
                self._add(concept, language, said)

    def _add(self, concept: str, language: str, said: Iterable[str]) -> None:
        table = self._tables.setdefault(language, {})
        for expression in said:
            tokens = _tokens(expression, language)
            if tokens and len(tokens) <= LONGEST:
                stems = _stems(tokens, language)
                table.setdefault(stems, []).append((concept, tokens))
                if len(tokens) == 1 and SHORT[0] <= len(tokens[0]) <= SHORT[1]:
                    self._short.setdefault((language, tokens[0][: SHORT[0]]), []).append(concept)
                self._reach[language, stems[0]] = max(len(stems), self._reach.get((language, stems[0]), 0))

    def find(self, text: str, language: str) -> Counter[str]:
        """Concept -> how much the text speaks of it; what is named in Spanish is found in every language."""
        found: Counter[str] = Counter()
        for searched in dict.fromkeys((*SEARCHED.get(language, (language,)), EVERYWHERE)):
            for concept, weight in self._in(text, searched):
                found[concept] = max(found[concept], weight)
        for concept, weight in list(found.items()):
            wider = self._broader.get(concept)
            if wider:
                found[wider] = max(found[wider], BROADER * weight)
        return found

    def _in(self, text: str, language: str) -> Iterator[tuple[str, float]]:
        table = self._tables.get(language)
        tokens = _tokens(text, language) if table else ()
        stems, start = _stems(tokens, language), 0
        while start < len(tokens):
            longest = min(self._reach.get((language, stems[start]), 0), len(tokens) - start)
            length = next((n for n in range(longest, 0, -1) if stems[start : start + n] in table), 0)
            for concept, expression in table[stems[start : start + length]] if length else ():
                yield concept, 1.0 if expression == tokens[start : start + length] else INFLECTED
            if not length:
                yield from ((concept, INFLECTED) for concept in self._short_forms(tokens[start], language))
            start += length or 1

    def _short_forms(self, token: str, language: str) -> tuple[str, ...]:
        """Concepts of short words that a stem keeps whole: an ending makes them longer, and so unlike themselves."""
        is_near = SHORT[0] <= len(token) <= SHORT[1] + 1
        return tuple(self._short.get((language, token[: SHORT[0]]), ())) if is_near and language in INFLECTING else ()


def _tokens(text: str, language: str) -> tuple[str, ...]:
    """Words that carry meaning; of Chinese, which writes no spaces, the characters."""
    if language == "zh":
        return tuple(c for word in words(text, language) for c in word)
    return tuple(content_words(text, "ar" if language.startswith("ary") else language) or words(text, ""))


def _stems(tokens: tuple[str, ...], language: str) -> tuple[str, ...]:
    if language == "zh":
        return tokens
    if language in ("ar", "ary", "ary-Latn", "ur"):
        return tuple(skeleton(token) or token for token in tokens)
    return tuple(token[:STEM] for token in tokens)
