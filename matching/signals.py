"""All signals of one collection of items: what each says about each item for a query."""

from dataclasses import dataclass

import numpy as np

from matching.concept_index import ConceptIndex
from matching.concepts import ConceptFinder
from matching.encoder import Encoder
from matching.examples import ExampleClassifier
from matching.gaps import fill_gaps
from matching.items import Item, Negative
from matching.lexical import LexicalIndex
from matching.meaning import MeaningIndex
from matching.meaning_groups import MeaningGroups
from matching.once import once
from matching.translation.index import TranslatedIndex
from matching.translation.table import TranslationTable

OF_LANGUAGE = ("lexical", "classifier", "nearest", "lexical_other", "nearest_other")
NAMES = (*OF_LANGUAGE, "encoder_example", "encoder_text", "concepts", "translated", "encoder_group")
EXAMPLE_SIGNALS = [NAMES.index(name) for name in ("classifier", "nearest", "nearest_other", "encoder_example", "encoder_group")]
FEWEST_EXAMPLES = 10
BORROWED = ("es", "en", "fr")  # names of papers and offices come in them whatever the rest of the message is written in
SPARSE = 0.6  # share of the examples of the language that has most
LEADING = 400  # characters of a text that its vector stands for: the summary and the first lines


@dataclass(frozen=True, slots=True)
class Reading:
    """Signals of one query: `values` (items, len(NAMES)), and three of "none of ours": `outside` is what the classifier says, `beyond` what
    the map of meanings says, `limit` how close in meaning the nearest negative is."""

    values: np.ndarray
    outside: float
    beyond: float = 0.0
    limit: float = 0.0


class Signals:
    """Fitted on items (and written negatives); reads a query in milliseconds. `encoder`, `concepts` and `table` may be None."""

    def __init__(
        self,
        items: list[Item],
        negatives: list[Negative],
        encoder: Encoder | None,
        concepts: ConceptFinder | None = None,
        table: TranslationTable | None = None,
    ):
        self.items, self.negatives = items, negatives
        self.ids = [item.id for item in items]
        self.languages = languages_of(items)
        self._encoder = encoder
        self._lexical, self._classifiers = {}, {}
        self._counts = {language: count_examples(items, language) for language in self.languages}
        for language in self.languages:
            self._lexical[language] = LexicalIndex((searched(item, language) for item in items), language)
            if self._counts[language] >= FEWEST_EXAMPLES:
                self._classifiers[language] = ExampleClassifier(taught(items, negatives, language), language, len(items) + 1)
        self._gaps = {language: gaps_of(items, language) for language in self.languages}
        if encoder is not None:
            self._example_meaning = MeaningIndex(all_examples(items), len(items), encoder)
            self._text_meaning = MeaningIndex(leading_texts(items), len(items), encoder)
            self._limit_meaning = MeaningIndex([(0, negative.text) for negative in negatives], 1, encoder)
            self._groups = MeaningGroups(self._example_meaning, self._limit_meaning, len(items), encoder)
        self._concepts = ConceptIndex(items, concepts) if concepts else None
        self._translated = TranslatedIndex(items, table) if table else None

    def has_examples(self, language: str | None = None) -> bool:
        """Whether people's questions are known in a language, or in any."""
        return language in self._classifiers if language else bool(self._classifiers)

    def is_sparse(self, language: str) -> bool:
        """Whether a language has far fewer examples than another: its classifier then speaks more softly."""
        return self._counts.get(language, 0) < SPARSE * max(self._counts.values(), default=0)

    def read(self, text: str, language: str, as_if_absent: bool = False) -> Reading:
        """Signals for a query in `language`; one without texts (or `as_if_absent`) is searched in all the other languages."""
        values = np.zeros((len(self.ids), len(NAMES)), order="F")  # signal by signal, as they are filled and standardised
        own = [] if as_if_absent else [language]
        others = self._others(language, as_if_absent)
        outside = self._read_own(values, text, own)
        strangers = self._read_others(values, text, others)
        if not own or language not in self._classifiers:
            outside = strangers
        beyond, limit = self._read_meaning(values, text)
        if self._concepts is not None:
            values[:, 7] = self._concepts.scores(text, language)
        if self._translated is not None:
            values[:, 8] = self._translated.scores(text, language)
        if self._encoder is not None and own and language in self._gaps:
            fill_gaps(values, self._gaps[language], NAMES)
        return Reading(values, outside, beyond, limit)

    def _read_meaning(self, values: np.ndarray, text: str) -> tuple[float, float]:
        """Fills the signals of the encoder; returns what the map of meanings and the nearest negative say of "none of ours"."""
        if self._encoder is None:
            return 0.0, 0.0
        vector = self.vector(text)
        values[:, 5] = self._example_meaning.scores(vector)
        values[:, 6] = self._text_meaning.scores(vector)
        values[:, 9], beyond = self._groups.scores(vector)
        return beyond, float(self._limit_meaning.scores(vector)[0])

    def vector(self, text: str) -> np.ndarray | None:
        """The unit vector of a text; None without an encoder."""
        return once((self._encoder, text), lambda: self._encoder.encode([text])[0]) if self._encoder else None

    def _others(self, language: str, as_if_absent: bool) -> list[str]:
        """Languages to search beside: those that most mixed messages borrow from, or all when the question's own has no texts."""
        has_own = language in self._lexical and not as_if_absent
        return [other for other in self.languages if other != language and (other in BORROWED or not has_own)]

    def _read_own(self, values: np.ndarray, text: str, own: list[str]) -> float:
        outside = 0.0
        for language in own:
            if language in self._lexical:
                values[:, 0] = self._lexical[language].scores(text)
            if language in self._classifiers:
                scores, nearest = self._classifiers[language].scores(text)
                values[:, 1], values[:, 2], outside = scores[:-1], nearest[:-1], float(scores[-1])
        return outside

    def _read_others(self, values: np.ndarray, text: str, others: list[str]) -> float:
        """Fills the signals across languages; returns how far outside the language finds it whose examples are nearest."""
        closest, outside = -1.0, 0.0
        for other in others:
            np.maximum(values[:, 3], self._lexical[other].scores(text), out=values[:, 3])
            if other in self._classifiers:
                scores, nearest = self._classifiers[other].scores(text)
                np.maximum(values[:, 4], nearest[:-1], out=values[:, 4])
                if nearest.max() > closest:
                    closest, outside = nearest.max(), float(scores[-1])
        return outside


def languages_of(items: list[Item]) -> list[str]:
    """Languages that any of them is written in."""
    return sorted({language for item in items for language in item.texts})


def searched(item: Item, language: str) -> str:
    """What the lexical index reads of an item; nothing when it has no text in the language."""
    text = item.texts.get(language)
    return f"{text.title} {text.title} {text.body}" if text else ""


def examples_of(items: list[Item], language: str) -> list[tuple[int, str]]:
    """(position of the item, example) in one language."""
    return [(position, e) for position, item in enumerate(items) if language in item.texts for e in item.texts[language].examples]


def count_examples(items: list[Item], language: str) -> int:
    """How many examples there are in one language."""
    return sum(len(item.texts[language].examples) for item in items if language in item.texts)


def gaps_of(items: list[Item], language: str) -> np.ndarray:
    """Array (items,): which of them have no examples in a language."""
    return np.array([language not in item.texts or not item.texts[language].examples for item in items], dtype=bool)


def all_examples(items: list[Item]) -> list[tuple[int, str]]:
    """(position of the item, example) in all languages."""
    return [(position, e) for position, item in enumerate(items) for text in item.texts.values() for e in text.examples]


def leading_texts(items: list[Item]) -> list[tuple[int, str]]:
    """(position of the item, its title or the first lines of its text)."""
    return [(p, part) for p, item in enumerate(items) for t in item.texts.values() for part in (t.title, t.body[:LEADING])]


def taught(items: list[Item], negatives: list[Negative], language: str) -> list[tuple[int, str]]:
    """The examples of one language and, as one more item, its negatives."""
    return examples_of(items, language) + [(len(items), n.text) for n in negatives if n.language == language]
