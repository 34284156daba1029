"""A small linear classifier over written examples: the second half of the detector, for what no pattern foresaw."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from matching.terms import example_terms

ORDINARY = "ordinary"
_GROUPS_PAIRED = 10  # bounds the pairs a message gives
_GROUP_WEIGHT = 4  # a group says more than a word; 4 gave the fewest false alarms at equal recall in cross-validation


@dataclass(frozen=True)
class Judgement:
    """How much like danger (above zero) a message is, how much like each kind of danger, and how much like hearsay (above zero)."""

    score: float
    kinds: dict[str, float]
    hearsay: float = -1.0


class DangerClassifier:
    """Fitted on (sentence, kind) of all languages at once; `groups` gives a text's word groups, shared by the languages.

    `hearsay` are the ordinary sentences that are talk about others; without them nothing is judged to be hearsay.
    """

    def __init__(self, examples: list[tuple[str, str]], groups: Callable[[str], list[str]], hearsay: frozenset[str] = frozenset()):
        self._groups = groups
        self._vectorizer = TfidfVectorizer(analyzer=self._terms, sublinear_tf=True, min_df=2, dtype=np.float32)
        matrix = self._vectorizer.fit_transform([text for text, _ in examples])
        kinds = np.array([kind for _, kind in examples])
        dangerous = kinds != ORDINARY
        self._alarm = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(matrix, dangerous)
        self._kind = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(matrix[dangerous], kinds[dangerous])
        told = np.array([text in hearsay for text, _ in examples])
        self._hearsay = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(matrix, told) if hearsay else None

    def judge(self, texts: list[str]) -> list[Judgement]:
        """One judgement a text."""
        matrix = self._vectorizer.transform(texts)
        kinds = [dict(zip(self._kind.classes_.tolist(), row)) for row in self._kind.decision_function(matrix).tolist()]
        scores = self._alarm.decision_function(matrix).tolist()
        hearsay = self._hearsay.decision_function(matrix).tolist() if self._hearsay else [Judgement.hearsay] * len(texts)
        return [Judgement(*judged) for judged in zip(scores, kinds, hearsay)]

    def _terms(self, text: str) -> list[str]:
        groups = self._groups(text)[:_GROUPS_PAIRED]
        pairs = [f"g:{a}+{b}" for a, b in combinations(groups, 2)]
        named = [f"g:{name}" for name in groups] * _GROUP_WEIGHT
        return example_terms(text, "ar") + named + pairs  # "ar": consonants serve Darija in Latin letters
