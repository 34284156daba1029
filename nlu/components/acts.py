"""Which act of the dialogue a message is: TF-IDF over words and character n-grams, and a logistic regression.

Why not DIET: docs/decisions/0003-light-act-classifier.md. An act that leads away from an answer must be surer than the others.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Dict, List, Optional, Text, Tuple

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

ELONGATED = re.compile(r"(\w)\1{2,}")
PLACEHOLDER = re.compile(r"\[[A-Z]+\]")


def fold(text: Text) -> Text:
    """Lower case without diacritics, elongations or redaction placeholders, so that spelling varies less."""
    decomposed = unicodedata.normalize("NFKD", PLACEHOLDER.sub(" ", text).lower())
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return ELONGATED.sub(r"\1", bare).replace("ة", "ه").replace("ى", "ي")


def make_model(strength: float) -> Pipeline:
    """The untrained classifier; `strength` is the inverse of the regularisation."""
    words = TfidfVectorizer(preprocessor=fold, token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(preprocessor=fold, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    features = FeatureUnion([("words", words), ("letters", letters)])
    return Pipeline([("features", features), ("classifier", LogisticRegression(C=strength, class_weight="balanced", max_iter=400))])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(GraphComponent, IntentClassifier):
    """Sets the intent and its ranking. Messages that the engine built from a button (they have an intent) stay as they are."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        # demanding: act -> the confidence it needs; under it the message is taken as the question it may well be
        return {"strength": 40.0, "ranking_length": 5, "demanding": {}, "otherwise": "ask_question"}

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> ActClassifier:
        return cls(config, model_storage, resource)

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, model: Optional[Pipeline] = None) -> None:
        self._config, self._model_storage, self._resource, self._model = config, model_storage, resource, model

    def train(self, training_data: TrainingData) -> Resource:
        texts, acts = zip(*_examples(training_data))
        self._model = make_model(self._config["strength"]).fit(texts, acts)
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "acts.joblib", compress=3)
        return self._resource

    @classmethod
    def load(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> ActClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / "acts.joblib"))

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            if self._model is not None and message.get(TEXT):
                ranking = self._rank(message.get(TEXT))
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _rank(self, text: Text) -> List[Dict[Text, Any]]:
        probabilities = self._model.predict_proba([text])[0]
        ranked = sorted(zip(probabilities, self._model.classes_), reverse=True)
        best, act = ranked[0]
        if best < self._config["demanding"].get(act, 0.0):
            ranked = [(best, self._config["otherwise"])] + [pair for pair in ranked if pair[1] != self._config["otherwise"]]
        return [{"name": act, "confidence": float(p)} for p, act in ranked[: self._config["ranking_length"]]]


def _examples(training_data: TrainingData) -> List[Tuple[Text, Text]]:
    return [(example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples if example.get(TEXT)]
