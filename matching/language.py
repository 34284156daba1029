"""Which language a message is written in, with the conversation as context for short ones.

`py3langid` decides among the eleven languages; Darija in Latin letters, which every public identifier misses (0 % in our
measurement, design section 5), is ours: digits used as letters inside words, and frequent words. Arabic letters are `ar`, Darija or not.
"""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from matching.normalisation import fold, words
from matching.resources import load_resource

SUPPORTED = ("es", "eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur")
CONFIDENT = 0.85
_LETTER_DIGIT = re.compile(r"\b(?=\w*[a-z])(?=\w*[235789])[a-z235789]{3,}\b")
_SCRIPTS = (
    ("ur", re.compile("[ٹڈڑںےھہیک]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[ыэъёЫЭЪЁ]")),
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")


class LanguageIdentification:
    """Callable; keeps the identifier's tables (about 30 MB), so one instance serves the whole program."""

    def __init__(self, languages: tuple[str, ...] = SUPPORTED):
        self._languages = languages
        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._identifier.set_languages([language for language in languages])

    def __call__(self, text: str, context: str | None = None) -> tuple[str | None, float]:
        """(language, confidence 0-1); `context` is the conversation's language and wins over a doubtful guess.

        (None, 0.0) when the text has no letters and there is no context.
        """
        for language, letters in _SCRIPTS:
            if language in self._languages and letters.search(text):
                return language, 0.99
        folded = fold(text)
        if _CYRILLIC.search(text):
            return self._cyrillic(folded, context)
        if not re.search(r"[^\W\d_]", folded):
            return context, 0.0
        if is_arabizi(folded):
            return "ar", 0.95
        return self._weigh(text, folded, context)

    def _cyrillic(self, folded: str, context: str | None) -> tuple[str, float]:
        """Ukrainian or Russian, when no letter tells: by their small words, and by the conversation."""
        known = {code: _familiar(folded, code) + 0.1 * (code == context) for code in ("ru", "uk") if code in self._languages}
        best = max(known, key=known.__getitem__, default=context or "ru")
        return best, 0.6 if len(set(known.values())) < 2 else 0.9

    def _weigh(self, text: str, folded: str, context: str | None) -> tuple[str, float]:
        ranked = dict(self._identifier.rank(text.lower()))
        # the identifier is sure of itself on a few words; familiar words and the context temper it
        scores = {language: 0.25 * p + _familiar(folded, language) for language, p in ranked.items()}
        if context in scores:
            scores[context] += 0.2
        total = sum(scores.values()) or 1.0
        best = max(scores, key=scores.__getitem__)
        return best, scores[best] / total


def is_arabizi(folded: str) -> bool:
    """Darija in Latin letters: enough frequent Darija words, or one with a digit used as a letter."""
    found = folded.split()
    known = sum(word.strip(".,;:!?¿¡") in _darija_words() for word in found)
    digits = sum(bool(re.search("[a-z]", w)) and not re.fullmatch(r"\d+[a-z]{1,3}|[a-z]{1,2}\d+", w) for w in _LETTER_DIGIT.findall(folded))
    return known >= max(2, len(found) // 4) or (digits and known) or digits >= 2 or (len(found) <= 2 and known >= 1)


@lru_cache
def _darija_words() -> frozenset[str]:
    return frozenset(load_resource("darija_words")["words"])


def _familiar(folded: str, language: str) -> float:
    """Share of the words that are function words or everyday words of the language."""
    known = _everyday_words(language)
    found = words(folded, "")
    return sum(w in known for w in found) / len(found) if found else 0.0


@lru_cache
def _everyday_words(language: str) -> frozenset[str]:
    lists = (load_resource(name).get(language, []) for name in ("function_words", "everyday_words"))
    return frozenset(fold(str(word)) for listed in lists for word in listed)
