"""All signals of one collection of items: what each says about each item for a query."""

from dataclasses import dataclass

import numpy as np

from matching.concept_index import ConceptIndex
from matching.concepts import ConceptFinder
from matching.encoder import Encoder
from matching.examples import ExampleClassifier
from matching.grouping import Groups
from matching.items import Item, Negative
from matching.lexical import LexicalIndex

NAMES = ("lexical", "classifier", "nearest", "lexical_other", "nearest_other", "encoder_example", "encoder_text", "concepts")
EXAMPLE_SIGNALS = [NAMES.index(name) for name in ("classifier", "nearest", "nearest_other", "encoder_example")]
FEWEST_EXAMPLES = 10
BORROWED = ("es", "en", "fr")  # names of papers and offices come in them whatever the rest of the message is written in
SPARSE = 0.6  # share of the examples of the language that has most
LEADING = 400  # characters of a text that its vector stands for: the summary and the first lines


@dataclass(frozen=True, slots=True)
class Reading:
    """Signals of one query: `values` (items, len(NAMES)); `outside` is the classifier's score for "none of ours"."""

    values: np.ndarray
    outside: float


class Signals:
    """Fitted on items (and written negatives); reads a query in milliseconds. `encoder` and `concepts` may be None."""

    def __init__(self, items: list[Item], negatives: list[Negative], encoder: Encoder | None, concepts: ConceptFinder | None = None):
        self.ids = [item.id for item in items]
        self.languages = sorted({language for item in items for language in item.texts})
        self._encoder = encoder
        self._lexical, self._classifiers = {}, {}
        self._examples: dict[str, list[tuple[int, str]]] = {}
        for language in self.languages:
            self._fit_language(items, [n for n in negatives if n.language == language], language)
        self._fit_encoder(items)
        self._concepts = ConceptIndex(items, concepts) if concepts else None

    def _fit_language(self, items: list[Item], negatives: list[Negative], language: str) -> None:
        texts = [item.texts.get(language) for item in items]
        self._lexical[language] = LexicalIndex([f"{t.title} {t.title} {t.body}" if t else "" for t in texts], language)
        examples = [(position, e) for position, t in enumerate(texts) if t for e in t.examples]
        self._examples[language] = examples
        if len(examples) >= FEWEST_EXAMPLES:
            outside = [(len(items), n.text) for n in negatives]
            self._classifiers[language] = ExampleClassifier(examples + outside, language, len(items) + 1)

    def _fit_encoder(self, items: list[Item]) -> None:
        examples = [pair for language in self.languages for pair in self._examples[language]]
        texts = [(p, part) for p, item in enumerate(items) for t in item.texts.values() for part in (t.title, t.body[:LEADING])]
        self._example_groups = Groups(np.array([p for p, _ in examples], dtype=int), len(items))
        self._text_groups = Groups(np.array([p for p, _ in texts], dtype=int), len(items))
        if self._encoder is not None:
            vectors = self._encoder.encode([text for _, text in examples + texts])
            self._example_vectors, self._text_vectors = vectors[: len(examples)], vectors[len(examples) :]

    def has_examples(self, language: str | None = None) -> bool:
        """Whether people's questions are known in a language, or in any."""
        return language in self._classifiers if language else bool(self._classifiers)

    def is_sparse(self, language: str) -> bool:
        """Whether a language has far fewer examples than another: its classifier then speaks more softly."""
        return len(self._examples.get(language, ())) < SPARSE * max(map(len, self._examples.values()), default=0)

    def read(self, text: str, language: str, as_if_absent: bool = False) -> Reading:
        """Signals for a query in `language`; one without texts (or `as_if_absent`) is searched in all the other languages."""
        values = np.zeros((len(self.ids), len(NAMES)))
        own = [] if as_if_absent else [language]
        others = self._others(language, as_if_absent)
        outside = self._read_own(values, text, own)
        strangers = self._read_others(values, text, others)
        if not own or language not in self._classifiers:
            outside = strangers
        if self._encoder is not None:
            vector = self._encoder.encode([text])[0]
            values[:, 5] = self._example_groups.best(self._example_vectors @ vector)
            values[:, 6] = self._text_groups.best(self._text_vectors @ vector)
        if self._concepts is not None:
            values[:, 7] = self._concepts.scores(text, language)
        return Reading(values, outside)

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
