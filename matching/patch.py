"""Signals of a collection of which a little has changed since it was fitted: made in milliseconds, so that a changed text is live at once.

What is usual in the collection (rarity, mean length, the coefficients of the items that stayed) is taken over from the fitted signals;
only what changed is read anew. Good for a few changes, until the whole is fitted again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.examples import ExampleClassifier
from matching.items import Item, ItemText, Negative
from matching.lexical import LexicalIndex
from matching.meaning import MeaningIndex
from matching.meaning_groups import MeaningGroups
from matching.patched_examples import Lesson, PatchedClassifier
from matching.signals import (
    FEWEST_EXAMPLES,
    Signals,
    all_examples,
    count_examples,
    gaps_of,
    languages_of,
    leading_texts,
    searched,
    taught,
)


@dataclass(frozen=True, slots=True)
class Rows:
    """For each item where it stood before, and the positions (`fresh`) of those whose scores are read anew."""

    before: np.ndarray
    fresh: np.ndarray

    def put(self, base: np.ndarray, own: np.ndarray) -> np.ndarray:
        """Array (items,) from the scores of the fitted collection and those of the fresh items."""
        values = base[self.before]
        values[self.fresh] = own
        return values


class Index(Protocol):
    def scores(self, *asked) -> np.ndarray:
        """Array (items,)."""


@dataclass(frozen=True, slots=True)
class PatchedIndex:
    """An index of a fitted collection and one of the fresh items, read as one."""

    rows: Rows
    base: Index
    own: Index

    def scores(self, *asked) -> np.ndarray:
        return self.rows.put(self.base.scores(*asked), self.own.scores(*asked))


class PatchedSignals(Signals):
    """The signals of `items` and `negatives`, from those fitted on a collection that is nearly the same and not empty."""

    def __init__(self, base: Signals, items: list[Item], negatives: list[Negative]):
        self.items, self.negatives = items, negatives
        self.ids = [item.id for item in items]
        self.languages = languages_of(items)
        self._base, self._encoder = base, base._encoder
        self._counts = {language: count_examples(items, language) for language in self.languages}
        self._gaps = {language: gaps_of(items, language) for language in self.languages}
        self._compare()
        self._lexical = {language: self._patched_lexical(language) for language in self.languages}
        rich = [language for language in self.languages if self._counts[language] >= FEWEST_EXAMPLES]
        self._classifiers = {language: self._patched_classifier(language) for language in rich}
        self._patch_meanings()

    def _compare(self) -> None:
        places = {id: position for position, id in enumerate(self._base.ids)}
        self._before = np.array([places.get(id, 0) for id in self.ids], dtype=int)
        self._is_in_place = self.ids == self._base.ids
        self._touched = [(n, self._base.items[places[item.id]] if item.id in places else None) for n, item in enumerate(self.items)]
        self._touched = [(n, old) for n, old in self._touched if old is not self.items[n]]

    def _rows(self, part: Callable[[Item], object]) -> Rows:
        """Fresh are the items that are new or differ from before in the part that matters."""
        fresh = [n for n, old in self._touched if old is None or part(old) != part(self.items[n])]
        return Rows(self._before, np.array(fresh, dtype=int))

    def _is_as_before(self, rows: Rows) -> bool:
        return self._is_in_place and not len(rows.fresh)

    def _of(self, rows: Rows) -> list[Item]:
        return [self.items[position] for position in rows.fresh]

    def _patched_lexical(self, language: str) -> Index:
        base = self._base._lexical.get(language)
        if base is None:
            return LexicalIndex((searched(item, language) for item in self.items), language)
        rows = self._rows(lambda item: searched(item, language))
        own = base.added(searched(item, language) for item in self._of(rows))
        return base if self._is_as_before(rows) else PatchedIndex(rows, base, own)

    def _patched_classifier(self, language: str) -> ExampleClassifier | PatchedClassifier:
        base = self._base._classifiers.get(language)
        if base is None:
            return ExampleClassifier(taught(self.items, self.negatives, language), language, len(self.items) + 1)
        rows = self._rows(lambda item: _text(item, language).examples)
        if self._is_as_before(rows) and len(self.negatives) == len(self._base.negatives):
            return base
        gone = self._gone(rows, language) if base.is_solved else None
        return PatchedClassifier(base, rows, self._lesson(rows, language), gone)

    def _lesson(self, rows: Rows, language: str) -> Lesson:
        examples = [(n, example) for n, item in enumerate(self._of(rows)) for example in _text(item, language).examples]
        return Lesson(examples, len(rows.fresh))

    def _gone(self, rows: Rows, language: str) -> np.ndarray:
        """Which of the examples that the base learnt from no longer hold, as (examples,) of truth values."""
        staying = set(np.delete(rows.before, rows.fresh).tolist())
        outside, limits = len(self._base.items), {negative.text for negative in self.negatives}
        known = taught(self._base.items, self._base.negatives, language)
        return np.array([text not in limits if owner == outside else owner not in staying for owner, text in known], dtype=bool)

    def _patch_meanings(self) -> None:
        base, rows = self._base, self._rows(lambda item: item.texts)
        changed = self._of(rows)
        if self._encoder is not None:
            own = MeaningIndex(all_examples(changed), len(changed), self._encoder)
            self._example_meaning = PatchedIndex(rows, base._example_meaning, own)
            own = MeaningIndex(leading_texts(changed), len(changed), self._encoder)
            self._text_meaning = PatchedIndex(rows, base._text_meaning, own)
            self._limit_meaning = self._patched_limits()
            self._groups = self._patched_groups()
        self._concepts = PatchedIndex(rows, base._concepts, base._concepts.added(changed)) if base._concepts else None
        self._translated = PatchedIndex(rows, base._translated, base._translated.added(changed)) if base._translated else None

    def _patched_groups(self) -> MeaningGroups:
        rows = self._rows(_examples)
        fresh = {int(position): _examples(self.items[position]) for position in rows.fresh}
        staying = set(np.delete(rows.before, rows.fresh).tolist())
        gone = [_examples(item) for place, item in enumerate(self._base.items) if place not in staying]
        return self._base._groups.changed(rows.before, gone, fresh, self._limit_meaning)

    def _patched_limits(self) -> MeaningIndex:
        if len(self.negatives) == len(self._base.negatives):
            return self._base._limit_meaning
        return MeaningIndex([(0, negative.text) for negative in self.negatives], 1, self._encoder)


def _examples(item: Item) -> list[str]:
    return [example for text in item.texts.values() for example in text.examples]


def _text(item: Item, language: str) -> ItemText:
    return item.texts.get(language, ItemText("", ""))
